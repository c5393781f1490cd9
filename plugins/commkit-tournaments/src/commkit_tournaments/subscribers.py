"""Notifications about tournaments."""

from commkit import Delivery, Fact, MemberId
from commkit.notifications import notify
from commkit_tournaments.facts import (
    CheckInOpened,
    EntrantEntered,
    MatchDisputed,
    MatchesPlanned,
    MatchReady,
    ResultReported,
)
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.matches.records import TournamentMatch
from commkit_tournaments.setup.records import Tournament


@tournament_feature.subscribes_to(CheckInOpened)
def notify_captains(delivery: Delivery, fact: CheckInOpened) -> None:
    """Ask the captains of all entrants to check in."""
    _notify_of_tournament(delivery, fact, fact.captains, fact)


@tournament_feature.subscribes_to(EntrantEntered)
def notify_team(delivery: Delivery, fact: EntrantEntered) -> None:
    """Tell the others of a team that they were entered."""
    others = tuple(member for member in fact.members if member != fact.actor)
    _notify_of_tournament(delivery, fact, others, fact)


@tournament_feature.subscribes_to(MatchesPlanned)
def notify_planned(delivery: Delivery, fact: MatchesPlanned) -> None:
    """Tell those whose matches have another time or station now."""
    _notify_of_tournament(delivery, fact, fact.members, fact)


def _notify_of_tournament(
    delivery: Delivery,
    fact: Fact,
    to: tuple[MemberId, ...],
    told: CheckInOpened | EntrantEntered | MatchesPlanned,
) -> None:
    if to:
        with delivery.context(once=True) as context:
            notify(context, fact.name, to, record=Tournament.__name__, object=told.tournament, by=fact.actor)


@tournament_feature.subscribes_to(MatchReady)
def notify_players(delivery: Delivery, fact: MatchReady) -> None:
    """Tell the players of a match that it is ready."""
    _notify_of_match(delivery, fact, fact.members)


@tournament_feature.subscribes_to(ResultReported)
def notify_other_side(delivery: Delivery, fact: ResultReported) -> None:
    """Tell the other side what was reported."""
    _notify_of_match(delivery, fact, fact.others)


@tournament_feature.subscribes_to(MatchDisputed)
def notify_judge(delivery: Delivery, fact: MatchDisputed) -> None:
    """Tell the organiser that a judge is needed."""
    _notify_of_match(delivery, fact, (fact.organiser,))


def _notify_of_match(
    delivery: Delivery, fact: MatchReady | ResultReported | MatchDisputed, to: tuple[MemberId, ...]
) -> None:
    if to:
        with delivery.context(once=True) as context:
            notify(context, fact.name, to, record=TournamentMatch.__name__, object=fact.match)
