"""Notifications of those in a match. None of them says who did something."""

from commkit import Context, Delivery
from commkit.notifications import notify
from commkit_matching.feature import matching_feature
from commkit_matching.matches import statements as sql
from commkit_matching.matches.facts import MatchClosed, MatchEnded, MatchMade, MatchProposed
from commkit_matching.matches.records import Answer, Match, MatchId
from commkit_matching.matches.settling import statements as settling_sql


@matching_feature.subscribes_to(MatchProposed)
def notify_proposed(delivery: Delivery, fact: MatchProposed) -> None:
    """Notify those whose word is asked."""
    with delivery.context(once=True) as context:
        _notify(context, fact.name, fact.match, Answer.WAITING)


@matching_feature.subscribes_to(MatchClosed)
def notify_closed(delivery: Delivery, fact: MatchClosed) -> None:
    """Notify those who had accepted, so that they do not wait."""
    with delivery.context(once=True) as context:
        _notify(context, fact.name, fact.match, Answer.ACCEPTED, said=True)


@matching_feature.subscribes_to(MatchMade, MatchEnded)
def notify_made(delivery: Delivery, fact: MatchMade | MatchEnded) -> None:
    """Notify those who are in it."""
    with delivery.context(once=True) as context:
        _notify(context, fact.name, fact.match, Answer.ACCEPTED)


def _notify(context: Context, kind: str, match: MatchId, answer: Answer, *, said: bool = False) -> None:
    found = context.one(settling_sql.STORED, id=match) if said else None
    by = found.proposed_by if found is not None else None  # proposing is accepting
    members = [
        party.member
        for party in context.rows(sql.PARTIES, matches=[match])
        if party.answer is answer and (party.answered_at is not None or not said or party.member == by)
    ]
    notify(context, kind, members, record=Match.__name__, object=match)
