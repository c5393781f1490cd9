"""A contest, its criteria, its judges, and why it was opened again."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId, Text
from commkit.members import Author
from commkit.storage import Erasure, Person, Personal, Plain

ContestId = NewType("ContestId", UUID)
"""The id of a contest."""


class ContestState(StrEnum):
    """Where a contest is."""

    OPEN = "open"
    """Members enter."""
    JUDGING = "judging"
    """Judges mark the entries, each by themselves."""
    CLOSED = "closed"
    """The marks are final; judges see each other's."""
    PUBLISHED = "published"
    """Everybody sees the entries, whose they are, and their places."""
    CANCELLED = "cancelled"
    """It was called off before there was a result."""


class Calibration(StrEnum):
    """How marks of judges who are more or less strict are made comparable."""

    NONE = "none"
    """Marks count as they were given."""
    ADDITIVE = "additive"
    """What a judge gives more or less than others for the same entries is taken off (least squares)."""
    STANDARD = "standard"
    """As before, and a judge who uses less of the scale is stretched: standard scores."""


class ContestTieRule(StrEnum):
    """Who comes first of entries with equal scores."""

    SHARED = "shared"
    """Nobody: they share the place, and the next one is left out (1, 2, 2, 4)."""
    HEAVIEST = "heaviest"
    """The one with the better score by the criterion of the highest weight, the first of several; else they share."""
    EARLIEST = "earliest"
    """The one that was entered first."""


@frozen
class Contest:
    """A contest.

    Attributes:
        id: Its id.
        title: What it is called.
        brief: What is asked for, as Markdown.
        organiser: Who opened it and runs it.
        state: Where it is.
        blind: Whether judges are not told whose an entry is until the result is published.
        calibration: How marks are made comparable.
        ties: Who comes first of equals.
        entries_each: How many entries a member may have.
        scale: Marks are whole numbers from 1 to this.
        marks_needed: How many judges must have marked an entry for it to have a place.
        opened_at: When it was opened.
        enter_until: Until when members enter; at that moment it is too late.
        mark_until: Until when judges mark, likewise.
        published_at: When its result was published; None while it is not.
    """

    id: ContestId
    title: Annotated[str, Plain(max=200, multiline=False)]
    brief: Annotated[str, Plain(max=20_000)]
    organiser: Annotated[MemberId, Person(owns=False)]
    state: ContestState
    blind: bool
    calibration: Calibration
    ties: ContestTieRule
    entries_each: int
    scale: int
    marks_needed: int
    opened_at: datetime
    enter_until: datetime
    mark_until: datetime
    published_at: datetime | None


@frozen
class ContestCriterionDraft:
    """A criterion of a contest that is to be opened.

    Attributes:
        name: What is marked.
        weight: How much it counts, 1 to 100.
    """

    name: Annotated[str, Text(max=100, multiline=False)]
    weight: int = 1


@frozen
class ContestCriterion:
    """A criterion by which the entries of a contest are marked.

    Attributes:
        contest: The contest.
        number: Its position, from 1.
        name: What is marked.
        weight: How much it counts, 1 to 100.
    """

    contest: ContestId
    number: int
    name: Annotated[str, Plain(max=100, multiline=False)]
    weight: int


@frozen
class ContestJudge:
    """That a member judges a contest.

    Attributes:
        contest: The contest.
        member: Who.
        since: From when on.
    """

    contest: ContestId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    since: datetime


@frozen
class ContestReopening:
    """That the marks of a contest were opened again, and a result that it had was taken back.

    Attributes:
        contest: The contest.
        number: Its position, from 1.
        by: Who did it; None for the host.
        reason: Why, for everybody.
        published: Whether a result was published until then.
        at: When.
    """

    contest: ContestId
    number: int
    by: Annotated[MemberId | None, Person(owns=False)]
    reason: Annotated[str, Personal(of="by", max=2_000)]
    published: bool
    at: datetime


@frozen
class ContestView:
    """A contest as its page shows it.

    Attributes:
        contest: The contest.
        criteria: Its criteria, in their order.
        judges: Who judges it.
        entries: How many entries of it the reader sees, without those for calibration.
        reopenings: How often, and why, its marks were opened again.
    """

    contest: Contest
    criteria: tuple[ContestCriterion, ...]
    judges: tuple[Author, ...]
    entries: int
    reopenings: tuple[ContestReopening, ...]


@frozen
class JudgeProgress:
    """How far a judge is.

    Attributes:
        member: Who.
        marked: How many entries they have marked, those for calibration among them.
        entries: How many there are for them: without their own, and without those of a conflict of interest.
    """

    member: MemberId
    marked: int
    entries: int
