"""What becomes of a proposal with the answers to it. Capacity is decided here, under the locks of those in the match.

Locks are taken in one order: first the members, by id, then the match. So who changes a match holds all whom it is
about, or at least the one who goes, and nobody waits for somebody who waits for them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from commkit import Context, MemberId, NotFound
from commkit.storage import schedule_command
from commkit_matching.feature import matching_feature
from commkit_matching.kinds.records import MatchKind
from commkit_matching.matches.facts import MatchClosed, MatchEnded, MatchMade
from commkit_matching.matches.records import (
    Answer,
    Closing,
    MatchId,
    MatchParty,
    MatchState,
    StoredMatch,
)
from commkit_matching.matches.settling import statements as sql
from commkit_matching.matches.settling.jobs import CloseDueMatch, EndDueMatch
from commkit_matching.requests.queries import find_kind
from commkit_matching.rounds.queries import candidates_among, market_of
from commkit_matching.rounds.records import RoundId


def lock_members(context: Context, members: Iterable[MemberId]) -> None:
    """Lock members until the commit, in one order."""
    context.rows(sql.LOCK_MEMBERS, members=sorted(set(members)))


def lock_match(context: Context, id: MatchId) -> StoredMatch:
    """Lock those in a match, and it.

    Raises:
        NotFound: It is gone.
    """
    lock_members(context, [party.member for party in context.rows(sql.TAKING_PART, id=id)])
    found = context.one(sql.LOCK, id=id)
    if found is None:
        raise NotFound("matching.no_such_match", "there is no such match")
    return found


def settle(context: Context, found: StoredMatch, *, due: bool = False) -> None:
    """Make or close a proposal that is locked, if its answers decide it.

    Args:
        context: The context.
        found: The match.
        due: Whether no further answers count.
    """
    parties = context.rows(sql.TAKING_PART, id=found.id)
    accepted = [party for party in parties if party.answer is Answer.ACCEPTED]
    if len(parties) < found.smallest:
        close(context, found, Closing.DECLINED)
    elif len(accepted) == len(parties) or (due and len(accepted) >= found.smallest):
        _make_if_it_may_be(context, found, accepted)
    elif due:
        close(context, found, Closing.EXPIRED)


def _make_if_it_may_be(context: Context, found: StoredMatch, accepted: Sequence[MatchParty]) -> None:
    """Whatever has changed since the proposal: no limit is broken, and nobody gets more than their places."""
    kind = find_kind(context, found.kind)
    able = _able(context, kind, found, accepted) if kind is not None else []
    if kind is None or len(able) < found.smallest:
        close(context, found, Closing.VOID)
        return
    staying = {party.member for party in able}
    for party in context.rows(sql.TAKING_PART, id=found.id):
        if party.member not in staying:
            context.run(sql.DROP, id=found.id, member=party.member, new_answer=Answer.DROPPED)
    make_match(context, kind, found.id, able)


def _able(
    context: Context, kind: MatchKind, found: StoredMatch, accepted: Sequence[MatchParty]
) -> list[MatchParty]:
    """Those who still ask, may do so, and have a place; nobody where a limit keeps two of them apart."""
    candidates = {
        each.place: each for each in candidates_among(context, kind, {party.member for party in accepted})
    }
    able = [party for party in accepted if (party.side, party.member) in candidates]
    here = [candidates[party.side, party.member] for party in able]
    market = market_of(context, kind, here, seed=b"", besides=found.id)
    apart = any(not market.allows(one, another) for n, one in enumerate(here) for another in here[n + 1 :])
    return [] if apart else able


def make_match(context: Context, kind: MatchKind, id: MatchId, parties: Sequence[MatchParty]) -> None:
    """Make a match of some who may be together and have a place; who is full then gets no other."""
    context.run(sql.MAKE, id=id, at=context.now)
    for party in parties:
        context.run(sql.MATCHED, id=party.request, at=context.now)
    context.emit(MatchMade(match=id, kind=kind.name))
    if kind.lasts is not None:
        schedule_command(context, EndDueMatch(id), at=context.now + kind.lasts, as_system=True)
    members = {party.member for party in parties}
    free = {each.place for each in candidates_among(context, kind, members)}
    for party in parties:
        if (party.side, party.member) not in free:
            drop_from_proposals(context, party.member, kind=kind.name, side=party.side)


def close(context: Context, found: StoredMatch, why: Closing) -> None:
    """Close a proposal."""
    if context.run(sql.CLOSE, id=found.id, at=context.now, why=why, new_forget_at=_forget_at(context, found)):
        context.emit(MatchClosed(match=found.id, kind=found.kind))


def drop_from_proposals(context: Context, member: MemberId, *, kind: str, side: str) -> None:
    """Take a member who is locked out of their open proposals; those that become too small are closed."""
    for id, *_ in context.rows(sql.PROPOSALS_OF, member=member, kind=kind, side=side):
        _take_out(context, MatchId(id), member)


def _take_out(context: Context, id: MatchId, member: MemberId) -> None:
    found = context.one(sql.STORED, id=id)
    context.run(sql.DROP, id=id, member=member, new_answer=Answer.DROPPED)
    if found is not None and len(context.rows(sql.TAKING_PART, id=id)) < found.smallest:
        close(context, found, Closing.VOID)


def leave_matches(context: Context, member: MemberId) -> None:
    """Take a member who is locked out of all that runs: they are gone."""
    for id, _, state, _ in context.rows(sql.RUNNING_OF, member=member):
        if state is MatchState.PROPOSED:
            _take_out(context, MatchId(id), member)
        elif (found := context.one(sql.STORED, id=id)) is not None:
            leave_match(context, found, member)


def leave_match(context: Context, found: StoredMatch, member: MemberId) -> None:
    """Take a member out of a match that is made: two are no group without one of them, so it ends."""
    if len(context.rows(sql.TAKING_PART, id=found.id)) > 2:
        context.run(sql.DROP, id=found.id, member=member, new_answer=Answer.LEFT)
    else:
        end(context, found)


def end(context: Context, found: StoredMatch) -> None:
    """End a match that is made."""
    if context.run(sql.END, id=found.id, at=context.now, new_forget_at=_forget_at(context, found)):
        context.emit(MatchEnded(match=found.id, kind=found.kind))


def _forget_at(context: Context, found: StoredMatch) -> datetime | None:
    """From when on a match that is over now is not kept any more."""
    kind = find_kind(context, found.kind)
    return None if kind is None or kind.keeps is None else context.now + kind.keeps


# --- what the worker does --------------------------------------------------------------------------------------------


@matching_feature.handles(CloseDueMatch)
def close_due_match(context: Context, command: CloseDueMatch) -> bool:
    """Of a group those who accepted in time are a match, if they are enough; in an archive it is closed."""
    found = _locked(context, command.match)
    if found is None or found.state is not MatchState.PROPOSED or found.expires_at > context.now:
        return False
    if context.community.archived_at is None:
        settle(context, found, due=True)
    else:
        close(context, found, Closing.EXPIRED)
    return True


@matching_feature.handles(EndDueMatch)
def end_due_match(context: Context, command: EndDueMatch) -> bool:
    """It is over after the time that its kind gives it."""
    found = _locked(context, command.match)
    if found is None or found.state is not MatchState.MADE:
        return False
    end(context, found)
    return True


def _locked(context: Context, id: MatchId) -> StoredMatch | None:
    try:
        return lock_match(context, id)
    except NotFound:
        return None


def new_match(
    context: Context, kind: MatchKind, *, round: RoundId | None = None, proposed_by: MemberId | None = None
) -> StoredMatch:
    """A match that nobody has answered, and that is not stored.

    Args:
        context: The context.
        kind: Its kind.
        round: The round that proposes it; None for a round of its own.
        proposed_by: The member who proposes it; None for a round.
    """
    id = MatchId(context.new_id())
    return StoredMatch(
        id=id,
        kind=kind.name,
        round=round or RoundId(id),
        proposed_by=proposed_by,
        state=MatchState.PROPOSED,
        smallest=kind.smallest,
        proposed_at=context.now,
        expires_at=context.now + kind.answer_within,
        made_at=None,
        over_at=None,
        closing=None,
        forget_at=None,
    )
