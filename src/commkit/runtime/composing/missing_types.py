"""The dispatch table of a community type that the Kit lacks: the core's queries, and nothing that may be hidden.

A community outlives the plugin of its type. It opens to be read, by what the type declared when the database was
migrated. What cannot be known any more is denied: records of which a plugin hid some rows, and queries that a plugin
could refuse, are the host's alone. Of a type that nobody declared, people read no more than what the community is.

Nothing is written in it, with one exception: what people gave or were given they take back (`Command.withdraws`), as
nobody must be kept in a community by a plugin that is not there. So a member whose role nobody declared holds these
permissions, too.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve
from sqlalchemy import ColumnElement, FromClause

from commkit.runtime.composing.compiling import compile_type
from commkit.runtime.composing.declarations import DeclaredType
from commkit.runtime.composing.dispatch import DispatchTable, Extension, Route
from commkit.runtime.composing.offers import Offer
from commkit.runtime.composing.registry import Registry
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.messages import Command, Deny, Message, Query
from commkit.runtime.model.types import MEMBER, OUTSIDER, SYSTEM_ROLE, CommunityType, Role
from commkit.runtime.storage.readers import Reader
from commkit.runtime.storage.visibility import Visibility, limited_to_kinds

if TYPE_CHECKING:  # what runs gates stands above them
    from commkit.runtime.sessions.context import Context

_log = logging.getLogger("commkit")
TYPE_MISSING = "runtime.type_missing"
"""The code of what is refused because the Kit lacks the community's type."""
_TOLD_TO_ALL = "communities"
"""Whose queries people may send about a community of a type that nobody declared."""


def type_missing_text(type: str) -> str:
    """What to do about a type that the Kit lacks, in one sentence."""
    return (
        f"this community is read-only, because its type {type!r} is not in this Kit: install its plugin and list it, "
        "or let the host archive the community"
    )


def compile_missing(
    name: str, declared: DeclaredType | None, registry: Registry, *, everywhere: Sequence[str]
) -> DispatchTable:
    """The table of a type that the Kit lacks.

    Args:
        name: The type's name.
        declared: What the database knows of it; None for nothing.
        registry: All features.
        everywhere: Names of features that every community has.
    """
    try:
        table = compile_type(_rest_of(name, declared, registry), registry, everywhere=everywhere)
    except PluginError:
        if declared is None:
            raise
        # It was declared to another release of the core, which had other settings.
        _log.exception("type.declaration_outdated type=%s", name)
        return compile_missing(name, None, registry, everywhere=everywhere)
    visibility = _hiding(table.visibility, declared)
    return evolve(
        table,
        missing=True,
        visibility=visibility,
        offers={record: _withdrawing(offers) for record, offers in table.offers.items()},
        unknown_role=table.grants[OUTSIDER, 0] | _withdrawing_permissions(table),
        routes={
            message: _gated(route) if _is_unsure(route, declared) else route
            for message, route in table.routes.items()
        },
    )


def _rest_of(name: str, declared: DeclaredType | None, registry: Registry) -> CommunityType:
    """The type as far as the core knows it. No role has more than the core gives to what it builds on."""
    if declared is None:
        return CommunityType(name, trust=())
    return CommunityType(
        name,
        features=tuple(its for its in declared.features if "." not in its and its in registry.features),
        post_kinds=declared.post_kinds,
        reactions=declared.reactions,
        settings={its: values for its, values in declared.settings.items() if its in registry.features},
        roles={role: Role(like=like or None) for role, like in declared.roles.items()},
        trust=(),
    )


def _withdrawing(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    return tuple(offer for offer in offers if offer.command.withdraws)


def _withdrawing_permissions(table: DispatchTable) -> frozenset[str]:
    """What every member holds to take back what they gave or were given."""
    needed = {
        route.permission
        for message, route in table.routes.items()
        if issubclass(message, Command) and message.withdraws
    }
    return table.grants[MEMBER, 0] & needed


def _hiding(visibility: Visibility, declared: DeclaredType | None) -> Visibility:
    """The rules, and one that hides all of some records from people; of every record where it is unknown which."""
    rules: dict[type, tuple[Any, ...]] = dict(visibility.rules)
    for record in visibility.records:
        if declared is None or record.__name__ in declared.hidden:
            rules[record] = (*rules.get(record, ()), _from_people)
        elif kinds := declared.hidden_kinds.get(record.__name__):
            rules[record] = (*rules.get(record, ()), limited_to_kinds(_from_people, kinds))
    return evolve(visibility, rules=rules)


def _from_people(_: FromClause, reader: Reader) -> ColumnElement[bool]:
    found: ColumnElement[bool] = reader.role != SYSTEM_ROLE
    return found


def _is_unsure(route: Route, declared: DeclaredType | None) -> bool:
    """Whether a plugin that is gone could have refused a query."""
    if not issubclass(route.message, Query):
        return False
    return route.feature != _TOLD_TO_ALL if declared is None else route.name in declared.gated


def _gated(route: Route) -> Route:
    return evolve(route, gates=(Extension("runtime", _refuse_people), *route.gates))


def _refuse_people(context: "Context", _: Message[Any]) -> Deny | None:
    if context.role == SYSTEM_ROLE:
        return None
    return Deny(TYPE_MISSING, type_missing_text(context.community_type.name))
