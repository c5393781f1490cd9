"""Where permissions come from: the features, the type, the roles that a role takes after, the levels of trust."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.traces import RuleOutcome, TraceStep
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
from commkit.runtime.sessions.context import Context


@frozen
class GrantSource:
    """What grants a permission.

    Attributes:
        source: The feature, or the community type.
        grantee: To whom: a role, or a level of trust.
    """

    source: str
    grantee: str


def grant_sources(
    table: DispatchTable, features: Mapping[str, Feature], permission: str, *, role: str, trust: int
) -> Iterator[GrantSource]:
    """Everything that grants a permission to a role at a level of trust, the nearest first.

    Args:
        table: Of the community.
        features: Every feature of the Kit; those that are not in the community are left out.
        permission: The permission, with its `:own` if that is meant.
        role: The role.
        trust: The level.
    """
    type = table.community_type
    if (role, 0) not in table.grants:
        role = MEMBER
    for name, adds in _role_chain(type, role, tuple(type.roles)):
        if adds and permission in type.roles[name].grants:
            yield GrantSource(type.name, f"the role {name!r}")
        for feature in table.features:
            if permission in features[feature].grants.get(name, ()) and name != BANNED:
                yield GrantSource(feature, f"the role {name!r}")
    if role not in DERIVED_ROLES:
        for level in type.trust[: trust + 1]:
            if permission in level.grants:
                yield GrantSource(type.name, f"members trusted as {level.name!r}")


def explain_permission(
    context: Context, permission: str, record: object, *, is_secret: bool = False
) -> Iterator[TraceStep]:
    """Whether the one who looks holds a permission, and what grants it or would.

    Args:
        context: Through their eyes.
        permission: The permission.
        record: For which record; None for such records at large.
        is_secret: Whether it is not told to everybody whose that record is.
    """
    mine = context.membership
    trust = mine.trust_level if mine is not None else 0
    features = context.registry.features

    def found(wish: str) -> GrantSource | None:
        return next(grant_sources(context.dispatch, features, wish, role=context.role, trust=trust), None)

    rule = f"permission {permission!r}"
    if permission in context.grants:
        grant = found(permission)
        assert grant is not None
        yield TraceStep(rule, True, f"{grant.source!r} grants it to {grant.grantee}", grant.source)
    elif f"{permission}:own" in context.grants:
        grant = found(f"{permission}:own")
        assert grant is not None
        granted = f"{grant.source!r} grants it to {grant.grantee} for what is their own"
        yield TraceStep(rule, True, granted, grant.source)
        if record is None:
            yield TraceStep("their own", RuleOutcome.LATER, "it depends on whose the object is", grant.source)
        else:
            is_theirs = context.can(permission, record)
            told = "it is" if is_theirs else "it is not theirs"
            yield TraceStep("their own", is_theirs, told, grant.source, private=is_secret)
    else:
        yield TraceStep(
            rule,
            False,
            f"the role {context.role!r} lacks it{_who_holds(context.dispatch, permission)}",
            "members",
        )


def _who_holds(table: DispatchTable, permission: str) -> str:
    """Who has it."""
    roles = [
        role
        for role in dict.fromkeys(role for role, _ in table.grants)
        if permission in table.grants[role, 0] and role not in DERIVED_ROLES
    ]
    levels = [repr(level.name) for level in table.community_type.trust if permission in level.grants]
    told = [f"the roles {', '.join(roles)}"] if roles else []
    told += [f"members trusted as {', '.join(levels)}"] if levels else []
    return f"; those who have it: {' and '.join(told)}" if told else "; nobody but the host has it"


def _role_chain(type: CommunityType, role: str, declared: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The role and those whose grants it has too, the nearest first; and whether what the type adds to it counts.

    What a type adds to a role counts for the roles like it that it declares later.
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
