"""Whether a member has earned a privilege, and what is missing; no database."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from commkit import Command
from commkit.statistics import share_of
from commkit_reputation.privileges.records import (
    Privilege,
    PrivilegeRequirement,
    PrivilegeSettings,
    Standing,
)


def as_here(privilege: Privilege, settings: PrivilegeSettings, *, founding: bool) -> Privilege:
    """A privilege as it is earned in one community.

    Args:
        privilege: As it is declared.
        settings: The community's.
        founding: Whether the founding time of this privilege lasts: then points are enough, and few of them.
    """

    def scaled(points: int | None) -> int | None:
        return -(-points * settings.points_percent // 100) if points else points

    points, kept = scaled(privilege.min_points) or 0, scaled(privilege.keep_points)
    if not founding or privilege.founding_points is None:
        return evolve(privilege, min_points=points, keep_points=kept, founding_points=None)
    return evolve(
        privilege,
        min_points=min(privilege.founding_points, points),
        min_evidence=0,
        min_ratio=None,
        keep_points=None,
        keep_ratio=None,
        founding_points=None,
    )


def takes(privilege: Privilege, command: Command[Any]) -> bool:
    """Whether a command takes a privilege, whoever sends it."""
    return isinstance(command, privilege.messages) and all(
        getattr(command, name) in values for name, values in privilege.where.items()
    )


def requirements_of(
    privilege: Privilege, standing: Standing, *, had: bool
) -> tuple[PrivilegeRequirement, ...]:
    """What a privilege takes, and how far a member meets it.

    Args:
        privilege: The privilege.
        standing: What the member has.
        had: Whether they had it until now: then what it takes to keep it.
    """
    return tuple(_requirements(privilege, standing, had=had))


def _requirements(privilege: Privilege, standing: Standing, *, had: bool) -> Iterator[PrivilegeRequirement]:
    points = privilege.keep_points if had and privilege.keep_points is not None else privilege.min_points
    ratio = privilege.keep_ratio if had and privilege.keep_ratio is not None else privilege.min_ratio
    sample = standing.positive + standing.negative
    if privilege.min_points:
        yield _at_least("points, at least", points, standing.points)
    if privilege.min_evidence:
        yield _at_least("pieces of evidence about quality, at least", privilege.min_evidence, sample)
    if ratio is not None:
        share = share_of(standing.positive, standing.positive + standing.negative)
        low = share.low if share is not None else 0.0
        rule = f"lower bound of the share of positive evidence (Wilson, 95 %, n = {sample}), at least"
        yield _at_least(rule, ratio, low)


def _at_least(rule: str, required: float, actual: float) -> PrivilegeRequirement:
    return PrivilegeRequirement(rule=rule, required=required, actual=actual, met=actual >= required)


def is_earned(privilege: Privilege, standing: Standing, *, had: bool) -> bool:
    """Whether a member has a privilege now; the arguments are those of `requirements_of`."""
    return all(each.met for each in requirements_of(privilege, standing, had=had))


def told(number: float) -> str:
    """A number as people read it: whole ones whole, shares with four digits."""
    return str(int(number)) if float(number).is_integer() else f"{number:.4f}"


def missing(privilege: Privilege, standing: Standing, *, had: bool) -> str:
    """What a member lacks for a privilege, in words; empty for nothing."""
    return "; ".join(
        f"{each.rule}: {told(each.required)}, you have {told(each.actual)}"
        for each in requirements_of(privilege, standing, had=had)
        if not each.met
    )
