"""How shares of voice are computed; no database."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil

from attrs import frozen

from commkit import MemberId
from commkit.statistics import Share, absence_factor, gini, share_of
from commkit_topical.voices.records import VoiceShare

LEAST_PEOPLE = 5
"""Of fewer people nothing is told."""
ACTIVATED_WITHIN = timedelta(days=14)
RETURNED_FROM, RETURNED_UNTIL = timedelta(days=7), timedelta(days=35)


@frozen
class Voice:
    """How often somebody contributes.

    Attributes:
        member: Who.
        staff: Whether they belong to the company.
        role: Their role now.
        count: How often.
    """

    member: MemberId
    staff: bool
    role: str
    count: int

    @property
    def is_member_only(self) -> bool:
        """Whether they are neither staff nor hold a role."""
        return not self.staff and self.role == "member"


def voice_share(voices: Sequence[Voice]) -> VoiceShare | None:
    """Who contributes; None where it is fewer than five people.

    Args:
        voices: One for each of them who contributes at all.
    """
    if len(voices) < LEAST_PEOPLE:
        return None
    counts = sorted((voice.count for voice in voices), reverse=True)
    whole = sum(counts)
    staff = sum(voice.count for voice in voices if voice.staff)
    members = sum(voice.count for voice in voices if voice.is_member_only)
    return VoiceShare(
        count=whole,
        people=len(voices),
        staff=_share(staff, whole),
        stewards=_share(whole - staff - members, whole),
        members=_share(members, whole),
        top_one=_share(counts[0], whole),
        top_tenth=_share(sum(counts[: ceil(len(counts) / 10)]), whole),
        gini=gini(counts) or 0.0,
        absence_factor=absence_factor(counts),
    )


def told_share(hits: int, n: int) -> Share | None:
    """A share of people; None where they are fewer than five."""
    return share_of(hits, n) if n >= LEAST_PEOPLE else None


def _share(hits: int, n: int) -> Share:
    found = share_of(hits, n)
    if found is None:
        raise ValueError("a share of nothing")
    return found
