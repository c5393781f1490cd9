"""The forum as an app developer would write it with SQLAlchemy's ORM: entities, joinedload, COUNT and OFFSET.

It stands on the same tables with the same rows, so that both sides read the same pages. It has what a forum of one's
own has, and no more: no outbox, no audit, no index of a search.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Engine,
    ForeignKey,
    and_,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, foreign, joinedload, mapped_column, relationship
from uuid_utils.compat import uuid7

from benchmarks import posts
from benchmarks.forum import READER, SLUG
from benchmarks.measure import Figure
from benchmarks.pair import BenchmarkPair
from benchmarks.raw import PRAGMAS
from commkit import Query
from commkit.posts import ListThreads, PostId, ReadThread, ThreadOrder
from commkit.storage import Id, UtcDateTime, keyset

PAGE = 20
PAGE_400 = 399


class Base(DeclarativeBase):
    """What the entities are declared on."""


class Directory(Base):
    """Which address is which community."""

    __tablename__ = "commkit_directory"

    slug: Mapped[str] = mapped_column(primary_key=True)
    community_id: Mapped[UUID] = mapped_column(Id)


class Member(Base):
    """A member of a community."""

    __tablename__ = "commkit_membership"

    community_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    key: Mapped[str]
    name: Mapped[str]
    status: Mapped[str]


class Post(Base):
    """A thread's opening post, or a reply."""

    __tablename__ = "commkit_post"

    community_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    thread: Mapped[UUID] = mapped_column(Id, ForeignKey("commkit_post.id"))
    parent: Mapped[UUID | None] = mapped_column(Id)
    number: Mapped[int]
    path: Mapped[bytes]
    kind: Mapped[str]
    state: Mapped[str]
    title: Mapped[str]
    body: Mapped[str]
    markup: Mapped[str]
    tags: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column("author", Id)
    author_name: Mapped[str]
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    activity_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply_count: Mapped[int]
    score: Mapped[int]
    last_number: Mapped[int]
    made_with: Mapped[str]
    by_agent: Mapped[bool]

    author: Mapped[Member | None] = relationship(
        primaryjoin=lambda: and_(
            foreign(Post.author_id) == Member.id, foreign(Post.community_id) == Member.community_id
        ),
        viewonly=True,
    )


class OrmForum:
    """The forum, by the ORM.

    Args:
        url: Where the town is.
    """

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)
        if self._engine.dialect.name == "sqlite":
            _settle_sqlite(self._engine)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def read_thread(self, thread: UUID, page: int = 0) -> tuple[list[Post], int]:
        """A page of a thread with its authors, and how many posts there are, for the pager."""
        return self._page(Post.thread == thread, Post.path, page)

    def list_active(self) -> tuple[list[Post], int]:
        """The threads by activity, with their authors, and how many there are."""
        return self._page(Post.parent.is_(None), Post.activity_at.desc(), 0)

    def reply(self, to: UUID) -> UUID:
        """Write a reply below a post."""
        with Session(self._engine) as session, session.begin():
            here, me = _enter(session)
            parent = session.get_one(Post, (here, to))
            opening = session.get_one(Post, (here, parent.thread), with_for_update=True)
            if (
                parent.removed_at is not None
                or opening.removed_at is not None
                or opening.locked_at is not None
            ):
                raise PermissionError(to)
            now = datetime.now(UTC)
            opening.last_number += 1
            opening.reply_count += 1
            opening.activity_at = now
            written = Post(
                community_id=here,
                id=uuid7(),
                thread=opening.id,
                parent=parent.id,
                number=opening.last_number,
                path=parent.path + opening.last_number.to_bytes(4, "big"),
                kind="reply",
                state="open",
                title="",
                body=posts.TEXT,
                markup="markdown",
                tags="",
                author_id=me.id,
                author_name="",
                version=1,
                created_at=now,
                reply_count=0,
                score=0,
                last_number=0,
                made_with="none",
                by_agent=False,
            )
            session.add(written)
            return written.id

    def _page(self, where: ColumnElement[bool], order: Any, page: int) -> tuple[list[Post], int]:
        with Session(self._engine) as session:
            here, _ = _enter(session)
            shown = (Post.community_id == here, where, Post.removed_at.is_(None))
            total = session.scalar(select(func.count()).select_from(Post).where(*shown)) or 0
            found = session.scalars(
                select(Post)
                .options(joinedload(Post.author))
                .where(*shown)
                .order_by(order)
                .offset(page * PAGE)
                .limit(PAGE)
            )
            return list(found), total


def figures(pair: BenchmarkPair, thread: UUID) -> Iterator[Figure]:
    """The same pages and the same reply, beside the ORM."""
    orm = pair.orm
    after = keyset(bytes, of="posts.thread").within(thread).encode((posts.PAGE_400,))
    pages: list[tuple[str, Query[Any], Callable[[], Any], float | None]] = [
        ("page 1 beside an ORM", ReadThread(PostId(thread)), lambda: orm.read_thread(thread), 1 / 12),
        (
            "page 400 beside an ORM",
            ReadThread(PostId(thread), after=after),
            lambda: orm.read_thread(thread, PAGE_400),
            1 / 40,
        ),
        ("threads by activity beside an ORM", ListThreads(order=ThreadOrder.ACTIVE), orm.list_active, None),
    ]
    for name, query, theirs, budget in pages:
        assert [post.id for post in posts.ask(pair.kit, query).items] == [post.id for post in theirs()[0]], (
            name
        )
        yield pair.compare(name, partial(posts.ask, query=query), theirs, sqlite=budget, postgres=budget)
    yield pair.compare(
        "a reply beside an ORM",
        lambda kit: posts.reply_by_us(kit, thread),
        lambda: orm.reply(thread),
        sqlite=0.5,
        postgres=0.5,
        each=5,
    )


def _enter(session: Session) -> tuple[UUID, Member]:
    here = session.scalars(select(Directory.community_id).where(Directory.slug == SLUG)).one()
    me = session.scalars(select(Member).where(Member.community_id == here, Member.key == READER)).one()
    if me.status != "active":
        raise PermissionError(READER)
    return here, me


def _settle_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def settle(connection: Any, record: object) -> None:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
