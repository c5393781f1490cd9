"""The commands and queries of issues."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, Query, TextCommand
from commkit.posts import PostId
from commkit_media.newsletters.issues.records import Introduction, IssueId, IssuePreview, NewsletterIssue
from commkit_media.newsletters.policy import MOST_POSTS
from commkit_media.newsletters.records import NewsletterId


@frozen
class DraftIssue(Command[IssuePreview]):
    """Draft the next issue of a newsletter, with what was published since the last one that was sent.

    Raises:
        NotFound: There is no such newsletter for this actor.
        Conflict: It has a draft already, or was ended.
    """

    permission = "media.edit_newsletters"
    creates = True

    newsletter: NewsletterId


@frozen
class EditIssue(TextCommand[IssuePreview]):
    """Change the introduction of a draft, or its posts and their order; None keeps either.

    Attributes:
        issue: The draft.
        introduction: What stands above the posts, as Markdown.
        posts: Its posts in their order: published articles and comments that the actor sees, of whatever age.

    Raises:
        NotFound: There is no such issue, or one of the posts, for this actor.
        Invalid: A post is named twice, or was removed or retired.
        Conflict: The issue was sent.
    """

    permission = "media.edit_newsletters"
    shown = ("introduction",)
    personal = ("introduction",)

    issue: IssueId
    introduction: Introduction | None = field(default=None, kw_only=True)
    posts: Annotated[tuple[PostId, ...], Items(max=2 * MOST_POSTS)] | None = field(default=None, kw_only=True)


@frozen
class SendIssue(Command[NewsletterIssue]):
    """Hand a draft to the worker, which mails it to all who subscribe now.

    Raises:
        NotFound: There is no such issue for this actor.
        Conflict: It was sent, it has neither posts nor an introduction, or its newsletter was ended.
    """

    permission = "media.edit_newsletters"

    issue: IssueId


@frozen
class PreviewIssue(Query[IssuePreview]):
    """Read an issue with those of its posts that the actor may see."""

    permission = "media.edit_newsletters"

    issue: IssueId


@frozen
class ListIssues(Query[tuple[NewsletterIssue, ...]]):
    """List the issues of a newsletter, the newest first; at most 100."""

    permission = "media.edit_newsletters"

    newsletter: NewsletterId
