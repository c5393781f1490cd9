"""The commands and queries of what has to be read."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, Page, Query, Text, TextCommand
from commkit.posts import Post, PostId
from commkit_articles import ArticleId
from commkit_internal.announcements.must_reads.records import (
    Acknowledgement,
    AcknowledgementCounts,
    AcknowledgementReport,
    MissingReader,
    MustRead,
    MyMustRead,
)


@frozen
class MarkMustRead(Command[MustRead]):
    """Ask the audience of a published announcement to read and acknowledge it; again, for its version of now.

    Who wrote it is not asked, nor are agents.

    Attributes:
        post: The post of the announcement.
        due_at: Until when.
        version: The version that the post has.

    Raises:
        NotFound: There is no such post for this actor.
        Conflict: It is no announcement that holds, has another version, or there is nobody in its audience.
        Invalid: The time is not in the future, or more than 3,660 days ahead.
    """

    permission = "internal.require_reading"

    post: PostId
    due_at: datetime
    version: int


@frozen
class EndMustRead(Command[None]):
    """Say that an announcement does not have to be read any more; what was acknowledged is kept.

    Raises:
        NotFound: It does not have to be read, or is not there for this actor.
    """

    permission = "internal.require_reading"
    withdraws = True

    post: PostId


@frozen(kw_only=True)
class CorrectAnnouncement(TextCommand[Post]):
    """Correct an announcement as `CorrectArticle` does; a material change has to be acknowledged again.

    Attributes:
        article: The article.
        version: The version of its post that the editor saw.
        note: What was wrong.
        material: Whether it is to be acknowledged again.
        title: The new title; None to keep it.
        body: The new text; None to keep it.
        tags: The new tags; None to keep them.
        due_at: Until when it is to be acknowledged again; as long as before where that is left out.

    Raises:
        Conflict: It is not published, was retired, or somebody edited its post since.
        Invalid: Nothing is changed, or the time is not in the future, or more than 3,660 days ahead.
        Denied: The actor may not correct, or not ask for an acknowledgement.
    """

    permission = "internal.announce"
    shown = ("note", "title", "body", "tags")
    personal = ("note", "title", "body", "tags")

    article: ArticleId
    version: int
    note: Annotated[str, Text(max=2_000)]
    material: bool
    title: Annotated[str, Text(max=300, multiline=False)] | None = None
    body: Annotated[str, Text(max=40_000)] | None = None
    tags: Annotated[tuple[Annotated[str, Text(max=50, multiline=False)], ...], Items(max=20)] | None = None
    due_at: datetime | None = None


@frozen
class AcknowledgeAnnouncement(Command[Acknowledgement]):
    """Say that one has read an announcement; again, it changes nothing.

    Attributes:
        post: The post of the announcement.
        version: The version that one read, which is the one that it has.

    Raises:
        NotFound: It does not have to be read, or is not there for this actor.
        Conflict: It has another version by now (`internal.old_version`): read that, and acknowledge it.
        Denied: The actor is not asked: is not in the audience, or wrote it.
    """

    permission = "internal.acknowledge"

    post: PostId
    version: int


@frozen
class ListMyMustReads(Query[tuple[MyMustRead, ...]]):
    """What one still has to read, what is due first; at most 200."""

    permission = "internal.acknowledge"


@frozen
class ReadMustRead(Query[MustRead]):
    """Read until when an announcement has to be read, and which version.

    Raises:
        NotFound: It does not have to be read, or is not there for this actor.
    """

    permission = "internal.acknowledge"

    post: PostId


@frozen
class ListAcknowledgements(Query[Page[Acknowledgement]]):
    """Who acknowledged an announcement, which version, and when.

    Attributes:
        post: The post of the announcement.
        after: The `next` of the page before.
        limit: Acknowledgements on a page, 1 to 100.

    Raises:
        NotFound: It never had to be read, or is not there for this actor.
    """

    permission = "internal.read_acknowledgements"
    personal = ()

    post: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListMissingReaders(Query[Page[MissingReader]]):
    """Who is asked to acknowledge an announcement, and has not.

    Attributes:
        post: The post of the announcement.
        after: The `next` of the page before.
        limit: Members on a page, 1 to 100.
    """

    permission = "internal.read_acknowledgements"
    personal = ()

    post: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class CountAcknowledgements(Query[AcknowledgementCounts]):
    """How many of the audience acknowledged an announcement, at this moment."""

    permission = "internal.read_acknowledgements"

    post: PostId


@frozen
class ExportAcknowledgements(Query[AcknowledgementReport]):
    """The evidence of an announcement as one piece of data: counts, who acknowledged it, and who has not."""

    permission = "internal.read_acknowledgements"

    post: PostId
