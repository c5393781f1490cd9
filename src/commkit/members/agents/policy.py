"""What scopes an agent may have, and what its membership is while that of whom it acts for falls."""

from collections.abc import Iterable

from attrs import evolve

from commkit.members.records import Membership
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.types import DERIVED_ROLES, MEMBER

MAX_SCOPES = 50
"""Scopes of an agent, at most."""


def check_scopes(dispatch: DispatchTable, scopes: Iterable[str]) -> tuple[str, ...]:
    """The scopes in order, each once.

    Args:
        dispatch: What there is in the community's type.
        scopes: As they were given.

    Raises:
        Invalid: One names no permission of the community, or one that no agent holds; all faults are listed.
    """
    found = tuple(sorted(set(scopes)))
    if len(found) > MAX_SCOPES:
        raise Invalid.field(
            "scopes", "too_many", f"give at most {MAX_SCOPES}; a beginning such as `posts.` helps"
        )
    faults = []
    for scope in found:
        if scope in dispatch.agent_rules.persons_only:
            faults.append(
                FieldError("scopes", "persons_only", f"leave out {scope!r}: only people may do that")
            )
        elif not any(
            name == scope or (scope.endswith(".") and name.startswith(scope)) for name in dispatch.permissions
        ):
            faults.append(
                FieldError(
                    "scopes",
                    "unknown_scope",
                    f"{scope!r} is no permission here, nor the beginning of one: `posts.`",
                )
            )
    if faults:
        raise Invalid(faults)
    return found


def bounded_by_principal(
    mine: Membership, role: str, principal: Membership | None, theirs: str
) -> tuple[Membership, str]:
    """The membership and role of an agent, as far as those of whom it acts for reach now.

    Args:
        mine: The agent's membership.
        role: The agent's role by it.
        principal: The membership of whom it acts for.
        theirs: The role of that member.
    """
    if role not in DERIVED_ROLES:
        role = theirs if theirs in DERIVED_ROLES else role if role == theirs else MEMBER
    return (
        evolve(
            mine,
            role=mine.role if role in DERIVED_ROLES else role,
            staff=mine.staff and principal is not None and principal.staff,
            trust_level=min(mine.trust_level, principal.trust_level if principal is not None else 0),
        ),
        role,
    )
