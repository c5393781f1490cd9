"""A reading club: a chapter and all that is said of it are hidden from whoever is not past it yet."""

from collections.abc import Iterable
from typing import Annotated

from attrs import frozen
from sqlalchemy import Column, ColumnElement, FromClause, Integer, MetaData, Table, and_, exists, not_

from commkit import Command, CommunityType, Feature, Invalid, PostKind, Query, Text, hookimpl
from commkit.posts import CreateThread, Post, PostId
from commkit.runtime.sessions.context import Context
from commkit.storage import COMMUNITY, Erasure, Id, Reader, community_id, person, plain, statement, upsert

metadata = MetaData()
chapter = Table(
    "commkit_bookclub_chapter",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The thread about it.")),
    Column("number", Integer, nullable=False, info=plain("Its number in the book.")),
    info=COMMUNITY,
)
progress = Table(
    "commkit_bookclub_progress",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Who reads.", erase=Erasure.ROW)),
    Column("number", Integer, nullable=False, info=plain("The last chapter that they finished.")),
    info=COMMUNITY,
)
_new = upsert(progress)
FINISH = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id", "member"], set_={"number": _new.excluded.number}
    )
)
OPEN = statement(chapter.insert)


@frozen
class FinishChapter(Command[None]):
    """Say which chapter one has finished."""

    permission = "bookclub.read"
    number: int


@frozen
class OpenChapter(Command[Post]):
    """Open the thread about a chapter, which one has finished then."""

    permission = "bookclub.open"
    personal = ("body",)
    number: int
    body: Annotated[str, Text(max=4_000)]


@frozen
class ReadChapter(Query[Post]):
    """Read the thread about a chapter."""

    permission = "bookclub.read"
    post: PostId


reading = Feature(
    "bookclub.reading",
    tables=metadata,
    migrations="tests.spaces.bookclub.migrations",
    requires=("posts",),
    grants={"member": {"bookclub.read", "bookclub.open"}, "system": {"bookclub.read_ahead"}},
    system_only=("bookclub.read_ahead",),
)


@reading.hides(Post)
def beyond_the_reader(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A chapter is hidden until the reader has finished it, whatever their role; what is in its thread is with it."""
    about, far = chapter.alias(), progress.alias()
    finished = exists().where(
        far.c.community_id == row.c.community_id,
        far.c.member == reader.member,
        far.c.number >= about.c.number,
    )
    ahead = exists().where(
        about.c.community_id == row.c.community_id,
        about.c.post == row.c.id,
        not_(finished.correlate_except(far)),
    )
    return and_(ahead.correlate_except(about), not_(reader.may("bookclub.read_ahead")))


@reading.handles(FinishChapter)
def finish_chapter(context: Context, command: FinishChapter) -> None:
    if not 0 <= command.number <= 1_000:
        raise Invalid.field("number", "out_of_range", "give 0 to 1000")
    context.run(FINISH, member=context.member, number=command.number)


@reading.handles(OpenChapter)
def open_chapter(context: Context, command: OpenChapter) -> Post:
    context.do(FinishChapter(command.number))
    made = context.do(CreateThread(kind="chapter", title=f"Chapter {command.number}", body=command.body))
    context.run(OPEN, post=made.id, number=command.number)
    return made


@reading.handles(ReadChapter)
def read_chapter(context: Context, query: ReadChapter) -> Post:
    return context.get(Post, query.post)


class ReadingClub:
    """The plugin."""

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield reading

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        kinds = (PostKind(name=name, opens=True, replies=("remark",)) for name in ("talk", "chapter"))
        remark = PostKind(name="remark", replies=("remark",))
        yield CommunityType("bookclub", features=("posts", "bookclub.reading"), post_kinds=(*kinds, remark))
