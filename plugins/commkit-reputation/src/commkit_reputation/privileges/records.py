"""Privileges as types declare them, and what a member has of one."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from attrs import field, frozen

from commkit import Command, FieldError, Invalid, MemberId
from commkit.statistics import Share


@frozen(kw_only=True)
class Privilege:
    """What a member may do who has earned it; a type or a feature declares it.

    Grant the permissions of the commands to members: the privilege narrows it to those who have earned it, and to
    those who hold `reputation.pass_privileges`, as stewards do. Name every command of such a permission. Where a plugin
    asks itself, with `has_earned` and `earned`, name the permission instead, and grant it to staff alone.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        summary: What it allows, a few words for people.
        messages: The commands.
        permission: A permission that its plugin asks for by `has_earned`; empty for none.
        where: Only commands whose fields have one of these values take it: `{"reaction": ("down",)}`.
        spares_author: The field of the commands that names a post whose author needs none; empty where they do.
        min_points: The points that it takes.
        min_evidence: Evidence that says something about quality: how much it takes, at least.
        min_ratio: The share of positive evidence: what its lower bound (Wilson, 95 %) must reach, 0 to 1. None where
            quality does not matter.
        keep_points: Who has it loses it below so many points; below `min_points` where it is left out.
        keep_ratio: The same for the lower bound of the share.
        founding_points: Points that are enough, whatever the quality, until as many members have earned it as the
            settings say (`founding_holders`); None where it takes the same from the first day on.

    Raises:
        Invalid: It allows nothing, takes nothing, names a field that a command lacks, or is harder to keep than to earn
            (`reputation.bad_privilege`).
    """

    name: str
    summary: str
    messages: tuple[type[Command[Any]], ...] = ()
    permission: str = ""
    where: Mapping[str, tuple[str, ...]] = field(factory=dict)
    spares_author: str = ""
    min_points: int = 0
    min_evidence: int = 0
    min_ratio: float | None = None
    keep_points: int | None = None
    keep_ratio: float | None = None
    founding_points: int | None = None

    def __attrs_post_init__(self) -> None:
        if faults := [*self._faults_of_commands(), *self._faults_of_numbers()]:
            raise Invalid(faults, code="reputation.bad_privilege")

    def _faults_of_commands(self) -> Iterator[FieldError]:
        if not (self.messages or self.permission):
            yield FieldError("messages", "required", "name the commands that it allows, or a permission")
        named = dict.fromkeys(self.where, "where")
        if self.spares_author:
            named[self.spares_author] = "spares_author"
        for name, of in named.items():
            lacking = [each.__name__ for each in self.messages if name not in _fields_of(each)]
            if lacking or not self.messages:
                yield FieldError(of, "no_such_field", f"{', '.join(lacking) or 'no command'} has {name!r}")

    def _faults_of_numbers(self) -> Iterator[FieldError]:
        if not (self.min_points or self.min_evidence or self.min_ratio is not None):
            yield FieldError("min_points", "required", "say what it takes")
        for name in ("min_ratio", "keep_ratio"):
            ratio = getattr(self, name)
            if ratio is not None and not 0 <= ratio <= 1:
                yield FieldError(name, "out_of_range", "give 0 to 1")
        if self.keep_points is not None and self.keep_points > self.min_points:
            yield FieldError("keep_points", "out_of_range", "give at most `min_points`")
        if self.keep_ratio is not None and (self.min_ratio is None or self.keep_ratio > self.min_ratio):
            yield FieldError("keep_ratio", "out_of_range", "give at most `min_ratio`")
        if self.founding_points is not None and not 1 <= self.founding_points <= self.min_points:
            yield FieldError("founding_points", "out_of_range", "give 1 to `min_points`")


def _fields_of(command: Any) -> Mapping[str, Any]:
    return attrs.fields_dict(command)


@frozen
class PrivilegeSettings:
    """What privileges take here, compared with what the community's type declares.

    Attributes:
        points_percent: The points that a privilege takes, in percent of those that are declared; 1 to 1,000. The
            quality that it takes stays as it is declared.
        founding_holders: How many members must have earned a privilege until `founding_points` are not enough for it
            any more; 1 to 100. It is counted once: then they never are again.

    Raises:
        Invalid: A number is out of its range (`reputation.bad_settings`).
    """

    points_percent: int = 100
    founding_holders: int = 3

    def __attrs_post_init__(self) -> None:
        faults = [
            FieldError(name, "out_of_range", f"give 1 to {most:,}")
            for name, most in (("points_percent", 1_000), ("founding_holders", 100))
            if not 1 <= getattr(self, name) <= most
        ]
        if faults:
            raise Invalid(faults, code="reputation.bad_settings")


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
        founding: Whether the points of the founding time are enough for it still.
        share: The share of positive evidence, with its sample size and interval; None where there is no evidence.
        requirements: What it takes. For who has it these are the requirements to keep it, which may be lower.
    """

    member: MemberId
    name: str
    summary: str
    held: bool
    founding: bool
    share: Share | None
    requirements: tuple[PrivilegeRequirement, ...]
