"""What a tournament or an entrant must be like for a command about it to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit_tournaments.entries.messages import CheckIn, DropOut, EnterTournament
from commkit_tournaments.entries.policy import Places
from commkit_tournaments.entries.queries import leaving_now, places_now
from commkit_tournaments.entries.records import TAKING_PART, Entrant, EntrantState
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.setup.policy import BEFORE_START
from commkit_tournaments.setup.records import EntrantId, Tournament, TournamentId, TournamentState

Commands = Iterable[type[Command[Any]]]


@tournament_feature.offers(EnterTournament, about=Tournament)
def takes_entries(context: Context, held: Tournament) -> bool:
    """Before the start, and afterwards where late entrants are let in: whether a place is left is seen on entering."""
    return held.state in BEFORE_START or (held.state is TournamentState.RUNNING and held.late_until > 0)


@tournament_feature.offers(CheckIn, about=Tournament)
def takes_check_in(context: Context, held: Tournament) -> bool:
    """While check-in is open."""
    return held.state is TournamentState.CHECK_IN


@tournament_feature.withholds(EnterTournament, CheckIn, about=Tournament)
def withhold_by_entry(context: Context, shown: Sequence[Tournament]) -> Mapping[TournamentId, Commands]:
    """Who is in does not enter, nor does anybody where it is full; who is in checks in once."""
    places = places_now(context, shown)
    return {held.id: tuple(_withheld(held, places[held.id])) for held in shown}


def _withheld(held: Tournament, places: Places) -> Commands:
    stays = places.mine - {EntrantState.NO_SHOW}
    if stays or places.taken >= held.capacity:
        yield EnterTournament
    if EntrantState.ENTERED not in places.mine:
        yield CheckIn


@tournament_feature.offers(DropOut, about=Entrant)
def takes_part(context: Context, entrant: Entrant) -> bool:
    """Who is out stays so."""
    return entrant.state in TAKING_PART


@tournament_feature.withholds(DropOut, about=Entrant)
def withhold_from_others(context: Context, shown: Sequence[Entrant]) -> Mapping[EntrantId, Commands]:
    """Until the tournament is over, from all who may not take it out."""
    leaving = leaving_now(context, shown)
    return {
        entrant.id: () if runs(held) and found.is_allowed else (DropOut,) for entrant, held, found in leaving
    }


def runs(held: Tournament) -> bool:
    """Whether a tournament is not over."""
    return held.state in (*BEFORE_START, TournamentState.RUNNING)
