"""How members ask, and take it back."""

from functools import lru_cache

from attrs import evolve

from commkit import Context, Denied, Invalid
from commkit.storage import NOBODY, schedule_command
from commkit_matching.feature import matching_feature
from commkit_matching.kinds.policy import checked_wishes
from commkit_matching.kinds.records import MatchKind, Side
from commkit_matching.matches.settling.handlers import drop_from_proposals, lock_members
from commkit_matching.requests import statements as sql
from commkit_matching.requests.facts import MatchRequested, MatchRequestWithdrawn
from commkit_matching.requests.messages import AskToBeMatched, WithdrawMatchRequest
from commkit_matching.requests.queries import declared_kind
from commkit_matching.requests.records import MatchRequest, RequestId, RequestState
from commkit_matching.rounds import statements as round_sql
from commkit_matching.rounds.jobs import RunDueRound

_eligible = lru_cache(maxsize=256)(sql.is_eligible)


@matching_feature.loads(MatchRequest, owner=lambda request: request.member)
def fetch_request(context: Context, id: RequestId) -> MatchRequest | None:
    """A request, for who asks."""
    return context.one(sql.ONE, id=id, me=context.member_or_none or NOBODY)


@matching_feature.handles(AskToBeMatched)
def ask_to_be_matched(context: Context, command: AskToBeMatched) -> MatchRequest:
    """One open request for each member and side; what is asked again takes its place."""
    kind = declared_kind(context, command.kind)
    side = kind.side(command.side)
    if side is None:
        sides = ", ".join(each.name for each in kind.sides)
        raise Invalid.field("side", "no_such_side", f"name one of these: {sides}")
    if not 1 <= command.places <= side.places:
        raise Invalid.field("places", "out_of_range", f"give 1 to {side.places}")
    wishes = checked_wishes(side, command.wishes)
    start_rounds(context, kind)  # ahead of the lock on the member: rounds lock the pool first, too
    lock_members(context, [context.member])
    if context.one(_eligible(side.eligible), me=context.member) != (True,):
        raise Denied(
            "matching.not_eligible", f"you cannot be matched as “{side.title}”; choose another side or kind"
        )
    asked = _ask(context, kind, side, command.places)
    context.run(sql.DELETE_WISHES, id=asked.id)
    context.run_many(
        sql.ADD_WISH,
        [
            {
                "community_id": context.community_id,
                "request": asked.id,
                "wish": name,
                "member": asked.member,
                "text": text,
            }
            for name, text in wishes.items()
        ],
    )
    return asked


def _ask(context: Context, kind: MatchKind, side: Side, places: int) -> MatchRequest:
    before = context.one(sql.FOR, me=context.member, kind=kind.name, side=side.name)
    if before is not None:
        context.run(sql.SET_PLACES, id=before.id, new_places=places)
        return evolve(before, places=places)
    asked = MatchRequest(
        id=RequestId(context.new_id()),
        kind=kind.name,
        side=side.name,
        member=context.member,
        places=places,
        state=RequestState.OPEN,
        asked_at=context.now,
        closed_at=None,
        matched_at=None,
        left_out=0,
        considered_at=context.now,
    )
    context.run(sql.ADD, asked)  # the lock on the member keeps out another one
    context.emit(MatchRequested(request=asked.id, member=asked.member, kind=kind.name, side=side.name))
    return asked


def start_rounds(context: Context, kind: MatchKind) -> None:
    """Let the worker run rounds of a kind that has them, unless it does so already."""
    if kind.every is None:
        return
    known = context.one(round_sql.POOL, kind=kind.name)
    if known is not None and known.next_at is not None:
        return
    due = context.now + kind.every
    context.run(round_sql.ADD_POOL, kind=kind.name, next_at=None)
    if context.run(round_sql.START, kind=kind.name, new_next_at=due):
        schedule_command(context, RunDueRound(kind.name), at=due, as_system=True)


@matching_feature.handles(WithdrawMatchRequest)
def withdraw_match_request(context: Context, command: WithdrawMatchRequest) -> None:
    """Close it, and the proposals that it led to."""
    asked = context.get(MatchRequest, command.request)
    lock_members(context, [asked.member])
    close_request(context, asked)


def close_request(context: Context, asked: MatchRequest) -> None:
    """Close a request of a member who is locked; its wishes go at once."""
    if context.run(sql.CLOSE, id=asked.id, at=context.now):
        context.run(sql.DELETE_WISHES, id=asked.id)
        drop_from_proposals(context, asked.member, kind=asked.kind, side=asked.side)
        context.emit(MatchRequestWithdrawn(request=asked.id, kind=asked.kind, side=asked.side))
