"""Calls: what plans have in common: the steps, the community and the methods of an address."""

from commkit.adapters.http.contract import LOBBY
from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.steps import Call, Plan, Transfer
from commkit.adapters.http.values import Request

__all__ = ["READING", "Call", "Plan", "Transfer", "check_method", "community_of"]

READING = ("GET", "HEAD")


def community_of(segment: str) -> str | None:
    """The community that a segment of a path names; None for the lobby."""
    return None if segment == LOBBY else segment


def check_method(request: Request, *allowed: str) -> None:
    """Refuse a method that an address does not take.

    Raises:
        BadRequest: It is none of them.
    """
    if request.method not in allowed:
        names = ", ".join(allowed)
        raise BadRequest(405, "method_not_allowed", f"send {names}", ("Allow", names))
