"""The commands and queries of the desk."""

from collections.abc import Mapping
from typing import Annotated, Literal

from attrs import field, frozen

from commkit import Command, Items, Page, Query, Text, TextCommand
from commkit.fields import FieldValue
from commkit.members import GroupId
from commkit.posts import MadeWith
from commkit.spaces import SpaceId
from commkit_articles.desk.records import Article, ArticleAction, ArticleDiff, ArticleId, ArticleVersion
from commkit_articles.policy import ArticleState

Title = Annotated[str, Text(max=300, multiline=False)]
Body = Annotated[str, Text(max=40_000)]
TagName = Annotated[str, Text(max=50, multiline=False)]
Tags = Annotated[tuple[TagName, ...], Items(max=20)]
Word = Annotated[str, Text(max=64, multiline=False)]
Note = Annotated[str, Text(max=2_000, min=0)]
Reason = Annotated[str, Text(max=2_000)]
Markup = Literal["markdown", "html"]


@frozen(kw_only=True)
class CreateArticle(TextCommand[Article]):
    """Begin an article. It is its author's and the desk's alone until it is published.

    Attributes:
        title: One line.
        body: The text, 1 to 40,000 characters.
        tags: Names under which it is found.
        kind: A post kind of the community's type whose posts are articles.
        markup: The markup of the text.
        fields: Values of the fields that its kind has, by the name of the field; required ones may follow until it is
            submitted.
        space: The space that it is published in; its audience is the article's.
        audience: A group that the author is in, which alone sees it.
        made_with: Whether a program that generates text took part.

    Raises:
        Invalid: The type has no such kind of article; a value does not fit, or is unknown: `fields.version`.
        NotFound: There is no such space or group for this actor.
        Denied: The actor is not in the audience.
        Conflict: The space is archived, takes other kinds, or has another audience.
    """

    permission = "articles.write"
    creates = True
    shown = ("title", "body", "tags", "fields")
    personal = ("title", "body", "tags", "fields")

    title: Title
    body: Body
    tags: Tags = ()
    kind: Word = "article"
    markup: Markup = "markdown"
    fields: Mapping[str, FieldValue] = field(factory=dict)
    space: SpaceId | None = None
    audience: GroupId | None = None
    made_with: MadeWith | None = None


@frozen(kw_only=True)
class EditArticle(TextCommand[Article]):
    """Save a new version of an article that is not published, by its authors or the desk.

    What was approved or scheduled is a draft again, since an approval holds for the version that was reviewed; what is
    in review stays there with the new version. `CorrectArticle` changes a published one.

    Attributes:
        article: The article.
        version: The version that the editor saw.
        title: The new title; None to keep it.
        body: The new text; None to keep it.
        tags: The new tags; None to keep them.
        fields: New values by the name of the field; None takes one away, and those that are not named stay.
        space: Another space to publish it in; None to keep the place.
        audience: Another group to publish it for; None to keep the place.
        made_with: Whether a program that generates text took part; None to keep what was said.
        note: What was changed.

    Raises:
        Invalid: A value does not fit, or is unknown: `fields.version`.
        Conflict: It was published or retired, or somebody saved another version since.
    """

    permission = "articles.write"
    shown = ("title", "body", "tags", "fields", "note")
    personal = ("title", "body", "tags", "fields", "note")

    article: ArticleId
    version: int
    title: Title | None = None
    body: Body | None = None
    tags: Tags | None = None
    fields: Mapping[str, FieldValue | None] = field(factory=dict)
    space: SpaceId | None = None
    audience: GroupId | None = None
    made_with: MadeWith | None = None
    note: Note = ""


@frozen
class SubmitArticle(Command[Article]):
    """Ask the desk to review an article, by its authors or the desk.

    Attributes:
        article: The article.
        version: The version that is submitted.

    Raises:
        Conflict: It is no draft, has another version by now, or lacks a field that its kind requires
            (`articles.fields_missing`).
    """

    permission = "articles.write"

    article: ArticleId
    version: int


@frozen
class ApproveArticle(TextCommand[Article]):
    """Approve the version of an article that was reviewed, so that it can be published.

    Attributes:
        article: The article.
        version: The version that was reviewed.
        note: What the reviewer has to say.

    Raises:
        Denied: The reviewer wrote it: is one of its authors, or saved that version.
        Conflict: It is not in review, or has another version by now.
    """

    permission = "articles.review"
    shown = ("note",)
    personal = ("note",)

    article: ArticleId
    version: int
    note: Note = field(default="", kw_only=True)


@frozen
class SendBackArticle(TextCommand[Article]):
    """Send an article back to its authors, with a reason; it is a draft again.

    Attributes:
        article: The article, which is in review or approved.
        version: The version that was reviewed.
        reason: What is to be changed.

    Raises:
        Conflict: It is neither in review nor approved, or has another version by now.
    """

    permission = "articles.review"
    shown = ("reason",)
    personal = ("reason",)

    article: ArticleId
    version: int
    reason: Reason


@frozen
class DeleteArticle(Command[None]):
    """Delete an article that was never published with all its versions, by its author or the desk.

    Raises:
        Conflict: It was published; `RetireArticle` says that it does not hold any more.
    """

    permission = "articles.write"

    article: ArticleId


@frozen
class ReadArticle(Query[Article]):
    """Read an article, as one of its authors, as who is asked to be one, or for the desk."""

    permission = "articles.write"

    article: ArticleId


@frozen(kw_only=True)
class ListMyArticles(Query[Page[Article]]):
    """List the articles that the actor writes, or is asked to write with others; the newest first."""

    permission = "articles.write"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListDeskArticles(Query[Page[Article]]):
    """List the articles of the desk by state; the newest first.

    Attributes:
        states: Only those in one of these states; in any where it is left out.
        after: The `next` of the page before.
        limit: Articles on a page, 1 to 100.
    """

    permission = "articles.read_desk"
    personal = ()

    states: Annotated[tuple[ArticleState, ...], Items(max=8)] = ()
    after: str | None = None
    limit: int = 20


@frozen
class ListArticleVersions(Query[Page[ArticleVersion]]):
    """List the versions of an article from before it was published, the oldest first."""

    permission = "articles.write"
    personal = ()

    article: ArticleId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class CompareArticleVersions(Query[ArticleDiff]):
    """Compare two versions of an article from before it was published; `CompareRevisions` compares those of its post.

    Attributes:
        article: The article.
        before: A version, from 1.
        after: Another version; the last one where it is left out.

    Raises:
        NotFound: There is no such article for this actor, or no such version of it.
    """

    permission = "articles.write"

    article: ArticleId
    before: int = 1
    after: int | None = field(default=None, kw_only=True)


@frozen
class ListArticleActions(Query[tuple[ArticleAction, ...]]):
    """What the desk decided about an article, the oldest first; at most the first 1,000."""

    permission = "articles.write"

    article: ArticleId
