"""What a tournament must be like for a command about it to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit_tournaments.entries.queries import places_now
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.setup.messages import (
    CancelTournament,
    OpenCheckIn,
    PlanMatches,
    SetSeeds,
    StartTournament,
)
from commkit_tournaments.setup.policy import BEFORE_START
from commkit_tournaments.setup.records import Tournament, TournamentId, TournamentState

Withheld = Mapping[TournamentId, Iterable[type[Command[Any]]]]


@tournament_feature.offers(OpenCheckIn, about=Tournament)
def asks_for_check_in(context: Context, held: Tournament) -> bool:
    """One that needs check-in, and has not opened it."""
    return held.needs_check_in and held.state is TournamentState.OPEN


@tournament_feature.offers(SetSeeds, about=Tournament)
def has_not_started(context: Context, held: Tournament) -> bool:
    """Seeds are given at the start."""
    return held.state in BEFORE_START


@tournament_feature.offers(StartTournament, about=Tournament)
def can_start(context: Context, held: Tournament) -> bool:
    """One that has not started; with check-in, once that was opened."""
    return held.state is (TournamentState.CHECK_IN if held.needs_check_in else TournamentState.OPEN)


@tournament_feature.withholds(StartTournament, about=Tournament)
def withhold_without_entrants(context: Context, shown: Sequence[Tournament]) -> Withheld:
    """Somebody must take part."""
    places = places_now(context, shown)
    return {held.id: (StartTournament,) for held in shown if not places[held.id].there(held)}


@tournament_feature.offers(PlanMatches, about=Tournament)
def is_running(context: Context, held: Tournament) -> bool:
    """One that is played now."""
    return held.state is TournamentState.RUNNING


@tournament_feature.offers(CancelTournament, about=Tournament)
def is_not_over(context: Context, held: Tournament) -> bool:
    """What is over stays so."""
    return held.state in (*BEFORE_START, TournamentState.RUNNING)
