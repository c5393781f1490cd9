"""The statements of matches. One sees those that one is in, and has neither declined nor been dropped from."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, insert, or_, select, type_coerce

from commkit.members import block
from commkit.storage import Id, statement
from commkit_matching.matches.records import Answer, Match, MatchPart, MatchParty, MatchState
from commkit_matching.tables import match, outcome, part, party

_COMMUNITY = bindparam("community_id", type_=Id)
_ID = bindparam("id", type_=Id)
_MY = party.alias()
SEEN = (Answer.WAITING, Answer.ACCEPTED, Answer.LEFT)
"""The answers of those who see a match."""
TAKING_PART = (Answer.WAITING, Answer.ACCEPTED)
"""The answers of those who take part: they have neither declined nor been dropped, nor left."""
PARTY_COLUMNS = tuple(party.c[name] for name in MatchParty.__annotations__)

ADD = statement(lambda: insert(match))
ADD_PARTY = statement(lambda: insert(party))
ADD_PART = statement(lambda: insert(part))


def _is_shut_out() -> ColumnElement[bool]:
    """Whether somebody who takes part mutes or blocks the reader, or the reader them."""
    other, shuts = party.alias(), block.alias()
    return exists(
        select(other.c.member)
        .select_from(
            other.join(
                shuts,
                and_(
                    shuts.c.community_id == other.c.community_id,
                    or_(
                        and_(shuts.c.member == _MY.c.member, shuts.c.blocked == other.c.member),
                        and_(shuts.c.member == other.c.member, shuts.c.blocked == _MY.c.member),
                    ),
                ),
            )
        )
        .where(
            other.c.community_id == _COMMUNITY,
            other.c.match == _MY.c.match,
            other.c.answer.in_(TAKING_PART),
        )
        .correlate(_MY)
    )


def _state() -> ColumnElement[MatchState]:
    """What the reader is told of the state: a block closes a proposal for both, like anything else that does."""
    return type_coerce(
        case(
            (and_(match.c.state == MatchState.PROPOSED, _is_shut_out()), MatchState.CLOSED.value),
            (and_(match.c.state == MatchState.MADE, _MY.c.answer == Answer.LEFT), MatchState.ENDED.value),
            else_=match.c.state,
        ),
        match.c.state.type,
    )


def _own() -> Any:
    given = exists(
        select(outcome.c.member)
        .where(
            outcome.c.community_id == _MY.c.community_id,
            outcome.c.match == _MY.c.match,
            outcome.c.member == _MY.c.member,
        )
        .correlate(_MY)
    )
    return (
        select(
            match.c.id,
            match.c.kind,
            _state(),
            _MY.c.side,
            _MY.c.team,
            _MY.c.answer,
            match.c.proposed_at,
            match.c.expires_at,
            match.c.made_at,
            match.c.over_at,
            given,
            match.c.proposed_by,
        )
        .select_from(
            _MY.join(match, (match.c.community_id == _MY.c.community_id) & (match.c.id == _MY.c.match))
        )
        .where(
            _MY.c.community_id == _COMMUNITY,
            _MY.c.member == bindparam("me", type_=Id),
            _MY.c.answer.in_(SEEN),
        )
    )


ONE = statement(lambda: _own().where(match.c.id == _ID), into=Match)
PAGE = statement(
    lambda: (
        _own()
        .where(_MY.c.match < bindparam("after", type_=Id))
        .order_by(_MY.c.match.desc())
        .limit(bindparam("size"))
    ),
    into=Match,
)
SOME = statement(lambda: _own().where(match.c.id.in_(bindparam("ids", expanding=True, type_=Id))), into=Match)
PARTIES = statement(
    lambda: (
        select(*PARTY_COLUMNS)
        .where(
            party.c.community_id == _COMMUNITY,
            party.c.match.in_(bindparam("matches", expanding=True, type_=Id)),
        )
        .order_by(party.c.match, party.c.side, party.c.team, party.c.member)
    ),
    into=MatchParty,
)
"""Those in some matches, whoever asks: load the matches first, and show what the reader may know."""
PARTS = statement(
    lambda: (
        select(*(part.c[name] for name in MatchPart.__annotations__))
        .where(
            part.c.community_id == _COMMUNITY,
            part.c.match == _ID,
            part.c.member == bindparam("me", type_=Id),
        )
        .order_by(part.c.preference)
    ),
    into=MatchPart,
)
"""What the reader's preferences say of a match."""
