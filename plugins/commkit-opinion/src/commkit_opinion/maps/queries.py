"""How the opinion map is read."""

from commkit import Context
from commkit_opinion.consultations.records import Consultation, ConsultationSettings
from commkit_opinion.maps import statements as sql
from commkit_opinion.maps.feature import map_feature
from commkit_opinion.maps.messages import ReadOpinionMap
from commkit_opinion.maps.policy import (
    METHOD,
    Cell,
    consensus_of,
    limits_of,
    representative_of,
    shown_groups,
    told_cells,
)
from commkit_opinion.maps.records import OpinionGroup, OpinionMap, OwnPlace
from commkit_opinion.maps.runs.records import MapGroup, MapRun
from commkit_opinion.proposing.records import OpinionStatement, StatementId

_Cells = dict[StatementId, dict[int, Cell]]


@map_feature.handles(ReadOpinionMap)
def read_opinion_map(context: Context, query: ReadOpinionMap) -> OpinionMap:
    """Read what the last run stored, and show what is about enough people."""
    consultation = context.get(Consultation, query.consultation)
    threshold = context.settings(ConsultationSettings).threshold
    run = context.one(sql.RUN, consultation=consultation.id)
    rows = context.rows(sql.STATEMENTS, consultation=consultation.id)
    statements = {statement.id: statement for statement, _ in rows}
    groups = context.rows(sql.GROUPS, consultation=consultation.id)
    shown = shown_groups(groups, threshold=threshold)
    if shown:
        counts = context.rows(sql.COUNTS, consultation=consultation.id)
        cells = told_cells(counts, shown, threshold=threshold)
    else:
        cells = _all_as_one(rows, threshold)
    people, placed = run.people if run is not None else 0, sum(group.size for group in groups)
    hidden = len(groups) - len(shown) if len(groups) > 1 else 0
    return OpinionMap(
        consultation=consultation.id,
        computed_at=run.computed_at if run is not None else None,
        people=people if people >= threshold and not 0 < people - placed < threshold else None,
        placed=placed if placed >= threshold else None,
        statements=run.statements if run is not None else len(statements),
        votes=run.votes if run is not None and people >= threshold else None,
        groups=tuple(_shown(group, cells, statements) for group in shown),
        hidden_groups=hidden,
        consensus=consensus_of(len(shown) or 1, cells, statements),
        own=_own(context, run, shown),
        threshold=threshold,
        method=METHOD,
        limits=limits_of(run, groups=len(shown), hidden=hidden, threshold=threshold),
    )


def _shown(group: MapGroup, cells: _Cells, statements: dict[StatementId, OpinionStatement]) -> OpinionGroup:
    return OpinionGroup(
        number=group.number,
        size=group.size,
        x=group.x,
        y=group.y,
        spread=group.spread,
        representative=representative_of(group.number, cells, statements),
    )


def _all_as_one(rows: list[tuple[OpinionStatement, tuple[int, int, int]]], threshold: int) -> _Cells:
    """Without groups all people are one, as the totals have them."""
    return {
        statement.id: {1: cell} for statement, votes in rows if (cell := Cell(*votes)).voters >= threshold
    }


def _own(context: Context, run: MapRun | None, shown: tuple[MapGroup, ...]) -> OwnPlace | None:
    """Where the reader stands; their group only where it is shown."""
    if run is None or context.member_or_none is None:
        return None
    found = context.one(sql.OWN, consultation=run.consultation, me=context.member)
    if found is None:
        return None
    number, x, y = found
    return OwnPlace(x=x, y=y, group=number if any(group.number == number for group in shown) else None)
