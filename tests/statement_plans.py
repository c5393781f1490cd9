"""How the databases run every statement of a plugin, in a community of thousands beside others.

The `test_plans.py` of a plugin names its rooms (`statements_of`), fills a town once for all of them (`filled_town`),
and asks of each statement that it reads no filled table whole (`read_whole`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, MetaData, Table, create_engine, insert, select, text

from commkit import SYSTEM
from commkit.members import membership
from commkit.posts import PostId, post
from commkit.runtime.storage.list_parameters import with_lists
from commkit.storage import Crud, Statement
from commkit.testing.contexts import context_of
from commkit.testing.rows import RowMaker
from tests.plans import analyse, explain

ROWS, OTHERS = 2_000, 200
Tables = MetaData | Sequence[MetaData]
"""The tables of a plugin, or those of each of its features."""


def statements_of(package: str, rooms: Iterable[str]) -> dict[str, Statement[Any]]:
    """All statements of some rooms by their names, such as `charter.CURRENT`, or `tasks.PAGES.mine-open` of several.

    Args:
        package: The plugin's.
        rooms: Its rooms; an empty name for a plugin that is one room.
    """
    found: dict[str, Statement[Any]] = {}
    for room in rooms:
        module = import_module(".".join(part for part in (package, room, "statements") if part))
        for name, value in vars(module).items():
            if isinstance(value, Statement) and not name.startswith("_"):
                found[f"{room}.{name}"] = value
            if isinstance(value, dict) and not name.startswith("_"):
                found |= {
                    f"{room}.{name}.{_words(key)}": one
                    for key, one in value.items()
                    if isinstance(one, Statement)
                }
            if isinstance(value, Crud):
                parts = {
                    part: getattr(value, part, None) for part in ("add", "one", "page", "update", "delete")
                }
                found |= {
                    f"{room}.{name}.{part}": one for part, one in parts.items() if isinstance(one, Statement)
                }
    return found


def _words(key: Any) -> str:
    """A key of a dictionary of statements, such as `mine-open`."""
    return "-".join(map(str, key)) if isinstance(key, tuple) else str(key)


@contextmanager
def filled_town(
    request: pytest.FixtureRequest, metadata: Tables, make_post: Callable[[Any], PostId] | None = None
) -> Iterator[Any]:
    """A town with thousands of members, of posts, and of rows in each table of a plugin; a tenth in other communities.

    Args:
        request: That of a fixture of module scope, whose parameter is an engine of `tests.plans.ENGINES`.
        metadata: The plugin's tables.
        make_post: Makes the post that the others are like; without it there are no further posts.
    """
    town_class = request.getfixturevalue("town_class")
    if request.param == "sqlite":
        file = request.getfixturevalue("tmp_path_factory").mktemp("plans") / "town.db"
        file.write_bytes(request.getfixturevalue("migrated_file").read_bytes())
        with _filled(town_class(f"sqlite:///{file}"), metadata, make_post) as town:
            yield town
        return
    template = request.getfixturevalue("migrated_database")
    with (
        request.getfixturevalue("postgres").database(template=template) as url,
        _filled(town_class(url), metadata, make_post) as town,
    ):
        yield town


@contextmanager
def _filled(town: Any, metadata: Tables, make_post: Callable[[Any], PostId] | None) -> Iterator[Any]:
    alone = create_engine(town.kit.database.engine.url)
    try:
        made = make_post(town) if make_post is not None else None
        with alone.begin() as connection:
            _fill(connection, metadata, made)
        alone.dispose()
        analyse(town.kit)
        yield town
    finally:
        town.kit.close()


def _fill(connection: Connection, metadata: Tables, made: PostId | None) -> None:
    if connection.dialect.name != "sqlite":  # where a connection of its own checks none
        connection.execute(text("SET session_replication_role = replica"))
    sources = [(post, post.c.id == made)] if made is not None else []
    for table, of in (*sources, (membership, membership.c.key == "ada")):
        row = connection.execute(select(table).where(of)).mappings().one()
        ids = [uuid4() for _ in range(ROWS)]
        own = [
            {"thread": id, "path": id.bytes} if table is post else {"key": str(id)} for id in ids
        ]  # each post opens a thread: where thousands were in one, it would be read whole
        connection.execute(
            insert(table), [{**row, "id": id} | each for id, each in zip(ids, own, strict=True)]
        )
    ada = connection.execute(select(membership).where(membership.c.key == "ada")).mappings().one()
    here = ada["community_id"]
    maker = RowMaker(connection, here, ada["id"])
    for table in _tables(metadata):
        connection.execute(insert(table), [_row(maker, table, here) for _ in range(ROWS)])
        connection.execute(insert(table), [_row(maker, table, uuid4()) for _ in range(OTHERS)])


def _tables(metadata: Tables) -> list[Table]:
    parts = (metadata,) if isinstance(metadata, MetaData) else metadata
    return [table for part in parts for table in part.sorted_tables]


def _row(maker: RowMaker, table: Table, community: Any) -> dict[str, Any]:
    columns = (column for column in table.columns if column.computed is None)
    return {column.name: maker.value(column) for column in columns} | {"community_id": community}


class _Anything(dict[str, Any]):
    """A value for each parameter; plans hold for all values."""

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name)


def plan_of(town: Any, statement: Statement[Any]) -> str:
    """The plan of a statement, with lists of four values."""
    with town.kit.session(SYSTEM, town.community.slug, read_only=True) as session:
        prepared = context_of(session)._prepared(statement)
        values = _Anything({one.name: [uuid4() if one.process else "x"] * 4 for one in prepared.lists})
        if prepared.lists:
            prepared = with_lists(prepared, values) or prepared
        return explain(town.kit, prepared, values)


def read_whole(plan: str, metadata: Tables, *, with_posts: bool = True) -> list[str]:
    """Where a plan reads a whole table of those that are filled; other tables are small here.

    Args:
        plan: The plan.
        metadata: The plugin's tables.
        with_posts: Whether there are thousands of posts.
    """
    filled = [
        *(["commkit_post"] if with_posts else []),
        "commkit_membership",
        *(table.name for table in _tables(metadata)),
    ]
    return re.findall(rf"(?:SCAN|Seq Scan on) (?:{'|'.join(filled)})(?:_\d+)?\b[^\n]*", plan)
