"""The statements of parties, their places and their members."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, insert, or_, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, visible_statement
from commkit_gaming.looking_for_group.records import (
    Party,
    PartyLevel,
    PartyMember,
    PartySlot,
    PartyState,
    ReadyAnswer,
)
from commkit_gaming.tables import party, party_member, party_slot

_COMMUNITY = bindparam("community_id", type_=Id)
_HERE = party.c.community_id == _COMMUNITY
_THIS = _HERE & (party.c.id == bindparam("id", type_=Id))
_OPEN = party.c.state == PartyState.OPEN
_COLUMNS = tuple(party.c[name] for name in Party.__annotations__)
_AT = bindparam("at", type_=UtcDateTime)

ADD = statement(lambda: insert(party))
ONE = visible_statement(lambda visible: select(*_COLUMNS).where(_THIS, visible(Party, party)), into=Party)
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=Party)
"""A party as it is until the commit, whoever asks."""
OPEN_OF = statement(
    lambda: (
        select(party.c.id)
        .where(_HERE, party.c.owner == bindparam("owner", type_=Id), _OPEN, party.c.expires_at > _AT)
        .limit(100)
    )
)
"""The parties of a member that look for members; for their number alone."""
NAMES = visible_statement(
    lambda visible: select(party.c.id, party.c.title).where(
        _HERE, party.c.id.in_(bindparam("ids", expanding=True, type_=Id)), visible(Party, party)
    )
)


def _if_given(name: str, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(bindparam(f"any_{name}"), condition)


def _has_free_place() -> ColumnElement[bool]:
    slot = party_slot.alias()
    return (
        exists()
        .where(
            slot.c.community_id == party.c.community_id,
            slot.c.party == party.c.id,
            slot.c.role == bindparam("role"),
            slot.c.taken < slot.c.places,
        )
        .correlate_except(slot)
    )


PAGE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(
            _HERE,
            _OPEN,
            party.c.id < bindparam("after", type_=Id),
            party.c.expires_at > _AT,
            _if_given("game", party.c.game == bindparam("game")),
            _if_given("platform", party.c.platform == bindparam("platform")),
            _if_given("language", party.c.language == bindparam("language")),
            _if_given(
                "level",
                or_(party.c.level == bindparam("level"), party.c.level == PartyLevel.ANY),
            ),
            _if_given("role", _has_free_place()),
            visible(Party, party),
        )
        .order_by(party.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Party,
)


def _change(**values: Any) -> Any:
    return statement(lambda: update(party).values(**values).where(_THIS))


END = statement(
    lambda: (
        update(party)
        .values(state=bindparam("new_state"), ended_at=_AT, ready_by=None)
        .where(_THIS, or_(_OPEN, party.c.state == PartyState.READY))
    )
)
"""Ends a party once; nothing where it was ended."""
SET_OWNER = _change(owner=bindparam("new_owner", type_=Id))
SET_FILLED = statement(lambda: update(party).values(filled_at=_AT).where(_THIS, party.c.filled_at.is_(None)))
SET_CHECK = _change(
    ready_by=bindparam("new_ready_by", type_=UtcDateTime),
    starts_at=bindparam("new_starts_at", type_=UtcDateTime),
    ends_at=bindparam("new_ends_at", type_=UtcDateTime),
)
END_CHECK = _change(ready_by=None)
SET_READY = _change(state=PartyState.READY, ready_by=None, ended_at=_AT)
SET_EVENT = _change(event=bindparam("new_event", type_=Id))

# --- places ----------------------------------------------------------------------------------------------------------

_SLOT_COLUMNS = tuple(party_slot.c[name] for name in PartySlot.__annotations__)
_SLOTS_HERE = party_slot.c.community_id == _COMMUNITY
_SLOT = and_(
    _SLOTS_HERE, party_slot.c.party == bindparam("id", type_=Id), party_slot.c.role == bindparam("of_role")
)

ADD_SLOT = statement(lambda: insert(party_slot))
SLOTS = statement(
    lambda: (
        select(*_SLOT_COLUMNS)
        .where(_SLOTS_HERE, party_slot.c.party.in_(bindparam("parties", expanding=True, type_=Id)))
        .order_by(party_slot.c.party, party_slot.c.role)
    ),
    into=PartySlot,
)
"""The places of some parties. It checks no visibility: the caller has loaded them."""
TAKE_PLACE = statement(
    lambda: (
        update(party_slot)
        .values(taken=party_slot.c.taken + 1)
        .where(_SLOT, party_slot.c.taken < party_slot.c.places)
    )
)
"""Takes a place of a role; nothing where all are taken: this statement keeps parties within their places."""
FREE_PLACE = statement(lambda: update(party_slot).values(taken=party_slot.c.taken - 1).where(_SLOT))

# --- who is inside ---------------------------------------------------------------------------------------------------

_MEMBER_COLUMNS = tuple(party_member.c[name] for name in PartyMember.__annotations__)
_MEMBERS_HERE = party_member.c.community_id == _COMMUNITY
_OF_PARTY = _MEMBERS_HERE & (party_member.c.party == bindparam("id", type_=Id))
_THE_MEMBER = party_member.c.member == bindparam("member", type_=Id)
_WITH_PARTY = party_member.join(
    party, and_(party.c.community_id == party_member.c.community_id, party.c.id == party_member.c.party)
)

ADD_MEMBER = statement(lambda: insert_if_absent(party_member))
"""Adds nothing where they are in it already."""
MEMBER = statement(lambda: select(*_MEMBER_COLUMNS).where(_OF_PARTY, _THE_MEMBER), into=PartyMember)
"""One's place in a party. It checks no visibility: the caller has loaded the party."""
MEMBERS = statement(
    lambda: (
        select(*_MEMBER_COLUMNS)
        .where(_OF_PARTY)
        .order_by(party_member.c.joined_at, party_member.c.member)
        .limit(100)
    ),
    into=PartyMember,
)
"""All in a party, by how long. It checks no visibility: the caller has loaded the party."""
PARTIES_OF = statement(
    lambda: (
        select(party_member.c.party)
        .select_from(_WITH_PARTY)
        .where(
            _MEMBERS_HERE,
            _THE_MEMBER,
            or_(_OPEN, party.c.state == PartyState.READY),
        )
        .order_by(party_member.c.party)
    )
)
"""The parties that a member is in and that were not closed, in the order in which they are locked."""
SHOWN_PARTIES_OF = visible_statement(
    lambda visible: (
        select(*_MEMBER_COLUMNS)
        .select_from(_WITH_PARTY)
        .where(
            _MEMBERS_HERE,
            _THE_MEMBER,
            or_(_OPEN, party.c.state == PartyState.READY),
            visible(Party, party),
        )
        .order_by(party_member.c.party.desc())
        .limit(200)
    ),
    into=PartyMember,
)
"""The same as the reader sees them."""
SET_ANSWER = statement(
    lambda: update(party_member).values(answer=bindparam("new_answer")).where(_OF_PARTY, _THE_MEMBER)
)
CLEAR_ANSWERS = statement(lambda: update(party_member).values(answer=ReadyAnswer.NONE).where(_OF_PARTY))
DELETE_MEMBER = statement(lambda: delete(party_member).where(_OF_PARTY, _THE_MEMBER))
