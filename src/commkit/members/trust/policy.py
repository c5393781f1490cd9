"""How trust is earned and lost: the requirements of the type's levels over what a member contributed."""

from collections.abc import Sequence
from datetime import datetime

from commkit.members.records import Membership
from commkit.members.trust.records import TrustRequirement, TrustTrace
from commkit.runtime.model.types import TrustLevel


def evaluate_trust(levels: Sequence[TrustLevel], member: Membership, now: datetime) -> TrustTrace:
    """Find the highest level of which all requirements are met, and those of every level below it.

    Args:
        levels: The type's levels, from 0 upwards.
        member: Whose contributions count.
        now: The time at which their age as a member is taken.
    """
    steps: list[TrustRequirement] = []
    earned = 0
    unbroken = True
    for number, level in enumerate(levels):
        requirements = _requirements(level, member, now)
        steps += requirements
        unbroken = unbroken and all(step.met for step in requirements)
        if unbroken:
            earned = number
    return TrustTrace(member.id, earned, levels[earned].name if levels else "", tuple(steps))


def _requirements(level: TrustLevel, member: Membership, now: datetime) -> list[TrustRequirement]:
    age = now - member.joined_at
    return [
        TrustRequirement(level.name, "posts that stand, at least", str(level.posts), str(member.post_count),
                  member.post_count >= level.posts),
        TrustRequirement(level.name, "reactions received, at least", str(level.reactions), str(member.reaction_count),
                  member.reaction_count >= level.reactions),
        TrustRequirement(level.name, "posts taken down, at most", str(level.removed), str(member.removed_count),
                  member.removed_count <= level.removed),
        TrustRequirement(level.name, "days since joining, at least", str(level.age.days), str(age.days), age >= level.age),
    ]  # fmt: skip
