"""How members propose themselves."""

from commkit import Conflict, Context, Invalid, MemberId
from commkit.members import Membership
from commkit.storage import EARLIEST, schedule_command
from commkit_matching.engine.records import Candidate
from commkit_matching.feature import matching_feature
from commkit_matching.kinds.records import MatchKind, Side
from commkit_matching.matches import statements as match_sql
from commkit_matching.matches.facts import MatchProposed
from commkit_matching.matches.proposing import statements as sql
from commkit_matching.matches.proposing.messages import ProposeMatch
from commkit_matching.matches.records import (
    Answer,
    Match,
    MatchId,
    MatchPart,
    MatchParty,
)
from commkit_matching.matches.settling.handlers import lock_members, new_match
from commkit_matching.matches.settling.jobs import CloseDueMatch
from commkit_matching.requests import statements as request_sql
from commkit_matching.requests.queries import declared_kind
from commkit_matching.requests.records import RequestId
from commkit_matching.rounds.queries import candidates_among, market_of


@matching_feature.handles(ProposeMatch)
def propose_match(context: Context, command: ProposeMatch) -> Match:
    """Write it down, whether it reaches the other or not: who proposes sees the same."""
    to = context.get(Membership, command.to).id
    kind, side = _kind_and_side(context, command)
    if to == context.member:
        raise Invalid.field("to", "oneself", "name another member")
    lock_members(context, [context.member, to])
    if context.one(request_sql.FOR, me=context.member, kind=kind.name, side=side.name) is None:
        raise Conflict("matching.ask_first", "ask to be matched on this side first; then propose it to them")
    since = EARLIEST if kind.again_after is None else context.now - kind.again_after
    if context.one(sql.KNOWN, me=context.member, to=to, kind=kind.name, since=since) is not None:
        raise Conflict(
            "matching.proposed_already",
            "one of you proposed it to the other, or you are matched; look at your matches",
        )
    free = candidates_among(context, kind, {context.member, to}, unproposed=True)
    me = next((each for each in free if each.place == (side.name, context.member)), None)
    if me is None:
        raise Conflict(
            "matching.no_place",
            "you have no place left; wait for answers, withdraw a proposal or end a match",
        )
    other_side = next((each for each in kind.sides if each is not side), side)
    them = next((each for each in free if each.place == (other_side.name, to)), None)
    market = market_of(context, kind, [me, them] if them is not None else [me], seed=b"")
    reached = them if them is not None and market.allows(me, them) else None
    found = new_match(context, kind, proposed_by=context.member)
    context.run(match_sql.ADD, found)
    context.run(match_sql.ADD_PARTY, _party(found.id, me.member, me, side, Answer.ACCEPTED))
    answer = Answer.WAITING if reached is not None else Answer.UNDELIVERED
    context.run(match_sql.ADD_PARTY, _party(found.id, to, reached or me, other_side, answer))
    for part in market.parts(reached, me) if reached is not None else ():
        context.run(match_sql.ADD_PART, MatchPart(found.id, to, part.preference, part.weight, part.score))
    context.emit(MatchProposed(match=found.id, kind=kind.name))
    schedule_command(context, CloseDueMatch(found.id), at=found.expires_at, as_system=True)
    return context.get(Match, found.id)


def _kind_and_side(context: Context, command: ProposeMatch) -> tuple[MatchKind, Side]:
    kind = declared_kind(context, command.kind)
    if not kind.direct:
        raise Invalid.field(
            "kind",
            "not_direct",
            "of this kind rounds propose alone: ask to be matched",
            error_code="matching.not_direct",
        )
    side = kind.side(command.side)
    if side is None:
        sides = ", ".join(each.name for each in kind.sides)
        raise Invalid.field("side", "no_such_side", f"name one of these: {sides}")
    return kind, side


def _party(match: MatchId, member: MemberId, of: Candidate, side: Side, answer: Answer) -> MatchParty:
    return MatchParty(
        match=match,
        member=member,
        request=RequestId(of.request),
        side=side.name,
        team=0,
        answer=answer,
        answered_at=None,
    )
