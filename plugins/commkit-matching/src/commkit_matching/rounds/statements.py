"""The statements of rounds: who asks, what keeps them apart, and what a round leaves behind."""

from collections.abc import Iterable
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, Table, bindparam, func, insert, or_, select, update

from commkit.members import MembershipKind, MembershipStatus, block, membership
from commkit.storage import Id, RowCondition, Statement, UtcDateTime, insert_if_absent, statement
from commkit_matching.matches.records import Answer, MatchState
from commkit_matching.matches.statements import TAKING_PART
from commkit_matching.requests.records import RequestState
from commkit_matching.rounds.records import Pool
from commkit_matching.tables import match, matching_round, party, pool, request

Which = Literal["waiting", "with_place", "all"]
"""Those who may get a proposal, those of some members who have a place left, or all who ask."""
_COMMUNITY = bindparam("community_id", type_=Id)
_HERE = request.c.community_id == _COMMUNITY
_POOL = (pool.c.community_id == _COMMUNITY) & (pool.c.kind == bindparam("kind"))
_AT = bindparam("at", type_=UtcDateTime)
RUNNING = (MatchState.PROPOSED, MatchState.MADE)
"""The states in which a match counts for those in it."""


def _members() -> Any:
    return bindparam("members", expanding=True, type_=Id)


def in_matches(
    state: MatchState | None = None, answers: Iterable[Answer] = tuple(Answer)
) -> ColumnElement[int]:
    """In how many matches of the kind who asks is, by their side, in a state and with some answers."""
    its, of = party.alias(), match.alias()
    conditions = [its.c.answer != Answer.UNDELIVERED]
    if state is not None:
        conditions += [of.c.state == state, its.c.answer.in_(answers)]
    return (
        select(func.count())
        .select_from(its.join(of, (of.c.community_id == its.c.community_id) & (of.c.id == its.c.match)))
        .where(
            its.c.community_id == request.c.community_id,
            its.c.member == request.c.member,
            its.c.side == request.c.side,
            of.c.kind == request.c.kind,
            *conditions,
        )
        .correlate(request)
        .scalar_subquery()
    )


def candidates(eligible: RowCondition | None, which: Which) -> Statement[tuple[Any, ...]]:
    """Who asks on a side and may stand there: id, member, places, left out, made, proposed, all proposals.

    Those come first whom a round considered longest ago.

    Args:
        eligible: The predicate of the side.
        which: Whom it gives; those with a place left are asked for by `members`.
    """
    row = membership.alias()
    made, proposed = in_matches(MatchState.MADE, (Answer.ACCEPTED,)), in_matches(
        MatchState.PROPOSED, TAKING_PART
    )  # fmt: skip
    conditions: list[ColumnElement[bool]] = [
        _HERE,
        request.c.kind == bindparam("kind"),
        request.c.side == bindparam("side"),
        request.c.state == RequestState.OPEN,
        row.c.kind == MembershipKind.PERSON,
        row.c.status == MembershipStatus.ACTIVE,
    ]
    if eligible is not None:
        conditions.append(eligible(cast("Table", row)))
    if which == "waiting":
        conditions.append((request.c.places - made) * bindparam("overbooked") > proposed)
    if which == "with_place":
        conditions += [request.c.places > made, request.c.member.in_(_members())]
    return statement(
        lambda: (
            select(
                request.c.id,
                request.c.member,
                request.c.places,
                request.c.left_out,
                made,
                proposed,
                in_matches(),
            )
            .select_from(
                request.join(
                    row, (row.c.community_id == request.c.community_id) & (row.c.id == request.c.member)
                )
            )
            .where(*conditions)
            .order_by(request.c.considered_at, request.c.id)
            .limit(bindparam("size"))
        )
    )


SHUT_OUT = statement(
    lambda: select(block.c.member, block.c.blocked).where(
        block.c.community_id == _COMMUNITY, block.c.member.in_(_members())
    )
)
"""Whom some members mute or block."""


def _earlier() -> Any:
    one, of, another = party.alias(), match.alias(), party.alias()
    return (
        select(one.c.member, another.c.member)
        .select_from(
            one.join(of, (of.c.community_id == one.c.community_id) & (of.c.id == one.c.match)).join(
                another, (another.c.community_id == of.c.community_id) & (another.c.match == of.c.id)
            )
        )
        .where(
            one.c.community_id == _COMMUNITY,
            one.c.member.in_(_members()),
            another.c.member != one.c.member,
            one.c.answer != Answer.UNDELIVERED,
            another.c.answer != Answer.UNDELIVERED,
            of.c.kind == bindparam("kind"),
            of.c.id != bindparam("besides", type_=Id),
            or_(of.c.state.in_(RUNNING), of.c.proposed_at >= bindparam("since", type_=UtcDateTime)),
        )
        .distinct()
    )


EARLIER = statement(_earlier)
"""Who of some members was with whom in a match of the kind that is running, or was proposed since some time."""

# --- what a round leaves -------------------------------------------------------------------------------------------

ADD_POOL = statement(lambda: insert_if_absent(pool))
POOL = statement(lambda: select(pool.c.kind, pool.c.next_at).where(_POOL), into=Pool)
LOCK_POOL = statement(lambda: select(pool.c.kind, pool.c.next_at).where(_POOL).with_for_update(), into=Pool)
SET_NEXT = statement(
    lambda: update(pool).values(next_at=bindparam("new_next_at", type_=UtcDateTime)).where(_POOL)
)
START = statement(
    lambda: (
        update(pool)
        .values(next_at=bindparam("new_next_at", type_=UtcDateTime))
        .where(_POOL, pool.c.next_at.is_(None))
    )
)
"""Of several who ask first, one starts the rounds."""
ADD_ROUND = statement(lambda: insert(matching_round))
_THESE = request.c.id.in_(bindparam("requests", expanding=True, type_=Id))
SERVED = statement(lambda: update(request).values(left_out=0, considered_at=_AT).where(_HERE, _THESE))
LEFT_OUT = statement(
    lambda: update(request).values(left_out=request.c.left_out + 1, considered_at=_AT).where(_HERE, _THESE)
)
