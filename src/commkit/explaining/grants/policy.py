"""Where permissions come from: features, the type, the roles that a role includes, the trust levels."""

from collections.abc import Iterator, Mapping, Sequence

from commkit.explaining.grants.records import GrantSource
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import (
    BANNED,
    DERIVED_ROLES,
    MEMBER,
    OUTSIDER,
    ROLE_ORDER,
    SILENCED,
    SUSPENDED,
    VISITOR,
    CommunityType,
)


def grant_sources(
    table: DispatchTable, features: Mapping[str, Feature], permission: str, *, role: str, trust: int
) -> Iterator[GrantSource]:
    """Find everything that grants a permission to a role at a trust level, the nearest first.

    Args:
        table: The dispatch table of the community's type.
        features: Every feature of the Kit; those that the community lacks are left out.
        permission: The permission, with `:own` where it is granted so.
        role: The role.
        trust: The trust level.
    """
    type = table.community_type
    if (role, 0) not in table.grants:
        role = MEMBER
    for name, adds in _role_chain(type, role, tuple(type.roles)):
        if adds and permission in type.roles[name].grants:
            yield GrantSource(type.name, f"the role {name!r}")
        for feature in table.features:
            if permission in features[feature].all_grants.get(name, ()) and name != BANNED:
                yield GrantSource(feature, f"the role {name!r}")
    if role not in DERIVED_ROLES:
        for level in type.trust[: trust + 1]:
            if permission in level.grants:
                yield GrantSource(type.name, f"members trusted as {level.name!r}")


def _role_chain(type: CommunityType, role: str, declared: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The role and those it includes, the nearest first; and whether the type's additions to each of them count.

    A type's additions to a role count for the roles like it that are declared later.
    """
    adds = role in declared
    yield role, adds
    lower = ROLE_ORDER[: ROLE_ORDER.index(role)] if role in ROLE_ORDER else ()
    if role in (SILENCED, SUSPENDED):
        lower = (OUTSIDER, VISITOR)
    for name in reversed(lower):
        yield name, False
    if adds:
        like = type.roles[role].like or (role if role in ROLE_ORDER else MEMBER)
        if like != role:
            yield from _role_chain(type, like, declared[: declared.index(role)])
