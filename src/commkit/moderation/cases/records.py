"""Cases, reports and detections."""

from datetime import datetime, timedelta
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.moderation.appeals.records import Appeal
from commkit.moderation.decisions.records import Decision, ModerationAction
from commkit.moderation.strikes.records import Strike
from commkit.runtime.model.ids import MemberId

CaseId = NewType("CaseId", UUID)
"""The id of a case."""
ReportId = NewType("ReportId", UUID)
"""The id of a report."""


@frozen
class Case:
    """The reports, detections and appeals about one object. Each object has at most one case; it is reopened as needed.

    Attributes:
        id: Its id.
        record: The class name of the object.
        object: The id of the object.
        owner: The member to whom the object belongs, who never sees the case; None for nobody.
        priority: How urgent it is: the sum of the weights of what came in since it was opened.
        reports: Open reports.
        detections: Detections of checks since the last decision.
        appeals: Open appeals.
        held: Whether the object is hidden until the case is decided.
        opened_at: When it was last opened.
        closed_at: When everything in it was decided; None while it is open.
        claimed_by: The moderator who works on it.
        claimed_until: When their claim ends.
    """

    id: CaseId
    record: str
    object: UUID
    owner: MemberId | None
    priority: int
    reports: int
    detections: int
    appeals: int
    held: bool
    opened_at: datetime
    closed_at: datetime | None
    claimed_by: MemberId | None
    claimed_until: datetime | None


@frozen
class Report:
    """A member reports an object.

    Attributes:
        id: Its id.
        record: The class name of the object.
        object: The id of the object.
        reporter: The member who reported it; shown to that member and to moderators only.
        reason: One of the community's reasons.
        note: The reporter's explanation; empty for none.
        at: When it was reported.
        closed_at: When it was decided; None before.
        outcome: What was decided; None before.
        handed_over: The reported text as it was, where the object stands for an audience: moderators need not see that
            themselves, and see nothing else of it. Empty otherwise.
    """

    id: ReportId
    record: str
    object: UUID
    reporter: MemberId | None
    reason: str
    note: str
    at: datetime
    closed_at: datetime | None
    outcome: ModerationAction | None
    handed_over: str = ""


@frozen
class Detection:
    """What a check found in an object.

    Attributes:
        check: `length`, `links`, `repeat`, `words`, `lookalikes`, `rate` or `review`; `before` and `checked` for what
            waits before it is published, and in which nothing was found.
        evidence: What it found, one sentence.
        at: When.
    """

    check: str
    evidence: str
    at: datetime


@frozen
class CaseFile:
    """A case with everything in it.

    Attributes:
        case: The case.
        reports: Its open reports, the oldest first; at most 100.
        detections: The detections of checks, the newest first; at most 100. They quote the object: a moderator who may
            not see it, since it has an audience, gets none, and knows what the reports hand over.
        decisions: Earlier decisions about the object, the newest first; at most 100.
        appeals: Its open appeals, the oldest first; at most 100.
        strikes: The owner's strikes that count now.
    """

    case: Case
    reports: tuple[Report, ...]
    detections: tuple[Detection, ...]
    decisions: tuple[Decision, ...]
    appeals: tuple[Appeal, ...]
    strikes: tuple[Strike, ...]


@frozen
class ModeratorWorkload:
    """The workload of one moderator.

    Attributes:
        moderator: The moderator.
        claimed: Open cases that they have claimed.
        handled: Their decisions of the last seven days.
    """

    moderator: MemberId
    claimed: int
    handled: int


@frozen
class ModerationWorkload:
    """The workload of all moderators of a community.

    Attributes:
        open: Open cases.
        unclaimed: Open cases that nobody has claimed.
        median_age: The median time for which open cases have waited; None without open cases.
        oldest_age: The longest of these times; None without open cases.
        handled: Decisions of the last seven days by people.
        automated: Decisions of the last seven days by rules.
        moderators: The workload of each moderator, the one with most claimed cases first.
    """

    open: int
    unclaimed: int
    median_age: timedelta | None
    oldest_age: timedelta | None
    handled: int
    automated: int
    moderators: tuple[ModeratorWorkload, ...]
