"""Notices about games, and about divisions."""

from commkit import Delivery
from commkit.notifications import NotifyMembers
from commkit_ladders.games.facts import GameReported
from commkit_ladders.games.records import Game
from commkit_ladders.ladders.facts import MemberDemoted, MemberPromoted
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.records import Ladder


@ladder_feature.subscribes_to(GameReported)
def ask_players(delivery: Delivery, fact: GameReported) -> None:
    """Ask the players of the other sides whether the result is right."""
    with delivery.context(once=True) as context:
        context.do(
            NotifyMembers(
                kind=fact.name, to=fact.players, record=Game.__name__, object=fact.game, by=fact.actor
            )
        )


@ladder_feature.subscribes_to(MemberPromoted, MemberDemoted)
def tell_member(delivery: Delivery, fact: MemberPromoted | MemberDemoted) -> None:
    """Tell a member that they moved to another division; who was placed for the first time is told nothing."""
    if fact.before:
        with delivery.context(once=True) as context:
            context.do(
                NotifyMembers(kind=fact.name, to=(fact.member,), record=Ladder.__name__, object=fact.ladder)
            )
