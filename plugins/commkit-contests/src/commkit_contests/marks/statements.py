"""The statements of marks. Until marks are final, a judge's marks are among nobody else's rows."""

from typing import Any

from sqlalchemy import bindparam, exists, func, select

from commkit.storage import Id, statement, upsert, visible_statement
from commkit_contests.marks.records import ContestMark
from commkit_contests.tables import entry, mark

_HERE = mark.c.community_id == bindparam("community_id", type_=Id)
_ENTRY = mark.c.entry == bindparam("entry", type_=Id)
_COLUMNS = tuple(mark.c[name] for name in ContestMark.__annotations__)


def _set() -> Any:
    adding = upsert(mark)
    return adding.on_conflict_do_update(
        index_elements=["community_id", "entry", "judge", "criterion"],
        set_={name: adding.excluded[name] for name in ("value", "at")},
    )


SET = statement(_set)
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(
        _HERE, mark.c.id == bindparam("id", type_=Id), visible(ContestMark, mark)
    ),
    into=ContestMark,
)
OF_ENTRY = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_HERE, _ENTRY, visible(ContestMark, mark))
        .order_by(mark.c.judge, mark.c.criterion)
    ),
    into=ContestMark,
)
OF_CONTEST = statement(
    lambda: select(mark.c.entry, mark.c.judge, mark.c.criterion, mark.c.value).where(
        _HERE, mark.c.contest == bindparam("contest", type_=Id)
    )
)
"""All marks of a contest, for its result: entry, judge, criterion, value."""


def _uncalibrated() -> Any:
    its = mark.alias()
    marked = exists(
        select(its.c.id)
        .where(
            its.c.community_id == entry.c.community_id,
            its.c.entry == entry.c.id,
            its.c.judge == bindparam("judge", type_=Id),
        )
        .correlate(entry)
    )
    return (
        select(func.count())
        .select_from(entry)
        .where(
            entry.c.community_id == bindparam("community_id", type_=Id),
            entry.c.contest == bindparam("contest", type_=Id),
            entry.c.calibration.is_(True),
            ~marked,
        )
    )


UNCALIBRATED = statement(_uncalibrated)
"""How many entries for calibration a judge has not marked yet."""
