"""What is told of moderation: ids, states and numbers, never what somebody wrote."""

from uuid import UUID

from attrs import frozen

from commkit.moderation.records import CaseId, DecisionId, ModerationAction, ReportId, StrikeId
from commkit.posts import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class ObjectReported(Fact):
    """Somebody reported an object."""

    name = "moderation.reported"
    inward = ("actor",)
    report: ReportId
    case: CaseId
    record: str
    object: UUID
    reason: str


@frozen
class CaseClaimed(Fact):
    """Somebody works on a case; nobody does where `by` is None."""

    name = "moderation.claimed"
    inward = ("actor", "by")
    case: CaseId
    by: MemberId | None


@frozen
class ReviewRequested(Fact):
    """The host's own reviewer is to look at a post."""

    name = "moderation.review_requested"
    post: PostId
    version: int


@frozen
class PostHeld(Fact):
    """A post is kept back until somebody has looked at it."""

    name = "moderation.held"
    post: PostId
    case: CaseId
    author: MemberId | None


@frozen
class CaseDecided(Fact):
    """A case was decided."""

    name = "moderation.decided"
    inward = ("actor",)
    decision: DecisionId
    case: CaseId
    member: MemberId | None
    action: ModerationAction
    automated: bool


@frozen
class StrikeGiven(Fact):
    """A member got a strike.

    Attributes:
        counting: How many count now, with this one.
        suspended: Whether they were suspended for it.
    """

    name = "moderation.strike_given"
    strike: StrikeId
    member: MemberId
    decision: DecisionId
    counting: int
    suspended: bool


@frozen
class DecisionAppealed(Fact):
    """A member appealed a decision about them."""

    name = "moderation.appealed"
    decision: DecisionId
    member: MemberId


@frozen
class AppealDecided(Fact):
    """An appeal was decided; where it was granted, the decision was undone."""

    name = "moderation.appeal_decided"
    inward = ("actor",)
    decision: DecisionId
    member: MemberId
    granted: bool


@frozen
class SlowModeChanged(Fact):
    """A thread got a pause between two replies of one member, or lost it (0)."""

    name = "moderation.slow_mode_changed"
    thread: PostId
    seconds: int
