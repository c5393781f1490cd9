"""The statements of requests for places."""

from sqlalchemy import bindparam, delete, func, select, update

from commkit.storage import Id, insert_if_absent, statement, visible_statement
from commkit_gaming.looking_for_group.joining.records import PartyRequest
from commkit_gaming.tables import party_request

_HERE = party_request.c.community_id == bindparam("community_id", type_=Id)
_OF_PARTY = _HERE & (party_request.c.party == bindparam("party", type_=Id))
_OF_MEMBER = _HERE & (party_request.c.member == bindparam("member", type_=Id))
_THIS = _HERE & (party_request.c.id == bindparam("id", type_=Id))
_COLUMNS = tuple(party_request.c[name] for name in PartyRequest.__annotations__)

ADD = statement(lambda: insert_if_absent(party_request))
"""Adds nothing where they asked already."""
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(PartyRequest, party_request)), into=PartyRequest
)
MINE_OF = statement(lambda: select(*_COLUMNS).where(_OF_PARTY, _OF_MEMBER), into=PartyRequest)
COUNT = statement(lambda: select(func.count()).where(_OF_PARTY))
SET = statement(
    lambda: update(party_request).values(role=bindparam("new_role"), text=bindparam("new_text")).where(_THIS)
)
REQUESTS = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_OF_PARTY, visible(PartyRequest, party_request))
        .order_by(party_request.c.id)
        .limit(200)
    ),
    into=PartyRequest,
)
MINE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_OF_MEMBER, visible(PartyRequest, party_request))
        .order_by(party_request.c.id)
        .limit(200)
    ),
    into=PartyRequest,
)
DELETE = statement(lambda: delete(party_request).where(_OF_PARTY, _OF_MEMBER))
DELETE_REQUESTS_TO = statement(lambda: delete(party_request).where(_OF_PARTY))
DELETE_REQUESTS_OF = statement(lambda: delete(party_request).where(_OF_MEMBER))
