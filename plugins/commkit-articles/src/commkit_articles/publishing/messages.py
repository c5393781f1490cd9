"""The commands that readers notice, and the queries for readers."""

from typing import Annotated, Literal

from attrs import field, frozen

from commkit import Command, Items, MemberId, Page, Query, Text, TextCommand
from commkit.posts import Post, PostId
from commkit_articles.desk.messages import Body, Reason, Tags, Title, Word
from commkit_articles.desk.records import Article, ArticleId
from commkit_articles.publishing.records import Correction, PublishedArticle

StateName = Annotated[str, Text(max=16, multiline=False)]


@frozen
class PublishArticle(Command[Post]):
    """Publish an article now; the worker sends it for one that is scheduled.

    Attributes:
        article: The article.
        version: Only while it has this version; whichever it has where that is left out.

    Returns:
        The post that it became, which its author wrote.

    Raises:
        Conflict: It is not approved, lacks a field that its kind requires (`articles.fields_missing`), was published or
            retired, its embargo has not ended, its author is no member any
            more, or it may not stand where it is to stand.
        Denied: The actor is not in its audience.
    """

    permission = "articles.publish"
    creates = True

    article: ArticleId
    version: int | None = field(default=None, kw_only=True)


@frozen(kw_only=True)
class CorrectArticle(TextCommand[Post]):
    """Change the text of a published article, with a note that all see.

    Attributes:
        article: The article.
        version: The version of its post that the editor saw.
        note: What was wrong.
        title: The new title; None to keep it.
        body: The new text; None to keep it.
        tags: The new tags; None to keep them.
        thanks: Members who reported the mistake; they are named in the correction, and notified.

    Raises:
        NotFound: One of those who are thanked is no member here.
        Conflict: It is not published, was retired, or somebody edited its post since.
        Invalid: Nothing is changed.
    """

    permission = "articles.correct"
    shown = ("note", "title", "body", "tags")
    personal = ("note", "title", "body", "tags")

    article: ArticleId
    version: int
    note: Reason
    title: Title | None = None
    body: Body | None = None
    tags: Tags | None = None
    thanks: Annotated[tuple[MemberId, ...], Items(max=10)] = ()


@frozen
class RetireArticle(TextCommand[Article]):
    """Say that an article does not hold any more, with a reason that all see; or give up one that is not published.

    A published one can still be read, with the reason and what to read instead; one that is not published is published
    at no time any more.

    Attributes:
        article: The article.
        reason: Why.
        replaced_by: What to read instead.

    Raises:
        NotFound: There is no such post to read instead, for this actor.
        Conflict: It was retired already, or changed in the meantime.
    """

    permission = "articles.retire"
    shown = ("reason",)
    personal = ("reason",)

    article: ArticleId
    reason: Reason
    replaced_by: PostId | None = field(default=None, kw_only=True)


@frozen(kw_only=True)
class RetractArticle(TextCommand[Article]):
    """Retract a published article: it should not have been published. It stays, as retracted.

    Its title, the reason and the moment stay for all; its text is struck through below the reason, or is gone: from
    its post, from what the post said before, and so from searches and feeds. The desk keeps its versions. It is
    retired from then on, and is in no list of what holds.

    Attributes:
        article: The article.
        reason: Why, for all.
        text: What becomes of the text: `struck` or `gone`; None for `DeskSettings.retracted_text`.
        replaced_by: What to read instead.

    Raises:
        NotFound: There is no such post to read instead, for this actor.
        Conflict: It is not published, was retired already, or changed in the meantime.
    """

    permission = "articles.retire"
    shown = ("reason",)
    personal = ("reason",)

    article: ArticleId
    reason: Reason
    text: Literal["struck", "gone"] | None = None
    replaced_by: PostId | None = None


@frozen
class ReadPublishedArticle(Query[PublishedArticle]):
    """Read who wrote an article, when it was published, and whether it holds.

    Raises:
        NotFound: There is no such article for this actor.
    """

    permission = "articles.read"

    post: PostId


@frozen(kw_only=True)
class ListArticles(Query[Page[PublishedArticle]]):
    """List the published articles that the reader may see, what was published last first.

    Attributes:
        kind: Only those of this kind.
        state: Only those in this state: `published`, `corrected` or `retired`; those that were not retired where it is
            left out.
        after: The `next` of the page before.
        limit: Articles on a page, 1 to 100.

    Raises:
        Invalid: There is no such kind or state of articles.
    """

    permission = "articles.read"
    personal = ()

    kind: Word | None = None
    state: StateName | None = None
    after: str | None = None
    limit: int = 20


@frozen
class ListCorrections(Query[tuple[Correction, ...]]):
    """List the corrections of an article, the newest first; at most the newest 100.

    Raises:
        NotFound: There is no such article for this actor.
    """

    permission = "articles.read"

    post: PostId
