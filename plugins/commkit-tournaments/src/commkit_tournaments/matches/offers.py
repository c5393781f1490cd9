"""What a match must be like for a command about it to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.storage import NOBODY
from commkit_tournaments.feature import JUDGE, tournament_feature
from commkit_tournaments.maps.messages import ChooseMap
from commkit_tournaments.maps.policy import side_at, turns_left
from commkit_tournaments.matches import statements as sql
from commkit_tournaments.matches.messages import (
    AddEvidence,
    DecideMatch,
    ForfeitMatch,
    ReportNoShow,
    ReportResult,
)
from commkit_tournaments.matches.policy import is_decidable
from commkit_tournaments.matches.records import OPEN_STATES, TournamentMatch, TournamentMatchId
from commkit_tournaments.setup.records import EntrantId, Tournament, TournamentState

Commands = Iterable[type[Command[Any]]]
_OF_SIDES = (ReportResult, ReportNoShow, ForfeitMatch, AddEvidence, ChooseMap)


@tournament_feature.offers(ReportResult, ForfeitMatch, ChooseMap, about=TournamentMatch)
def waits_for_its_sides(context: Context, match: TournamentMatch) -> bool:
    """One that can be played."""
    return match.state in OPEN_STATES


@tournament_feature.offers(ReportNoShow, about=TournamentMatch)
def has_begun(context: Context, match: TournamentMatch) -> bool:
    """One that can be played, and not only later."""
    return match.state in OPEN_STATES and (match.starts_at is None or match.starts_at <= context.now)


@tournament_feature.offers(DecideMatch, about=TournamentMatch)
def can_be_decided(context: Context, match: TournamentMatch) -> bool:
    """One whose sides are known; it may have ended."""
    return is_decidable(match)


@tournament_feature.withholds(*_OF_SIDES, DecideMatch, about=TournamentMatch)
def withhold_from_others(
    context: Context, shown: Sequence[TournamentMatch]
) -> Mapping[TournamentMatchId, Commands]:
    """Its players report, and pick maps before that, when it is their turn; judges who do not play in it decide."""
    by_id = {match.id: match for match in shown}
    rows = context.rows(sql.OFFERED, matches=list(by_id), me=context.member_or_none or NOBODY)
    return {
        id: tuple(_withheld(context, held, by_id[id], mine, chosen=chosen)) for id, mine, chosen, held in rows
    }


def _withheld(
    context: Context, held: Tournament, match: TournamentMatch, mine: EntrantId | None, *, chosen: int
) -> Commands:
    plays = mine is not None and mine in match.sides
    runs = held.state is TournamentState.RUNNING
    if not plays or not runs:
        yield from _OF_SIDES
    elif left := turns_left(held, chosen):
        yield ReportResult
        if side_at(match, left[0]) != mine:
            yield ChooseMap
    else:
        yield ChooseMap
    if plays or not (runs or held.state is TournamentState.FINISHED) or not context.can(JUDGE, held):
        yield DecideMatch
