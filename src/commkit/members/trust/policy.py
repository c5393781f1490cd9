"""How trust is earned and lost: the requirements of the type's levels over what a member contributed."""

from collections.abc import Sequence
from datetime import datetime

from commkit.members.records import Membership, MembershipKind
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
    def requirement(rule: str, required: int, actual: int, *, met: bool) -> TrustRequirement:
        return TrustRequirement(level.name, rule, str(required), str(actual), met)

    age = now - member.joined_at
    posts, reactions, removed = member.post_count, member.reaction_count, member.removed_count
    return [
        requirement("visible posts, at least", level.posts, posts, met=posts >= level.posts),
        requirement(
            "reactions received, at least", level.reactions, reactions, met=reactions >= level.reactions
        ),
        requirement("removed posts, at most", level.removed, removed, met=removed <= level.removed),
        requirement("days since joining, at least", level.age.days, age.days, met=age >= level.age),
    ]


def earned_level(levels: Sequence[TrustLevel], member: Membership, now: datetime) -> int:
    """The level that a member has earned; an agent loses trust, and earns none: trust is for people.

    Args:
        levels: The levels of the community's type.
        member: The member.
        now: The present moment.
    """
    earned = evaluate_trust(levels, member, now).level
    return min(earned, member.trust_level) if member.kind is MembershipKind.AGENT else earned
