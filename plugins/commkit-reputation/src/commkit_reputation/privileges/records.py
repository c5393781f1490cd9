"""Privileges as types declare them, and what a member has of one."""

from typing import Any

from attrs import frozen

from commkit import Command, FieldError, Invalid, MemberId
from commkit.statistics import Share


@frozen(kw_only=True)
class Privilege:
    """Commands that a member may send who has earned it; a type or a feature declares it.

    Grant the permissions of the commands to members: the privilege narrows it to those who have earned it, and to
    those who hold `reputation.pass_privileges`, as stewards do. Name every command of such a permission.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        summary: What it allows, a few words for people.
        messages: The commands.
        min_points: The points that it takes.
        min_evidence: Evidence that says something about quality: how much it takes, at least.
        min_ratio: The share of positive evidence: what its lower bound (Wilson, 95 %) must reach, 0 to 1. None where
            quality does not matter.
        keep_points: Who has it loses it below so many points; below `min_points` where it is left out.
        keep_ratio: The same for the lower bound of the share.

    Raises:
        Invalid: It names no command, takes nothing, or is harder to keep than to earn (`reputation.bad_privilege`).
    """

    name: str
    summary: str
    messages: tuple[type[Command[Any]], ...]
    min_points: int = 0
    min_evidence: int = 0
    min_ratio: float | None = None
    keep_points: int | None = None
    keep_ratio: float | None = None

    def __attrs_post_init__(self) -> None:
        faults = []
        if not self.messages:
            faults.append(FieldError("messages", "required", "name the commands that it allows"))
        if not (self.min_points or self.min_evidence or self.min_ratio is not None):
            faults.append(FieldError("min_points", "required", "say what it takes"))
        for name in ("min_ratio", "keep_ratio"):
            ratio = getattr(self, name)
            if ratio is not None and not 0 <= ratio <= 1:
                faults.append(FieldError(name, "out_of_range", "give 0 to 1"))
        if self.keep_points is not None and self.keep_points > self.min_points:
            faults.append(FieldError("keep_points", "out_of_range", "give at most `min_points`"))
        if self.keep_ratio is not None and (self.min_ratio is None or self.keep_ratio > self.min_ratio):
            faults.append(FieldError("keep_ratio", "out_of_range", "give at most `min_ratio`"))
        if faults:
            raise Invalid(faults, code="reputation.bad_privilege")


@frozen
class Standing:
    """What decides about privileges.

    Attributes:
        points: The points of a member, at least the floor.
        positive: Evidence that speaks for the quality of what they do: how many.
        negative: Evidence against it: how many.
    """

    points: int
    positive: int
    negative: int


@frozen(kw_only=True)
class PrivilegeRequirement:
    """One requirement of a privilege, and how far a member meets it.

    Attributes:
        rule: What is required, such as `points, at least`.
        required: How much of it.
        actual: How much the member has.
        met: Whether that is enough.
    """

    rule: str
    required: float
    actual: float
    met: bool


@frozen(kw_only=True)
class PrivilegeStatus:
    """What a member has of a privilege, and what is missing.

    Attributes:
        member: Who.
        name: The name of the privilege.
        summary: What it allows.
        held: Whether they have earned it.
        share: The share of positive evidence, with its sample size and interval; None where there is no evidence.
        requirements: What it takes. For who has it these are the requirements to keep it, which may be lower.
    """

    member: MemberId
    name: str
    summary: str
    held: bool
    share: Share | None
    requirements: tuple[PrivilegeRequirement, ...]
