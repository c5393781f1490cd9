"""What moderation knows: cases, reports, detections, decisions, appeals, strikes, and what they come to."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType, Protocol
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import CommunityId, MemberId

CaseId = NewType("CaseId", UUID)
"""The id of a case."""
ReportId = NewType("ReportId", UUID)
"""The id of a report."""
DecisionId = NewType("DecisionId", UUID)
"""The id of a decision; its order is the order of time."""
StrikeId = NewType("StrikeId", UUID)
"""The id of a strike."""


class ModerationAction(StrEnum):
    """What a decision does."""

    DISMISS = "dismiss"
    """Nothing; what was held is let through."""
    REMOVE = "remove"
    """Takes the object down."""
    RESTORE = "restore"
    """Puts the object up again."""
    WARN = "warn"
    STRIKE = "strike"
    SILENCE = "silence"
    SUSPEND = "suspend"
    BAN = "ban"


class DecisionGround(StrEnum):
    """What a decision rests on."""

    RULES = "rules"
    """The community's rules."""
    LAW = "law"
    """A law; the decision names it."""


@frozen
class Case:
    """All there is about one object: reports, detections and appeals. Each object has one, opened again as needed.

    Attributes:
        id: Its id.
        record: The class name of the object.
        object: The id of the object.
        owner: The member whose object it is; such a member never sees the case.
        priority: How urgent it is: the weights of what came in since it was opened.
        reports: Open reports.
        detections: What checks found since it was last decided.
        appeals: Open appeals.
        held: Whether the object is kept back until somebody decides.
        opened_at: When it was last opened.
        closed_at: When everything in it was decided.
        claimed_by: Who works on it.
        claimed_until: Until when nobody else may.
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
    """Somebody says that something is wrong with an object.

    Attributes:
        id: Its id.
        record: The class name of the object.
        object: The id of the object.
        reporter: Who says so; seen by themselves and by moderators.
        reason: One of the community's reasons.
        note: In the reporter's words.
        at: When.
        closed_at: When it was decided.
        outcome: What was decided; None before.
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


@frozen
class Detection:
    """What a check found in an object.

    Attributes:
        check: `length`, `links`, `repeat`, `words`, `rate` or `review`.
        evidence: What it saw, one sentence.
        at: When.
    """

    check: str
    evidence: str
    at: datetime


@frozen
class Decision:
    """What was decided about an object and its owner: the statement of reasons (Regulation (EU) 2022/2065, art. 17).

    Attributes:
        id: Its id.
        community: Where.
        record: The class name of the object.
        object: The id of the object.
        member: Whom it concerns.
        action: What it does.
        facts: The facts and circumstances, in the decider's words.
        rule: The rule that was broken.
        ground: Whether that is one of the community's rules or a law.
        law: Which law, and why the object is against it; empty where the ground is a rule.
        detected: How it came up: by a `report` or by a `check`.
        automated: Whether no person decided.
        decided_by: Who decided; told to moderators only.
        at: When.
        until: When a restriction ends; None for no end.
        consequences: What followed by rule: `suspended` after too many strikes; `removed` where the object was held
            and stays down; `gone` where it was down already; `expelled` where a ban took a member out.
        redress: What the member may do against it.
        appeal_until: Until when it can be appealed.
        reversed_at: When it was undone.
    """

    id: DecisionId
    community: CommunityId
    record: str
    object: UUID
    member: MemberId | None
    action: ModerationAction
    facts: str
    rule: str
    ground: DecisionGround
    law: str
    detected: str
    automated: bool
    decided_by: MemberId | None
    at: datetime
    until: datetime | None
    consequences: tuple[str, ...]
    redress: str
    appeal_until: datetime | None
    reversed_at: datetime | None


@frozen
class Appeal:
    """A member's word against a decision about them.

    Attributes:
        decision: Which decision.
        member: Who appeals.
        text: Why.
        at: When.
        decided_by: Who decided about it: never who decided first. Told to moderators only.
        decided_at: When.
        granted: Whether the decision was undone.
        answer: Why, in the decider's words.
    """

    decision: DecisionId
    member: MemberId
    text: str
    at: datetime
    decided_by: MemberId | None
    decided_at: datetime | None
    granted: bool | None
    answer: str


