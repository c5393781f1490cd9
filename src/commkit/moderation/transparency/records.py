"""Numbers about moderation in a period. They name nobody, and whoever was erased since still counts."""

from datetime import datetime

from attrs import frozen

from commkit.moderation.decisions.records import DecisionGround, ModerationAction
from commkit.moderation.reviews.records import ReviewOutcome
from commkit.statistics import MedianWait


@frozen
class NoticeCount:
    """Reports with one reason that were filed in the period: art. 15 (1) (b).

    Attributes:
        reason: The reason.
        illegal: Whether it alleges something illegal, by the community's settings as they are now: only such reports
            are notices as in art. 16.
        received: How many were filed.
        acted_by_law: Of these, how many led to an action on the ground of a law.
        acted_by_rules: How many led to one on another ground.
        dismissed: How many led to nothing, or to the object being restored.
        open: How many were not decided by the end of the period.
        automated: How many were decided by no person.
    """

    reason: str
    illegal: bool
    received: int
    acted_by_law: int
    acted_by_rules: int
    dismissed: int
    open: int
    automated: int


@frozen
class OwnActionCount:
    """Actions of the period that nobody had reported the object of: art. 15 (1) (c).

    Attributes:
        action: What was done.
        ground: Whether by a rule of the community, by a law, or for unfounded reports or appeals.
        rule: The rule.
        detected: `check` where an automated means found it, `publication` where it was looked at before.
        automated: Whether no person decided.
        count: How many there were.
    """

    action: ModerationAction
    ground: DecisionGround
    rule: str
    detected: str
    automated: bool
    count: int


@frozen
class ComplaintCount:
    """Appeals that were made in the period: art. 15 (1) (d).

    Attributes:
        action: What the decision was.
        ground: What it was based on.
        received: How many were made.
        upheld: Of these, how many decisions stand.
        reversed: How many were reversed.
        open: How many were not decided by the end of the period.
    """

    action: ModerationAction
    ground: DecisionGround
    received: int
    upheld: int
    reversed: int
    open: int


@frozen
class AutomatedDecisions:
    """How often decisions that no person made were wrong: an indicator of art. 15 (1) (e).

    Attributes:
        decisions: Decisions of the period against somebody that no person made.
        appealed: Of these, how many were appealed by the end of the period.
        overturned: How many were reversed by then.
        error_share: `overturned / decisions`, 0 to 1; None where there were none. Who does not complain counts as
            rightly judged, so that it is a lower bound.
    """

    decisions: int
    appealed: int
    overturned: int
    error_share: float | None


@frozen
class SuspensionCount:
    """Restrictions of members that were imposed in the period: art. 24 (1) (b).

    Attributes:
        action: `silence`, `suspend` or `ban`; `suspend_reports` and `suspend_appeals` where only these are not
            processed, as in art. 23 (2).
        ground: What the decision was based on. Art. 24 (1) (b) tells three apart: illegal content (`law`), manifestly
            unfounded notices, and manifestly unfounded complaints (`unfounded_appeal`).
        by_strikes: Whether it followed from strikes, which is misuse as in art. 23 (1) where their ground is a law.
        count: How many there were.
    """

    action: ModerationAction
    ground: DecisionGround
    by_strikes: bool
    count: int


@frozen
class ReviewCount:
    """What the reviewer answered in the period, as far as it is kept.

    Attributes:
        outcome: What became of the post by it.
        absent: Whether it gave no answer, so that the rule for its absence decided.
        late: Whether an answer came after that.
        count: How many there were.
    """

    outcome: ReviewOutcome
    absent: bool
    late: bool
    count: int


@frozen
class TransparencyNumbers:
    """Numbers about moderation in a period, each as it was at the end of the period.

    Attributes:
        since: When the period begins.
        until: When it ends; this moment is no part of it.
        notices: Reports by their reason.
        notice_wait: The median time from a notice of something illegal to its decision, with those that still waited
            counted; its `ended` and `waiting` say of how many.
        report_wait: The same for all other reports.
        own_actions: Actions on the community's own initiative.
        complaints: Appeals by what they are about.
        complaint_wait: The median time from an appeal to its decision.
        automated: How often decisions that no person made were reversed.
        suspensions: Restrictions of members, and suspensions of their reports and appeals.
        reviews: What the reviewer answered.
    """

    since: datetime
    until: datetime
    notices: tuple[NoticeCount, ...]
    notice_wait: MedianWait
    report_wait: MedianWait
    own_actions: tuple[OwnActionCount, ...]
    complaints: tuple[ComplaintCount, ...]
    complaint_wait: MedianWait
    automated: AutomatedDecisions
    suspensions: tuple[SuspensionCount, ...]
    reviews: tuple[ReviewCount, ...]
