"""Why a session refuses a message before any feature sees it, and what to do about it: one sentence each."""

from typing import Any

from commkit.runtime.dispatch import Route, Table
from commkit.runtime.errors import Conflict, Denied, Invalid, NotFound
from commkit.runtime.messages import Command, Message, Query
from commkit.runtime.types import OUTSIDER, VISITOR


def not_open() -> Conflict:
    """The session was not entered, or has ended."""
    return Conflict(
        "runtime.not_open", "this session is not open; use it inside `with kit.session(...) as session:`"
    )


def unit_failed() -> Conflict:
    """A command failed after it wrote."""
    return Conflict("runtime.unit_failed", "an earlier command here failed half-way; open a new session")


def wrong_kind(message: Any, wanted: type[Message[Any]]) -> Invalid:
    """It is no command where one is wanted, or no query."""
    word, verb = ("command", "done") if wanted is Command else ("query", "asked")
    if isinstance(message, type):
        return Invalid.field("message", f"not_a_{word}", f"give an instance: {message.__name__}(...)")
    hint = (
        "do it"
        if isinstance(message, Command)
        else "ask it"
        if isinstance(message, Query)
        else "give a message"
    )
    return Invalid.field("message", f"not_a_{word}", f"only a {word} is {verb} here; {hint}")


def no_such_message(message: Message[Any], table: Table) -> NotFound:
    """The place has no such message."""
    name = type(message).__name__
    if table.community_type.name:
        told = f"{name} is not a message of a {table.community_type.name!r} community; its type lacks the feature"
    else:
        told = f"{name} is not a message of the lobby; name the community: kit.session(actor, 'slug')"
    return NotFound("runtime.no_such_message", told)


def not_permitted(route: Route, role: str, *, signed_in: bool) -> Denied:
    """The actor's role lacks the permission."""
    hint = ""
    if role in (VISITOR, OUTSIDER):
        hint = (
            "; join the community first" if signed_in else "; sign in: open the session with the user's key"
        )
    return Denied(
        "runtime.not_permitted",
        f"this needs the permission {route.permission!r}, which the role {role!r} lacks{hint}",
        plugin=route.feature.partition(".")[0],
        permission=route.permission,
    )
