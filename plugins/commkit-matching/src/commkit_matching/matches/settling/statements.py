"""The statements that settle matches; whoever runs them has locked those in the match."""

from sqlalchemy import bindparam, select, update

from commkit.members import membership
from commkit.storage import Id, UtcDateTime, statement
from commkit_matching.matches.records import MatchParty, MatchState, StoredMatch
from commkit_matching.matches.statements import TAKING_PART as TAKING_PART_ANSWERS
from commkit_matching.tables import match, party, request

_COMMUNITY = bindparam("community_id", type_=Id)
_ID = bindparam("id", type_=Id)
_AT = bindparam("at", type_=UtcDateTime)
_FORGET_AT = bindparam("new_forget_at", type_=UtcDateTime)
_HERE = (match.c.community_id == _COMMUNITY) & (match.c.id == _ID)
_MEMBER = bindparam("member", type_=Id)
_COLUMNS = tuple(match.c[name] for name in StoredMatch.__annotations__)

LOCK_MEMBERS = statement(
    lambda: (
        select(membership.c.id)
        .where(
            membership.c.community_id == _COMMUNITY,
            membership.c.id.in_(bindparam("members", expanding=True, type_=Id)),
        )
        .order_by(membership.c.id)
        .with_for_update()
    )
)
"""Locks them in one order, so that nobody waits for each other."""
STORED = statement(lambda: select(*_COLUMNS).where(_HERE), into=StoredMatch)
LOCK = statement(lambda: select(*_COLUMNS).where(_HERE).with_for_update(), into=StoredMatch)
SET_ANSWER = statement(
    lambda: (
        update(party)
        .values(answer=bindparam("new_answer"), answered_at=_AT)
        .where(party.c.community_id == _COMMUNITY, party.c.match == _ID, party.c.member == _MEMBER)
    )
)
DROP = statement(
    lambda: (
        update(party)
        .values(answer=bindparam("new_answer"))
        .where(
            party.c.community_id == _COMMUNITY,
            party.c.match == _ID,
            party.c.member == _MEMBER,
            party.c.answer.in_(TAKING_PART_ANSWERS),
        )
    )
)
MAKE = statement(
    lambda: (
        update(match)
        .values(state=MatchState.MADE, made_at=_AT)
        .where(_HERE, match.c.state == MatchState.PROPOSED)
    )
)
CLOSE = statement(
    lambda: (
        update(match)
        .values(state=MatchState.CLOSED, over_at=_AT, closing=bindparam("why"), forget_at=_FORGET_AT)
        .where(_HERE, match.c.state == MatchState.PROPOSED)
    )
)
END = statement(
    lambda: (
        update(match)
        .values(state=MatchState.ENDED, over_at=_AT, forget_at=_FORGET_AT)
        .where(_HERE, match.c.state == MatchState.MADE)
    )
)
MATCHED = statement(
    lambda: (
        update(request)
        .values(matched_at=_AT)
        .where(request.c.community_id == _COMMUNITY, request.c.id == _ID, request.c.matched_at.is_(None))
    )
)
_RUNNING_OF = (
    select(match.c.id, match.c.kind, match.c.state, party.c.side)
    .select_from(
        party.join(match, (match.c.community_id == party.c.community_id) & (match.c.id == party.c.match))
    )
    .where(
        party.c.community_id == _COMMUNITY,
        party.c.member == _MEMBER,
        party.c.answer.in_(TAKING_PART_ANSWERS),
    )
    .order_by(match.c.id)
)
PROPOSALS_OF = statement(
    lambda: _RUNNING_OF.where(
        match.c.state == MatchState.PROPOSED,
        match.c.kind == bindparam("kind"),
        party.c.side == bindparam("side"),
    )
)
"""The open proposals of a member, by a kind and a side; whoever asks."""
RUNNING_OF = statement(lambda: _RUNNING_OF.where(match.c.state.in_((MatchState.PROPOSED, MatchState.MADE))))
TAKING_PART = statement(
    lambda: (
        select(*(party.c[name] for name in MatchParty.__annotations__))
        .where(
            party.c.community_id == _COMMUNITY,
            party.c.match == _ID,
            party.c.answer.in_(TAKING_PART_ANSWERS),
        )
        .order_by(party.c.member)
    ),
    into=MatchParty,
)
"""Those in a match who have neither declined nor been dropped, nor left."""
