"""The errors that a session raises before any feature sees a message; each says in one sentence what to do."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from commkit.runtime.composing.dispatch import DispatchTable, Route
from commkit.runtime.composing.features import plugin_of
from commkit.runtime.composing.missing_types import TYPE_MISSING, type_missing_text
from commkit.runtime.model.errors import Conflict, Denied, Invalid, NotFound, PluginError
from commkit.runtime.model.messages import Command, Fact, Message, Query
from commkit.runtime.model.types import OUTSIDER, VISITOR

if TYPE_CHECKING:  # it stands above what it calls
    from commkit.members.records import Membership

_IN_A_NAME = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a new word begins in the name of a class."""
TYPE_CHANGED = "communities.type_changed"
"""The code with which the actor lock refuses a session that acts by the dispatch table of a type that is no more."""


def not_open() -> Conflict:
    """The session was not entered, or has ended."""
    return Conflict(
        "runtime.not_open", "this session is not open; use it inside `with kit.session(...) as session:`"
    )


def shared_session() -> Conflict:
    """Two threads use one session at once."""
    return Conflict(
        "runtime.session_shared", "another thread is using this session now; open one for each thread"
    )


def unknown_permission(permission: object) -> Invalid:
    """No feature of the Kit has it."""
    text = f"no feature knows the permission {permission!r}; the reference of messages lists them"
    return Invalid.field("permission", "unknown_permission", text)


def no_record(record: object) -> Invalid:
    """Nothing here belongs to anybody in the way that permissions mean."""
    name = type(record).__name__
    return Invalid.field("record", "no_record", f"give a loaded record, such as a Post, not a {name}")


def unit_failed() -> Conflict:
    """A command failed after it wrote."""
    return Conflict("runtime.unit_failed", "an earlier command here failed half-way; open a new session")


def wrong_kind(message: Any, wanted: type[Message[Any]]) -> Invalid:
    """It is no command where one is wanted, or no query."""
    word = "command" if wanted is Command else "query"
    if isinstance(message, type):
        return Invalid.field("message", f"not_a_{word}", f"give an instance: {message.__name__}(...)")
    name = type(message).__name__
    if isinstance(message, Command):
        text = f"{name} is a command; use session.do(...)"
    elif isinstance(message, Query):
        text = f"{name} is a query; use session.ask(...)"
    else:
        text = f"give a {word}, not {name}"
    return Invalid.field("message", f"not_a_{word}", text)


def no_such_message(message: Message[Any], table: DispatchTable) -> NotFound:
    """The community's type, or the lobby, has no such message."""
    name = type(message).__name__
    if table.missing:
        text = (
            f"{name} is no query of the core; the type {table.community_type.name!r} of this community is not in this "
            "Kit: install its plugin and list it"
        )
    elif table.community_type.name:
        text = f"{name} is not a message of a {table.community_type.name!r} community; its type lacks the feature"
    else:
        text = f"{name} is not a message of the lobby; name the community: kit.session(actor, 'slug')"
    return NotFound("runtime.no_such_message", text)


def type_missing(type: str) -> Denied:
    """The Kit lacks the community's type, so nothing is changed in it."""
    return Denied(TYPE_MISSING, type_missing_text(type), plugin="runtime", type=type)


def no_such_type(name: str, known: Iterable[str]) -> NotFound:
    """The Kit has no such community type."""
    return NotFound(
        "runtime.no_such_type", f"there is no community type {name!r}; known are: {', '.join(sorted(known))}"
    )


