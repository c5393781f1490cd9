"""The statements of what is shown of maps."""

from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from commkit.storage import Id, statement, visible_statement
from commkit_opinion.maps.runs.records import MapCount, MapGroup
from commkit_opinion.maps.runs.statements import ONE
from commkit_opinion.proposing.records import OpinionStatement, StatementState
from commkit_opinion.proposing.statements import COLUMNS, as_statement
from commkit_opinion.tables import map_count, map_group, map_place, proposed, tally

__all__ = ["COUNTS", "GROUPS", "OWN", "RUN", "STATEMENTS"]

RUN = ONE
"""The last run. Like the others here it checks no visibility: the caller loaded the consultation."""
_COMMUNITY: BindParameter[Any] = bindparam("community_id")
_CONSULTATION = bindparam("consultation", type_=Id)


def _of(table: Any) -> Any:
    return (table.c.community_id == _COMMUNITY) & (table.c.consultation == _CONSULTATION)


GROUPS = statement(
    lambda: (
        select(*(map_group.c[name] for name in MapGroup.__annotations__))
        .where(_of(map_group))
        .order_by(map_group.c.number)
    ),
    into=lambda *values: MapGroup(**dict(zip(MapGroup.__annotations__, values, strict=True))),
)
COUNTS = statement(
    lambda: select(*(map_count.c[name] for name in MapCount.__annotations__)).where(_of(map_count)),
    into=lambda *values: MapCount(**dict(zip(MapCount.__annotations__, values, strict=True))),
)
OWN = statement(
    lambda: select(map_place.c.number, map_place.c.x, map_place.c.y).where(
        _of(map_place), map_place.c.member == bindparam("me", type_=Id)
    )
)
STATEMENTS = visible_statement(
    lambda visible: (
        select(*COLUMNS, tally.c.agrees, tally.c.disagrees, tally.c.passes)
        .select_from(
            proposed.join(
                tally,
                (tally.c.community_id == proposed.c.community_id) & (tally.c.statement == proposed.c.id),
            )
        )
        .where(
            _of(proposed),
            proposed.c.state == StatementState.ACCEPTED,
            proposed.c.body != "",
            visible(OpinionStatement, proposed),
        )
        .order_by(proposed.c.number)
    ),
    into=lambda *values: (as_statement(*values[: len(COLUMNS)]), values[len(COLUMNS) :]),
)
"""The accepted statements, with their votes by choice."""
