"""The statements of runs. They check no visibility: only the worker runs them."""

from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement
from commkit_opinion.maps.runs.records import MapRun
from commkit_opinion.proposing.records import StatementState
from commkit_opinion.tables import map_count, map_group, map_place, map_run, proposed, tally, vote

_COMMUNITY: BindParameter[Any] = bindparam("community_id")
_CONSULTATION = bindparam("consultation", type_=Id)


def _of(table: Any) -> Any:
    return (table.c.community_id == _COMMUNITY) & (table.c.consultation == _CONSULTATION)


_NAMES = tuple(MapRun.__annotations__)

ADD = statement(lambda: insert_if_absent(map_run))
MARK_DUE = statement(lambda: update(map_run).values(due=True).where(_of(map_run), ~map_run.c.due))
BEGIN = statement(
    lambda: (
        update(map_run)
        .values(due=False, turn=map_run.c.turn + 1)
        .where(_of(map_run))
        .returning(map_run.c.turn)
    )
)
ONE = statement(
    lambda: select(*(map_run.c[name] for name in _NAMES)).where(_of(map_run)),
    into=lambda *values: MapRun(**dict(zip(_NAMES, values, strict=True))),
)
TALLIES = statement(
    lambda: (
        select(
            proposed.c.id,
            tally.c.agrees,
            tally.c.disagrees,
            tally.c.passes,
            tally.c.agree_ballots + tally.c.disagree_ballots + tally.c.pass_ballots,
        )
        .select_from(
            proposed.join(
                tally,
                (tally.c.community_id == proposed.c.community_id) & (tally.c.statement == proposed.c.id),
            )
        )
        .where(_of(proposed), proposed.c.state == StatementState.ACCEPTED, proposed.c.body != "")
        .order_by(proposed.c.number)
    )
)
"""The accepted statements with their numbers of votes, by their positions."""
COUNT_VOTERS = statement(lambda: select(func.count(vote.c.member.distinct())).where(_of(vote)))
VOTES = statement(
    lambda: select(vote.c.member, vote.c.choice).where(
        vote.c.community_id == _COMMUNITY, vote.c.statement == bindparam("statement", type_=Id)
    )
)
"""The votes on one statement: the worker reads them so, one statement after the other, to hold few of them at once."""
PLACES = statement(lambda: select(map_place.c.member, map_place.c.number).where(_of(map_place)))

RECORD = statement(
    lambda: (
        update(map_run)
        .values(
            digest=bindparam("new_digest"),
            computed_at=bindparam("now", type_=UtcDateTime),
            problem=bindparam("new_problem", type_=map_run.c.problem.type),
            people=bindparam("new_people"),
            statements=bindparam("new_statements"),
            votes=bindparam("new_votes"),
            groups=bindparam("new_groups"),
            candidate=bindparam("new_candidate"),
            wins=bindparam("new_wins"),
        )
        .where(_of(map_run), map_run.c.turn == bindparam("turn"))
    )
)
"""Records a run, unless a later one was begun."""
DELETE_PLACES = statement(lambda: delete(map_place).where(_of(map_place)))
DELETE_GROUPS = statement(lambda: delete(map_group).where(_of(map_group)))
DELETE_COUNTS = statement(lambda: delete(map_count).where(_of(map_count)))
ADD_PLACE = statement(lambda: insert(map_place))
ADD_GROUP = statement(lambda: insert(map_group))
ADD_COUNT = statement(lambda: insert(map_count))
