"""Discovery: the types that a community may be of, and what the sender of a request is and may do in one."""

from typing import Any

from commkit.adapters.http.answers import read_answer
from commkit.adapters.http.calls import READING, Call, check_method, community_of
from commkit.adapters.http.contract import Contract
from commkit.adapters.http.values import Request
from commkit.notifications import CountUnread
from commkit.posts import CountUnreadThreads
from commkit.runtime.sessions.session import Session


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


def prepare_me(contract: Contract, request: Request, community: str, actor: str | None) -> Call:
    """The call that tells who one is in a community."""
    check_method(request, *READING)

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

    return Call(
        community_of(community),
        work,
        lambda value: read_answer(request, value, public=actor is None),
        read_only=True,
    )


def _unread(session: Session) -> dict[str, Any] | None:
    """What is new for a member; None for who is none."""
    if session.membership is None or not session.may_send(CountUnread):
        return None
    return {
        "notifications": session.ask(CountUnread()),
        "threads": session.ask(CountUnreadThreads()),
    }
