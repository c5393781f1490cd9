"""What is refused of grants when a Kit is built."""

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen

from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.names import nearest_name
from commkit.runtime.model.types import (
    BANNED,
    DERIVED_ROLES,
    ROLE_ORDER,
    SYSTEM_ROLE,
    CommunityType,
    permission_name,
)

_GRANTED_NOTHING = frozenset({BANNED, SYSTEM_ROLE})
"""Roles for which a grant would be ignored: nobody of the one may do anything, the other may do everything."""


def check_grants(features: Sequence[Feature], types: Sequence[CommunityType]) -> None:
    """Check that roles and trust levels are granted what is there, and each permission in one place.

    Args:
        features: Of the whole Kit.
        types: Of the whole Kit.

    Raises:
        PluginError: A role is unknown, a permission is of no plugin or the host's alone, or is granted twice.
    """
    roles = {*ROLE_ORDER, *DERIVED_ROLES, *(role for made in types for role in made.roles)}
    known = _permissions(features)
    for feature in features:
        for permission in feature.system_only:
            if permission.partition(".")[0] != feature.plugin:
                raise misdeclared(
                    feature.plugin,
                    f"{feature.name!r} keeps {permission!r} for the host, which is not its own",
                )
        _check_agent_rules(feature)
        _check_facts(feature, known)
        for role, permissions in feature.grants.items():
            if role not in roles:
                raise misdeclared(
                    feature.plugin,
                    f"{feature.name!r} grants to the role {role!r}, which no type has; known are: "
                    f"{', '.join(sorted(roles))}",
                )
            known.check(feature.plugin, f"{feature.name!r}", permissions, to_system=role == SYSTEM_ROLE)
        _check_granted_to(feature, features, roles)
    for made in types:
        for name, declared in made.roles.items():
            if declared.like is not None and (
                declared.like not in {*ROLE_ORDER, *made.roles} or declared.like == SYSTEM_ROLE
            ):
                raise misdeclared(
                    made.name, f"the role {name!r} builds on {declared.like!r}, which is no role here"
                )
            known.check(made.name, f"the role {name!r}", declared.grants)
        for level in made.trust:
            known.check(made.name, f"the trust level {level.name!r}", level.grants)


def _permissions(features: Sequence[Feature]) -> "_Permissions":
    """The permissions that there are: messages ask for them, or the plugin that asks for them grants them itself."""
    system_only = frozenset(permission for feature in features for permission in feature.system_only)
    asked = {message.permission for feature in features for message, _ in feature.handlers}
    by_messages = {m.permission for feature in features for m, _ in feature.handlers if m.granted_to}
    granted = {
        permission_name(permission)
        for feature in features
        for permissions in feature.grants.values()
        for permission in permissions
        if permission.partition(".")[0] == feature.plugin
    }
    # A granted name that no message asks for, and that is spelled almost like a permission that is granted to nobody,
    # is a typing error.
    missed = sorted(asked - granted - by_messages - system_only)
    mistyped = {name for name in granted - asked if difflib.get_close_matches(name, missed, n=1, cutoff=0.8)}
    plugins = frozenset(feature.plugin for feature in features)
    return _Permissions(plugins, system_only, frozenset(asked | granted | system_only) - mistyped)


def _check_agent_rules(feature: Feature) -> None:
    """Check that what a feature says of agents is about permissions of its own messages or grants."""
    own = {message.permission for message, _ in feature.handlers}
    own |= {permission_name(p) for given in feature.grants.values() for p in given}
    for permission in (*feature.persons_only, *feature.explicit_permissions):
        if permission not in own:
            raise misdeclared(
                feature.plugin,
                f"{feature.name!r} says of agents {permission!r}, which is no permission of its own; name one "
                "without `:own` or `:space`",
            )


def _check_facts(feature: Feature, known: "_Permissions") -> None:
    """Check that there is the permission by which each fact is told, without which nobody would be."""
    for fact in feature.facts:
        if fact.visible_to is not None and fact.visible_to not in known.declared:
            raise misdeclared(
                feature.plugin,
                f"{fact.__name__} is visible to {fact.visible_to!r}, which is no permission; name that of the query "
                "that shows the same, or None",
            )


def _check_granted_to(feature: Feature, features: Sequence[Feature], roles: set[str]) -> None:
    """Check that each permission is granted in one place: by messages that agree, or by `grants`."""
    own = [known for known in features if known.plugin == feature.plugin]
    explicit = {permission_name(p) for known in own for given in known.grants.values() for p in given}
    told = {message: message.granted_to for known in own for message, _ in known.handlers}
    for message, _ in feature.handlers:
        role: Any = message.granted_to  # what is written there may be anything
        name = message.__name__
        if role is None:
            continue
        if role == SYSTEM_ROLE:
            raise misdeclared(
                feature.plugin,
                f"{name} is granted to {role!r}, above which no role is; where only the host sends it, leave out "
                f"`granted_to`, and say Feature(grants={{{role!r}: {{{message.permission!r}}}}}, "
                f"system_only=({message.permission!r},))",
            )
        if not isinstance(role, str) or role not in roles - _GRANTED_NOTHING:
            raise misdeclared(
                feature.plugin,
                f"{name} is granted to {role!r}, which is no role that can be granted anything; known are: "
                f"{', '.join(sorted(roles - _GRANTED_NOTHING))}",
            )
        if message.permission in explicit:
            raise misdeclared(
                feature.plugin,
                f"{name} says `granted_to`, and Feature(grants=...) grants {message.permission!r} too; say it once",
            )
        for other, its in told.items():
            if other.permission == message.permission and its not in (None, role):
                raise misdeclared(
                    feature.plugin,
                    f"{name} is granted to {role!r} and {other.__name__} to {its!r}, with one permission, "
                    f"{message.permission!r}; name one role, or two permissions",
                )


@frozen
class _Permissions:
    """What may be granted.

    Attributes:
        plugins: The names that a permission may begin with.
        system_only: The permissions that the host alone holds.
        declared: Every permission that there is.
    """

    plugins: frozenset[str]
    system_only: frozenset[str]
    declared: frozenset[str]

    def check(self, plugin: str, who: str, permissions: Iterable[str], *, to_system: bool = False) -> None:
        """Check what somebody is granted.

        Raises:
            PluginError: It is no permission of an installed plugin, or the host alone holds it.
        """
        if isinstance(permissions, str):
            raise misdeclared(plugin, f"{who} grants the text {permissions!r}; give a set of permissions")
        for permission in permissions:
            if permission.partition(".")[0] not in self.plugins or "." not in permission:
                raise misdeclared(
                    plugin,
                    f"{who} grants {permission!r}; a permission begins with the name of an installed plugin",
                )
            name = permission_name(permission)
            if name not in self.declared:
                near = nearest_name(name, self.declared)
                told = f"did you mean {near!r}?" if near else "no message asks for it: take it out"
                raise misdeclared(plugin, f"{who} grants {permission!r}, which is no permission here; {told}")
            if not to_system and name in self.system_only:
                raise misdeclared(
                    plugin, f"{who} grants {permission!r}, which only the host itself holds: take it out"
                )
