"""A history in which one person sends every command: what it leaves in the tables and in the search index."""

import re
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from attrs import frozen
from sqlalchemy import select

from commkit import SYSTEM, Kit
from commkit.members import find_account
from commkit.posts import post
from commkit.runtime.storage.personal import declared
from commkit.search import SearchContent
from commkit.search.tables import entry
from commkit.storage import Id
from commkit.testing.contexts import context_of
from commkit.testing.person_data import person_columns_of
from commkit.testing.snapshots import tables_of
from commkit_support import Support
from tests.privacy.erasure.test_canary import KEY, Canaries, Desk, Names, live
from tests.testing.everything import Everything


@frozen
class History:
    """What one person left behind who sent every command.

    Attributes:
        columns: The columns that name them, as `table.column`.
        person_columns: All columns that may name a person, of the plugins whose commands were sent.
        of_posts: The columns in which an id of a post stands, as `table.column`.
        found: The classes of the records that are in the search index, and are found by a word of theirs.
    """

    columns: frozenset[str]
    person_columns: frozenset[str]
    of_posts: frozenset[str]
    found: frozenset[str]


def write_history(file: Path) -> History:
    """The history on which the erasure of persons is tested, as it is before the erasure."""
    plugins = [Everything(), Support(help_desk=Desk())]
    with closing(Kit(f"sqlite:///{file}", plugins=plugins, identity=Names())) as kit:
        kit.migrate()
        for type, names in (("everything", False), ("support", True)):
            messages = [
                name for name in kit.registry.messages if name.startswith(("qa.", "support.")) is names
            ]
            live(kit, type, messages, Canaries())
        kit.worker(attempts=1).drain()
        return _read_history(kit)


def _read_history(kit: Kit) -> History:
    with kit.session(KEY) as lobby:
        member = find_account(context_of(lobby), KEY)
    columns = set()
    person_columns = person_columns_of(list(tables_of(kit)))
    with kit.database.engine.connect() as connection:
        for column in person_columns:
            about = declared(column)
            assert about is not None
            who = member if about.names == "member" else f"{about.prefix}{KEY}"
            if connection.execute(select(column).where(column == who).limit(1)).first() is not None:
                columns.add(str(column))
        entries = connection.execute(select(entry)).mappings().all()
        posts = frozenset(connection.scalars(select(post.c.id)))
        of_posts = frozenset(
            str(column)
            for table in tables_of(kit)
            for column in table.columns
            if isinstance(column.type, Id)
            and posts.intersection(connection.scalars(select(column).distinct()))
        )
    known = frozenset(map(str, person_columns))
    return History(
        frozenset(columns),
        known,
        of_posts,
        frozenset(row["record"] for row in entries if _is_found(kit, row)),
    )


def _is_found(kit: Kit, row: Mapping[str, Any]) -> bool:
    """Whether an object is found by the first word of its text, and can be loaded."""
    with kit.session(SYSTEM, row["community_id"], read_only=True) as session:
        word = next(iter(re.findall(r"\w+", f"{row['body']} {row['title']}")), "")
        hits = session.ask(SearchContent(word, record=row["record"], limit=100)).hits
        record = context_of(session).registry.records[row["record"]]
        loaded = any(hit.object == row["object"] for hit in hits)
        return loaded and context_of(session).get(record, row["object"]) is not None
