"""How the holding of a permission is explained."""

from collections.abc import Iterator

from commkit.explaining.grants.policy import grant_sources
from commkit.explaining.grants.records import GrantSource
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.model.traces import RuleOutcome, TraceStep
from commkit.runtime.model.types import DERIVED_ROLES
from commkit.runtime.sessions.context import Context

_SOME = {"own": "what is their own", "space": "what stands in a space that they moderate"}
"""Of which objects a permission may hold, by the end of its name."""
_ANSWERS = {
    ("their own", True): "it is",
    ("their own", False): "it is not theirs",
    ("their space", True): "it stands in a space that they moderate",
    ("their space", False): "it stands in no space that they moderate",
}


def explain_permission(
    context: Context, permission: str, record: object, *, is_secret: bool = False
) -> Iterator[TraceStep]:
    """Explain whether the one who looks holds a permission, and what grants it or would.

    Args:
        context: The context, viewing as the person that the question is about.
        permission: The permission.
        record: The record that it is about; None for such records at large.
        is_secret: Whether not everybody may see whose that record is.
    """
    mine = context.membership
    trust = mine.trust_level if mine is not None else 0
    features = context.registry.features

    def source_of(permission: str) -> GrantSource | None:
        return next(
            grant_sources(context.dispatch, features, permission, role=context.role, trust=trust), None
        )

    rule = f"permission {permission!r}"
    if permission in context.grants:
        grant = source_of(permission)
        assert grant is not None
        yield TraceStep(rule, True, f"{grant.source!r} grants it to {grant.grantee}", grant.source)
    elif held := [whose for whose in _SOME if f"{permission}:{whose}" in context.grants]:
        by_space = record is not None and "space" in held and context.moderates(record)
        whose = "space" if by_space else held[0]
        grant = source_of(f"{permission}:{whose}") or source_of(permission)  # an agent's may be narrowed
        assert grant is not None
        granted = f"{grant.source!r} grants it to {grant.grantee} for {_SOME[whose]}"
        yield TraceStep(rule, True, granted, grant.source)
        narrowed = "their own" if "own" in held else "their space"
        if record is None:
            answer = "it depends on whose the object is" if "own" in held else "it depends on where it stands"
            yield TraceStep(narrowed, RuleOutcome.LATER, answer, grant.source)
        else:
            is_theirs = context.can(permission, record)
            yield TraceStep(
                narrowed, is_theirs, _ANSWERS[narrowed, is_theirs], grant.source, private=is_secret
            )
    elif context.agent is not None and (grant := source_of(permission)) is not None:
        yield TraceStep(
            rule,
            False,
            f"{grant.source!r} grants it to {grant.grantee}, but this agent's scopes do not include it, "
            "or whom it acts for does not hold it",
            "members",
        )
    else:
        yield TraceStep(
            rule,
            False,
            f"the role {context.role!r} lacks it{_who_holds(context.dispatch, permission)}",
            "members",
        )


def _who_holds(table: DispatchTable, permission: str) -> str:
    """A phrase that names the roles and trust levels that hold a permission."""
    roles = [
        role
        for role in dict.fromkeys(role for role, _ in table.grants)
        if permission in table.grants[role, 0] and role not in DERIVED_ROLES
    ]
    levels = [repr(level.name) for level in table.community_type.trust if permission in level.grants]
    holders = [f"the roles {', '.join(roles)}"] if roles else []
    holders += [f"members trusted as {', '.join(levels)}"] if levels else []
    return f"; those who have it: {' and '.join(holders)}" if holders else "; nobody but the host has it"
