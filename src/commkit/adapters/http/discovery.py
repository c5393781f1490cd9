"""Discovery: the types that a community may be of, and what the sender of a request is and may do in one."""

from typing import Any

import msgspec

from commkit.adapters.docstrings import docstring_of
from commkit.adapters.http.answers import encode, read_answer
from commkit.adapters.http.contract import LOBBY, Contract, community_of
from commkit.adapters.http.openapi import describe
from commkit.adapters.http.reading import READING, check_method, check_no_query
from commkit.adapters.http.steps import Call, Plan
from commkit.adapters.http.values import Request
from commkit.adapters.schemas import Schemas
from commkit.notifications import CountUnread
from commkit.posts import CountUnreadThreads
from commkit.runtime.composing.operations import Operation
from commkit.runtime.sessions.session import Session

DESCRIPTION = "openapi.json"
MOST_BASES = 8
"""Descriptions that are kept: where a contract is mounted may be a part of the address that clients choose."""
SCHEMAS = "/schemas"
"""Behind it comes the path of a message, which has its JSON Schema there, for forms."""


def find_fixed(contract: Contract, request: Request, community: str, path: str) -> Any:
    """What stands at an address and is the same for everybody; None where nothing does."""
    if (community, path) == (DESCRIPTION, ""):
        return _description(contract, request.base)
    if (community, path) == (LOBBY, "/types"):
        return list_types(contract)
    if community == LOBBY and path.startswith(f"{SCHEMAS}/"):
        rest = path.removeprefix(SCHEMAS)
        endpoint = contract.lobby.get(rest) or contract.local.get(rest)
        return message_schema(endpoint.operation) if endpoint is not None else None
    return None


def _description(contract: Contract, base: str) -> msgspec.Raw:
    """The OpenAPI document, encoded; made once for each place at which the contract is mounted."""
    made = contract.descriptions.get(base)
    if made is None:
        made = encode(describe(contract, base=base))
        if len(contract.descriptions) >= MOST_BASES:
            contract.descriptions.clear()
        contract.descriptions[base] = made
    return msgspec.Raw(made)


def message_schema(operation: Operation) -> dict[str, Any]:
    """The JSON Schema of a message, whole."""
    schemas = Schemas("#/$defs/")
    schema = schemas.message(operation.message)
    told = docstring_of(operation.message)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": operation.name,
        "description": told.summary,
        **schema,
        **({"$defs": schemas.named} if schemas.named else {}),
    }


def list_types(contract: Contract) -> list[dict[str, Any]]:
    """The community types of the Kit: their names, kinds of posts, roles and features."""
    return [
        {
            "name": known.name,
            "kinds": [{"name": kind.name, "replies": list(kind.replies)} for kind in known.post_kinds],
            "roles": sorted(known.roles),
            "trust_levels": [level.name for level in known.trust],
            "features": list(known.features),
        }
        for known in contract.kit.types
    ]


def plan_me(contract: Contract, request: Request, community: str, actor: str | None) -> Plan:
    """The plan of telling who one is in a community."""
    check_method(request, *READING)
    check_no_query(request)

    def work(session: Session) -> dict[str, Any]:
        mine = session.membership
        return {
            "community": session.community,
            "role": session.role,
            "membership": mine,
            "may": [
                operation.name
                for operation in contract.kit.operations
                if not operation.lobby and session.may_send(operation.message)
            ],
            "unread": _unread(session),
        }

    told = yield Call(actor, community_of(community), work, read_only=True)
    return read_answer(request, told, public=actor is None)


def _unread(session: Session) -> dict[str, Any] | None:
    """What is new for a member; None for who is none."""
    if session.membership is None or not session.may_send(CountUnread):
        return None
    return {
        "notifications": session.ask(CountUnread()),
        "threads": session.ask(CountUnreadThreads()),
    }