@frozen
class StatementOfReasons:
    """A decision as the member it concerns may read it, and their appeal.

    Attributes:
        decision: The decision, without the name of who decided.
        appeal: Their appeal, if there is one.
    """

    decision: Decision
    appeal: Appeal | None


@frozen
class Strike:
    """A mark against a member that counts for a time.

    Attributes:
        id: Its id.
        member: Whose.
        decision: What it came from.
        at: When it was given.
        expires_at: When it stops to count.
    """

    id: StrikeId
    member: MemberId
    decision: DecisionId
    at: datetime
    expires_at: datetime


@frozen
class CaseFile:
    """A case with all that is in it.

    Attributes:
        case: The case.
        reports: Its open reports, the oldest first; at most 100.
        detections: What checks found, the newest first; at most 100.
        decisions: What was decided before, the newest first; at most 100.
        appeals: Its open appeals, the oldest first; at most 100.
        strikes: Strikes of the owner that count now.
    """

    case: Case
    reports: tuple[Report, ...]
    detections: tuple[Detection, ...]
    decisions: tuple[Decision, ...]
    appeals: tuple[Appeal, ...]
    strikes: tuple[Strike, ...]


@frozen
class ModerationLogEntry:
    """A decision as the public may know it: neither who was concerned, nor who decided, nor who reported.

    Attributes:
        id: Its id, for the order.
        record: The class name of the object.
        action: What was done.
        rule: The rule that was broken.
        ground: Whether that is a rule of the community or a law.
        automated: Whether no person decided.
        at: When.
        reversed: Whether it was undone.
    """

    id: DecisionId
    record: str
    action: ModerationAction
    rule: str
    ground: DecisionGround
    automated: bool
    at: datetime
    reversed: bool


@frozen
class ModeratorWorkload:
    """What one moderator has on the table and did.

    Attributes:
        moderator: Who.
        claimed: Open cases they work on.
        handled: Decisions of the last seven days.
    """

    moderator: MemberId
    claimed: int
    handled: int


@frozen
class ModerationWorkload:
    """How much there is to do, and who does it.

    Attributes:
        open: Open cases.
        unclaimed: Those of them that nobody works on.
        median_age: The median time that open cases have waited; None where there are none.
        oldest_age: The longest of these times.
        handled: Decisions of the last seven days by people.
        automated: Decisions of the last seven days by rules.
        moderators: The share of each, who has most on the table first.
    """

    open: int
    unclaimed: int
    median_age: timedelta | None
    oldest_age: timedelta | None
    handled: int
    automated: int
    moderators: tuple[ModeratorWorkload, ...]


@frozen
class ReviewRequest:
    """What a host's own reviewer is shown.

    Attributes:
        post: The post.
        version: Which version of it.
        title: Its title, or empty.
        body: Its text.
        author: The author's member id.
        trust: The author's trust level.
    """

    post: UUID
    version: int
    title: str
    body: str
    author: MemberId | None
    trust: int


class ReviewOutcome(StrEnum):
    """What a check says of a text."""

    PASS = "pass"  # noqa: S105  # no password
    HOLD = "hold"
    """Somebody should look before others see it."""
    REFUSE = "refuse"
    """It should not be here."""


@frozen
class ReviewVerdict:
    """What a check says of a text, and why.

    Attributes:
        outcome: What.
        evidence: What it saw, one sentence; shown to moderators and, where the text is refused, to its author.
    """

    outcome: ReviewOutcome
    evidence: str = ""


class ReviewPort(Protocol):
    """The port to a reviewer outside: a model, a service, a list. Give a Kit one with `ports={ReviewPort: ...}`.

    It is asked by the worker, outside of every transaction, and asked again where it raises.
    """

    def review(self, text: ReviewRequest) -> ReviewVerdict:
        """Say what is to become of a text."""
        ...
