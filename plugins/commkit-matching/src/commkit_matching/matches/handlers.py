"""How those in a match answer, and end it."""

from collections.abc import Sequence

from commkit import Conflict, Context, MemberId
from commkit.storage import NOBODY
from commkit_matching.feature import matching_feature
from commkit_matching.matches import statements as sql
from commkit_matching.matches.messages import AcceptMatch, DeclineMatch, EndMatch
from commkit_matching.matches.records import Answer, Match, MatchId, MatchState, StoredMatch
from commkit_matching.matches.settling import statements as settling_sql
from commkit_matching.matches.settling.handlers import leave_match, lock_match, lock_members, settle


@matching_feature.loads(Match, owner=None)
def fetch_match(context: Context, id: MatchId) -> Match | None:
    """A match, for those in it."""
    return context.one(sql.ONE, id=id, me=context.member_or_none or NOBODY)


@matching_feature.handles(AcceptMatch)
def accept_match(context: Context, command: AcceptMatch) -> Match:
    """Write it down; the last word makes the match, if nothing stands against it by then."""
    found, seen = _open_proposal(context, command.match)
    if seen.answer is Answer.WAITING:
        _answer(context, seen, Answer.ACCEPTED)
        settle(context, found)
    return context.get(Match, seen.id)


@matching_feature.handles(DeclineMatch)
def decline_match(context: Context, command: DeclineMatch) -> None:
    """Write it down; it closes what is too small then."""
    found, seen = _open_proposal(context, command.match)
    _answer(context, seen, Answer.DECLINED)
    settle(context, found)


@matching_feature.handles(EndMatch)
def end_match(context: Context, command: EndMatch) -> Match:
    """A pair ends; a group goes on without the actor."""
    seen = context.get(Match, command.match)
    lock_members(context, [context.member])
    found = context.one(settling_sql.LOCK, id=seen.id)
    seen = context.get(Match, command.match)
    if found is None or seen.state is not MatchState.MADE:
        raise Conflict("matching.not_running", "this match is not running; decline a proposal instead")
    leave_match(context, found, context.member)
    return context.get(Match, seen.id)


def _open_proposal(context: Context, id: MatchId) -> tuple[StoredMatch, Match]:
    """A proposal that is locked, with those in it."""
    found = lock_match(context, context.get(Match, id).id)
    seen = context.get(Match, id)
    if seen.state is not MatchState.PROPOSED or seen.expires_at <= context.now:
        raise Conflict("matching.proposal_over", "this proposal is over; wait for the next one")
    return found, seen


def _answer(context: Context, seen: Match, answer: Answer) -> None:
    context.run(settling_sql.SET_ANSWER, id=seen.id, member=context.member, new_answer=answer, at=context.now)


def members_of_match(context: Context, match: MatchId) -> Sequence[MemberId]:
    """Those who are in a match that was made, for plugins that follow `MatchMade`; it checks no visibility.

    Args:
        context: The context.
        match: The match.
    """
    parties = context.rows(settling_sql.TAKING_PART, id=match)
    return [party.member for party in parties if party.answer is Answer.ACCEPTED]
