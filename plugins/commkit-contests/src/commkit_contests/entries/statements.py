"""The statements of entries. Of a blind contest, a judge's row says nothing of the author."""

from typing import Any

from sqlalchemy import bindparam, case, delete, func, insert, literal, null, select

from commkit.storage import Id, Visible, statement, visible_statement
from commkit_contests.contests.records import ContestState
from commkit_contests.entries.records import ContestEntry, StoredEntry
from commkit_contests.entries.visibility import contest_is, judges_it
from commkit_contests.tables import entry

_HERE = entry.c.community_id == bindparam("community_id", type_=Id)
_THIS = _HERE & (entry.c.id == bindparam("id", type_=Id))
OF_CONTEST = _HERE & (entry.c.contest == bindparam("contest", type_=Id))
_ME = bindparam("me", type_=Id)


def shown_columns() -> tuple[Any, ...]:
    """The columns of `ContestEntry`: who entered it is NULL for a judge of a blind contest without a result."""
    hidden = judges_it(entry, _ME) & contest_is(
        entry, lambda its: its.c.blind.is_(True), lambda its: its.c.state != ContestState.PUBLISHED
    )
    author = case((entry.c.author == _ME, entry.c.author), (hidden, null()), else_=entry.c.author)
    return tuple(
        author.label("author") if name == "author" else entry.c[name] for name in ContestEntry.__annotations__
    )


def _shown(visible: Visible, *where: Any) -> Any:
    return select(*shown_columns()).where(*where, visible(ContestEntry, entry))


ADD = statement(lambda: insert(entry))
DELETE = statement(lambda: delete(entry).where(_THIS))
ONE = visible_statement(lambda visible: _shown(visible, _THIS), into=ContestEntry)
PAGE = visible_statement(
    lambda visible: (
        _shown(visible, OF_CONTEST, entry.c.id > bindparam("after", type_=Id))
        .order_by(entry.c.id)
        .limit(bindparam("size"))
    ),
    into=ContestEntry,
)
COUNT = statement(
    lambda: select(
        func.count(), func.coalesce(func.sum(case((entry.c.author == _ME, 1), else_=literal(0))), 0)
    ).where(OF_CONTEST, entry.c.calibration.is_(False))
)
"""How many entries a contest has, and how many of them are a member's."""
STORED = statement(
    lambda: (
        select(*(entry.c[name] for name in StoredEntry.__annotations__))
        .where(OF_CONTEST)
        .order_by(entry.c.entered_at, entry.c.id)
    ),
    into=StoredEntry,
)
"""All entries of a contest. It checks no visibility: for the result, and for conflicts of interest."""
AUTHOR = statement(lambda: select(entry.c.author).where(_THIS))
AUTHORS = statement(
    lambda: select(entry.c.author).where(OF_CONTEST, entry.c.calibration.is_(False)).distinct()
)
