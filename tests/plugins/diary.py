"""A plugin with tables, a type, a role, facts, a rule of visibility and a gate on a query; and towns that it leaves."""

from collections.abc import Iterable
from typing import Annotated, Any, NewType
from uuid import UUID

import sqlalchemy as sa
from attrs import frozen

from commkit import Command, CommunityType, Deny, Fact, Feature, Kit, Role, hookimpl
from commkit.members import ListMembers
from commkit.posts import Post
from commkit.runtime.values.texts import Text
from commkit.storage import (
    COMMUNITY,
    Erasure,
    Id,
    UtcDateTime,
    community_id,
    host_key,
    person,
    personal,
    plain,
    statement,
)
from tests.sample import FORUM, new_kit

PageId = NewType("PageId", UUID)
metadata = sa.MetaData()
page = sa.Table(
    "commkit_diary_page",
    metadata,
    community_id(),
    sa.Column("id", Id, primary_key=True, info=plain("The page's id.")),
    sa.Column("author", Id, nullable=False, info=person("Who wrote it.")),
    sa.Column(
        "body", sa.Text, nullable=False, info=personal("What they wrote.", of="author", blank="[erased]")
    ),
    sa.Column("mood", sa.String(20), info=personal("How they were.", of="author")),
    sa.Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    info=COMMUNITY,
)
reader = sa.Table(
    "commkit_diary_reader",
    metadata,
    community_id(),
    sa.Column("page", Id, primary_key=True, info=plain("The page.")),
    sa.Column("reader", sa.String(255), primary_key=True, info=host_key("Who reads it.", erase=Erasure.ROW)),
    sa.ForeignKeyConstraint(["community_id", "page"], [page.c.community_id, page.c.id]),
    info=COMMUNITY,
)
word = sa.Table(
    "commkit_diary_word",
    metadata,
    community_id(),
    sa.Column("word", sa.String(64), primary_key=True, info=plain("A word of the house.")),
    sa.Column("colour", sa.LargeBinary, nullable=False, info=plain("Its colour.")),
    info=COMMUNITY,
)
_ADD_PAGE = statement(lambda: sa.insert(page))
_ADD_READER = statement(lambda: sa.insert(reader))
_ADD_WORD = statement(lambda: sa.insert(word))


@frozen(kw_only=True)
class PageWritten(Fact):
    """Somebody wrote a page."""

    name = "diary.page_written"
    personal = ("title",)

    title: str


@frozen
class WritePage(Command[None]):
    """Write a page, for some readers."""

    permission = "diary.write"
    personal = ("body", "readers")

    body: Annotated[str, Text(max=200)]
    readers: tuple[Annotated[str, Text(max=255, multiline=False)], ...] = ()


class Diary:
    """The plugin.

    Args:
        hides: Whether it hides a thread from visitors.
        gates: Whether it may refuse to list members.
    """

    name = "diary"

    def __init__(self, *, hides: bool = False, gates: bool = False) -> None:
        pages = Feature(
            "diary.pages",
            tables=metadata,
            migrations="tests.plugins.versions",
            grants={"member": {"diary.write"}},
            facts=(PageWritten,),
            requires=("posts",),
        )

        @pages.handles(WritePage)
        def write_page(context: Any, command: WritePage) -> None:
            id = context.new_id()
            context.run(
                _ADD_PAGE, id=id, author=context.member, body=command.body, mood="glad", at=context.now
            )
            context.run_many(_ADD_READER, [{"page": id, "reader": key} for key in command.readers])
            if not command.readers:
                context.run(_ADD_WORD, word=str(id), colour=b"\x00\xff")
            context.emit(PageWritten(title=command.body))

        @pages.subscribes_to(PageWritten)
        def tell(delivery: Any, fact: PageWritten) -> None:
            """Tell nobody."""

        if hides:

            @pages.hides(Post)
            def locked(row: Any, reader: Any) -> Any:
                return (row.c.title == "Locked") & (reader.role == "visitor")

        if gates:

            @pages.gates(ListMembers)
            def ask_first(context: Any, query: ListMembers) -> Deny | None:
                return None if context.role != "visitor" else Deny("diary.ask_first", "Ask first.")

        self.features = [pages]

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        return self.features

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield CommunityType(
            "diary",
            features=("posts", "diary.pages"),
            post_kinds=FORUM.post_kinds,
            reactions=FORUM.reactions,
            roles={
                "editor": Role(like="steward", grants={"posts.read_removed"}),
                "guest": Role(like="visitor"),
            },
        )


class Shelf:
    """A plugin that builds on diaries, and brings them along."""

    name = "shelf"

    @hookimpl
    def commkit_requires(self) -> Iterable[Any]:
        yield Diary

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield Feature("shelf.row", requires=("diary.pages",))


class Family:
    """Another plugin, whose type uses the features of the first."""

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield CommunityType("family", features=("posts", "diary.pages"), post_kinds=FORUM.post_kinds)


def diary_kit(url: str, *more: Any, **options: Any) -> Kit:
    """A migrated Kit with the plugin; whoever makes it closes it."""
    kit = new_kit(url, Diary(**options), *more)
    kit.migrate()
    return kit


def forget_declarations(kit: Kit) -> None:
    """Leave the database as a release left it that kept no declarations."""
    with kit.database.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM commkit_plugin"))


def rows(kit: Kit, table: str) -> list[Any]:
    """The rows of a table, whatever they hold."""
    with kit.database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(f"SELECT * FROM {table}"))]


def tables(kit: Kit, prefix: str = "commkit_diary_") -> list[str]:
    """The tables whose names begin so."""
    return sorted(its for its in sa.inspect(kit.database.engine).get_table_names() if its.startswith(prefix))
