"""The rules of parties that need no database."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from commkit import FieldError, Invalid, MemberId
from commkit_gaming.looking_for_group.records import PartyMember, PartySlot

SHORTEST = timedelta(minutes=10)
"""How long a party looks for members at least."""
_DAY = timedelta(days=1)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


def normal_language(tag: str) -> str:
    """A language tag in small letters, as tags are compared.

    Raises:
        Invalid: It is no tag of BCP 47.
    """
    found = tag.strip().lower()
    if not _LANGUAGE.fullmatch(found):
        raise Invalid.field("language", "bad_language", "give a tag such as en or pt-BR")
    return found


def checked_time(lasts: timedelta | None, longest: timedelta) -> timedelta:
    """How long a party looks for members.

    Raises:
        Invalid: It is too short or too long.
    """
    if lasts is None:
        return min(_DAY, longest)
    if not SHORTEST <= lasts <= longest:
        raise Invalid.field("lasts", "out_of_range", f"give 10 minutes to {longest}")
    return lasts


def check_places(slots: Mapping[str, int], role: str, roles: Sequence[str], largest: int) -> None:
    """Check the places of a party.

    Raises:
        Invalid: A role is unknown, one has no place, there are too few or too many, or the actor's role has none.
    """
    faults: list[FieldError] = []
    if not set(slots) <= set(roles):
        faults.append(FieldError("slots", "unknown_role", f"choose of: {', '.join(roles)}"))
    if not all(places >= 1 for places in slots.values()) or not 2 <= sum(slots.values()) <= largest:
        faults.append(
            FieldError("slots", "out_of_range", f"give 1 or more places of each role, 2 to {largest} in all")
        )
    if role not in slots:
        faults.append(FieldError("role", "no_place", "choose one of the roles that the party has places of"))
    if faults:
        raise Invalid(faults)


def next_owner(members: Iterable[PartyMember]) -> MemberId | None:
    """Who owns a party next: who is in it for the longest; None where nobody is left."""
    first = min(members, key=lambda each: (each.joined_at, each.member.int), default=None)
    return first.member if first is not None else None


def closest_in_skill(
    slots: Sequence[PartySlot],
    asking: Sequence[tuple[MemberId, str]],
    skills: Mapping[MemberId, float],
    inside: Sequence[MemberId],
) -> tuple[MemberId, ...]:
    """Who of those who ask could fill the free places: of each role those closest to the mean skill inside.

    Args:
        slots: The places.
        asking: Who asks for which role, in the order of time.
        skills: The skills that are known.
        inside: Who is in the party.
    """
    known = [skills[each] for each in inside if each in skills]
    mean = sum(known) / len(known) if known else None

    def distance(member: MemberId) -> float:
        return abs(skills[member] - mean) if mean is not None and member in skills else 0.0

    found: list[MemberId] = []
    for slot in slots:
        wanting: Any = [member for member, role in asking if role == slot.role]
        found += sorted(wanting, key=distance)[: slot.places - slot.taken]  # sorting keeps the order of time
    return tuple(found)
