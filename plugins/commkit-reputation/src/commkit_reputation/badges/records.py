"""Badges as types declare them, and as members have them."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit import FieldError, Invalid, MemberId

AwardId = NewType("AwardId", UUID)
"""The id of an award."""


class BadgeRank(StrEnum):
    """How much a badge takes."""

    BRONZE = "bronze"
    SILVER = "silver"
    GOLD = "gold"


class Over(StrEnum):
    """What the evidence for a badge is added up over."""

    MEMBER = "member"
    """All that is about one member."""
    THING = "thing"
    """All that is about one thing of theirs, such as a post."""


@frozen(kw_only=True)
class Badge:
    """A badge, and the rule by which it is awarded; a type or a feature declares it.

    The rule adds up the values of the evidence that counts: 1 for each piece, and for votes 1 or -1. To count facts
    that are worth no points, declare an `Evidence` of 0 points. A rule over things needs evidence; one without evidence
    asks for points alone.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        title: What it is called, for people.
        summary: What it is awarded for, one sentence.
        rank: Bronze, silver or gold.
        evidence: The names of the declared evidence that is added up.
        at_least: What the sum must be.
        over: What is added up: all of a member's, or each thing's.
        each: Of a rule over things: whether it is awarded for each thing, or once.
        min_points: The points that the member must have besides.
        kept: Whether it is kept when the rule does not hold any more. Where it is not, it is revoked.

    Raises:
        Invalid: The rule is none (`reputation.bad_badge`); with all faults.
    """

    name: str
    title: str
    summary: str
    rank: BadgeRank = BadgeRank.BRONZE
    evidence: tuple[str, ...] = ()
    at_least: int = 1
    over: Over = Over.MEMBER
    each: bool = False
    min_points: int | None = None
    kept: bool = True

    def __attrs_post_init__(self) -> None:
        faults = []
        if not self.evidence and (self.min_points is None or self.over is Over.THING):
            faults.append(FieldError("evidence", "required", "name the evidence that it is awarded for"))
        if self.at_least < 1:
            faults.append(FieldError("at_least", "out_of_range", "give 1 or more"))
        if self.each and self.over is not Over.THING:
            faults.append(FieldError("each", "no_things", "a badge for each thing is over things"))
        if faults:
            raise Invalid(faults, code="reputation.bad_badge")


@frozen(kw_only=True)
class BadgeInfo:
    """A badge that may be awarded here.

    Attributes:
        name: Its name.
        title: What it is called.
        summary: What it is awarded for.
        rank: Bronze, silver or gold.
        each: Whether a member may have it several times, for each thing once.
        kept: Whether it is kept when what it was awarded for does not hold any more.
    """

    name: str
    title: str
    summary: str
    rank: BadgeRank
    each: bool
    kept: bool


@frozen(kw_only=True)
class Award:
    """A badge that a member has.

    Attributes:
        id: Its id.
        badge: The name of the badge.
        title: What it is called.
        rank: Bronze, silver or gold.
        member: Who has it.
        about: The thing it was awarded for; None where it is for none, or for one that the reader may not see.
        awarded_at: When.
    """

    id: AwardId
    badge: str
    title: str
    rank: BadgeRank
    member: MemberId
    about: UUID | None
    awarded_at: datetime
