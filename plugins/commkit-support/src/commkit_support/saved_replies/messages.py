"""The messages about saved replies."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit.posts import Post, PostId
from commkit_support.saved_replies.records import ReplyBody, ReplyTitle, SavedReply, SavedReplyId


@frozen
class CreateSavedReply(TextCommand[SavedReply]):
    """Save a reply for all staff of the community.

    Attributes:
        title: What it is called in the list.
        body: The text, in Markdown. `{{asker}}`, `{{title}}`, `{{community}}` and `{{me}}` become the asker's name, the
            question's title, the community's title and the name of who publishes it.

    Raises:
        Invalid: It has an unknown placeholder.
    """

    permission = "support.create_saved_reply"
    creates = True
    shown = ("title", "body")
    personal = ()

    title: ReplyTitle
    body: ReplyBody


@frozen
class UpdateSavedReply(TextCommand[SavedReply]):
    """Change a saved reply: one's own, or any with the right to.

    Attributes:
        reply: The saved reply.
        version: The version that was read.
        title: Its new title.
        body: Its new text.

    Raises:
        Conflict: Somebody else changed it since that version.
        Invalid: It has an unknown placeholder.
    """

    permission = "support.edit_saved_reply"
    shown = ("title", "body")
    personal = ()

    reply: SavedReplyId
    version: int
    title: ReplyTitle
    body: ReplyBody


@frozen
class DeleteSavedReply(Command[None]):
    """Delete a saved reply: one's own, or any with the right to."""

    permission = "support.edit_saved_reply"

    reply: SavedReplyId


@frozen
class UseSavedReply(Command[Post]):
    """Publish a saved reply below a question, with its placeholders filled in.

    Attributes:
        question: The question.
        reply: The saved reply.
        kind: A post kind that may reply to the question; by default the one that it awaits.

    Raises:
        Invalid: The post is not a question, or the text is too long once it is filled in.
        Conflict: The question was removed, or its thread is locked.
    """

    permission = "support.use_saved_replies"
    creates = True
    personal = ()

    question: PostId
    reply: SavedReplyId
    kind: Annotated[str, Text(max=64, multiline=False)] | None = field(default=None, kw_only=True)


@frozen
class PreviewSavedReply(Query[str]):
    """The text of a saved reply for a question, to be changed and published as any reply."""

    permission = "support.use_saved_replies"

    question: PostId
    reply: SavedReplyId


@frozen(kw_only=True)
class ListSavedReplies(Query[Page[SavedReply]]):
    """The saved replies, those that are used most ahead.

    Attributes:
        after: The `next` of the page before.
        limit: Replies on a page, 1 to 100.
    """

    permission = "support.use_saved_replies"
    personal = ()

    after: str | None = None
    limit: int = 20