def restricted(permission: str, membership: "Membership", *, plugin: str, may_appeal: bool) -> Denied:
    """The actor's own role has the permission; a silence, suspension or ban keeps them from it.

    Args:
        permission: What it needs.
        membership: The actor's, with what restricts them.
        plugin: Whose permission it is.
        may_appeal: Whether they may appeal here.
    """
    until, reason = membership.restricted_until, membership.restriction_reason
    text = f"you are {membership.status} here"
    text += f" until {until:%Y-%m-%d %H:%M} UTC" if until is not None else " without an end"
    if reason:
        text += f": {reason}"
    if may_appeal:
        text += "; ReadDecision gives the reasons, and AppealDecision asks another moderator to decide"
    return Denied(
        "runtime.not_permitted",
        text,
        plugin=plugin,
        permission=permission,
        status=str(membership.status),
        until=until,
        reason=reason,
    )


def not_permitted(route: Route, role: str, *, signed_in: bool, agent: bool) -> Denied:
    """The actor's role lacks the permission; or an agent's scopes do, or whom it acts for."""
    lacks = f"which the role {role!r} lacks"
    if agent:
        lacks = (
            "which this agent's scopes, its role or the member that it acts for lack; see ChangeAgentScopes"
        )
    hint = ""
    if role in (VISITOR, OUTSIDER):
        hint = (
            "; join the community first"
            if signed_in
            else "; sign in first (a session is opened with the user's key)"
        )
    return Denied(
        "runtime.not_permitted",
        f"this needs the permission {route.permission!r}, {lacks}{hint}",
        plugin=plugin_of(route.feature),
        permission=route.permission,
    )


def unknown_fact(fact: Fact) -> PluginError:
    """No feature here declares it."""
    return PluginError(
        "runtime.unknown_fact",
        f"{type(fact).__name__} is not among the facts of a feature of this community",
        plugin=plugin_of(type(fact).name),
    )


def nothing_runs(note: object) -> PluginError:
    """Something is noted where no command runs whose reactions would find it."""
    return PluginError(
        "runtime.nothing_runs",
        f"{type(note).__name__} is noted outside a command; call note in its gates, transforms and handler",
        plugin="runtime",
    )


def endless_reactions(stack: Sequence[str]) -> PluginError:
    """Reactions emit facts whose reactions emit facts.

    Args:
        stack: The features whose reactions are running.
    """
    return PluginError(
        "runtime.endless_reactions",
        f"reactions call each other without end: {' > '.join(stack[-4:])}",
        plugin=plugin_of(stack[-1]),
    )


def wrong_actor(actor: Any) -> Invalid:
    """No key of a user."""
    text = f"give the user's key as text, not {type(actor).__name__}; for example str(user.id)"
    return Invalid.field("actor", "wrong_type", text)


def wrong_community(community: Any) -> Invalid:
    """Neither a slug nor an id."""
    text = f"give the slug or the id of the community, not {type(community).__name__}"
    return Invalid.field("community", "wrong_type", text)


def unit_not_kept(failure: BaseException | None) -> Conflict:
    """A command failed after it wrote, and the block was left as if nothing had happened.

    Args:
        failure: The first one, if it is known.
    """
    why = f": {failure}" if failure is not None else ""
    return Conflict(
        "runtime.unit_failed", f"a command of this unit failed half-way; nothing of it was kept{why}"
    )


def query_wrote(query: Query[Any], route: Route) -> PluginError:
    """A query changes nothing."""
    return PluginError(
        "runtime.query_wrote",
        f"the handler of {type(query).__name__} wrote; a query changes nothing, make it a command",
        plugin=plugin_of(route.feature),
    )


def not_there(record: type) -> NotFound:
    """It does not exist, or not for this actor."""
    word = _IN_A_NAME.sub(" ", record.__name__).lower()
    return NotFound("runtime.not_found", f"there is no such {word} here, or it is not for you to see")


def needs(permission: str) -> Denied:
    """The permission is missing for this very object, and the actor is not restricted."""
    return Denied("runtime.not_permitted", f"this needs the permission {permission!r}", permission=permission)


def no_settings(feature: str, known: Iterable[str]) -> Invalid:
    """The feature has none, or its values are no object."""
    text = f"name one of these features, each with an object of values: {', '.join(sorted(known))}"
    return Invalid.field(f"settings.{feature}", "no_settings", text)
