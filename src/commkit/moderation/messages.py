"""What can be asked of moderation."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from attrs import field, frozen

from commkit.moderation.records import (
    Appeal,
    Case,
    CaseFile,
    CaseId,
    Decision,
    DecisionGround,
    DecisionId,
    ModerationAction,
    ModerationLogEntry,
    ModerationWorkload,
    Report,
    ReviewOutcome,
    StatementOfReasons,
)
from commkit.posts import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

ClassName = Annotated[str, Text(max=64, lines=False)]
Word = Annotated[str, Text(max=64, lines=False)]
Line = Annotated[str, Text(max=300, lines=False)]
Note = Annotated[str, Text(max=2_000, min=0)]
Explanation = Annotated[str, Text(max=5_000)]


@frozen
class FileReport(Command[Report]):
    """Say that something is wrong with an object one can see. Its owner is never told who did.

    Attributes:
        record: The class name of the object, such as `Post`.
        object: The id of the object.
        reason: One of the community's reasons.
        note: More, in one's own words.

    Raises:
        Invalid: There are no such objects, or the community has no such reason.
        NotFound: There is no such object for this actor.
        Conflict: It is one's own, or one's earlier report of it is still open.
    """

    permission = "moderation.report"
    discreet: ClassVar[bool] = True
    personal = ("note",)

    record: ClassName
    object: UUID
    reason: Word
    note: Note = field(default="", kw_only=True)


@frozen
class ClaimCase(Command[Case]):
    """Work on a case, so that nobody else does; to claim it again prolongs the claim.

    Raises:
        Conflict: Somebody else works on it, or it is closed.
    """

    permission = "moderation.handle"
    case: CaseId


@frozen
class ReleaseCase(Command[Case]):
    """Work on a case no more.

    Raises:
        Conflict: It is not one's own.
    """

    permission = "moderation.handle"
    case: CaseId


@frozen
class AssignCase(Command[Case]):
    """Give a case to a moderator, whoever works on it now.

    Raises:
        Conflict: They may not handle cases or it is about them, the case is closed, or it was claimed meanwhile.
    """

    permission = "moderation.handle"
    case: CaseId
    member: MemberId


@frozen(kw_only=True)
class DecideCase(Command[Decision]):
    """DecideCase a case: everything open in it but its appeals. The owner of the object gets a statement of reasons.

    Attributes:
        case: The case.
        action: What is done. What was held is let through by `dismiss` and `restore`, and stays down otherwise.
        rule: The rule that was broken, in one line; needed for all but `dismiss` and `restore`.
        facts: The facts and circumstances the decision relies on; needed where a rule is.
        ground: Whether the rule is one of the community's or a law.
        law: Which law, and why the object is against it; needed where the ground is a law.
        until: When a silence, suspension or ban ends; left out, it has no end.

    Raises:
        Invalid: Something is missing, or the action does not fit the object.
        Conflict: Somebody else works on the case, or nothing in it is open.
    """

    permission = "moderation.decide"
    discreet: ClassVar[bool] = True
    personal = ("facts", "law")

    case: CaseId
    action: ModerationAction
    rule: Annotated[str, Text(max=300, min=0, lines=False)] = ""
    facts: Annotated[str, Text(max=5_000, min=0)] = ""
    ground: DecisionGround = DecisionGround.RULES
    law: Note = ""
    until: datetime | None = None


@frozen
class AppealDecision(Command[Appeal]):
    """Object to a decision about oneself, once. Sent in the lobby, so that who was suspended or banned can send it too.

    Raises:
        NotFound: There is no such decision about this actor.
        Conflict: It was appealed before, cannot be appealed any more, or was undone.
    """

    permission = "moderation.appeal"
    lobby: ClassVar[bool] = True
    personal = ("text",)

    decision: DecisionId
    text: Explanation


@frozen
class DecideAppeal(Command[Appeal]):
    """DecideCase an appeal: somebody else than who decided first. To grant it undoes what the decision did.

    Raises:
        Denied: The actor decided first, or appeals.
        Conflict: There is no appeal, or somebody decided it before.
    """

    permission = "moderation.decide"
    discreet: ClassVar[bool] = True
    personal = ("answer",)

    decision: DecisionId
    grant: bool
    answer: Explanation


@frozen
class SetSlowMode(Command[None]):
    """Let each member reply in a thread only so often; no pause ends it. Stewards are exempt.

    Raises:
        Conflict: The community has slow threads switched off.
        Invalid: The pause is not 0 seconds to 7 days.
    """

    permission = "moderation.set_slow_mode"
    thread: PostId
    pause: timedelta


@frozen(kw_only=True)
class RecordReview(Command[None]):
    """What the host's own reviewer said of a version of a post; only the host itself sends it.

    Attributes:
        post: Which.
        version: The version that was reviewed; what was said of an earlier one is dropped.
        outcome: What was said.
        evidence: Why.
    """

    permission = "moderation.record_review"
    personal = ("evidence",)

    post: PostId
    version: int
    outcome: ReviewOutcome
    evidence: Note = ""


@frozen
class PurgeModeration(Command[int]):
    """Forget what checks and slow mode need no more; for the host's schedule, say once a day. Gives how many rows."""

    permission = "moderation.purge"
    when_archived: ClassVar[bool] = True


@frozen(kw_only=True)
class ListCases(Query[Page[Case]]):
    """Open cases, the most urgent first, of these the one that waits longest. Nobody sees a case about themselves.

    Attributes:
        filter: `all`; `unclaimed` for those that nobody works on; `mine`.
        after: The `next` of the page before.
        limit: Cases on a page, 1 to 100.
    """

    permission = "moderation.handle"
    personal = ()
    filter: Literal["all", "unclaimed", "mine"] = "all"
    after: str | None = None
    limit: int = 20


@frozen
class ReadCase(Query[CaseFile]):
    """A case with all that is in it."""

    permission = "moderation.handle"
    case: CaseId


@frozen
class ReadDecision(Query[StatementOfReasons]):
    """A decision and its appeal; one about oneself, or, for moderators, one about anybody else."""

    permission = "moderation.read_decision"
    decision: DecisionId


@frozen(kw_only=True)
class ListMyStatementsOfReasons(Query[Page[StatementOfReasons]]):
    """What was decided about the actor in any community, the newest first; asked in the lobby, as who was banned can.

    Attributes:
        after: The `next` of the page before.
        limit: Statements on a page, 1 to 100.
    """

    permission = "moderation.appeal"
    lobby: ClassVar[bool] = True
    personal = ()
    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListModerationLog(Query[Page[ModerationLogEntry]]):
    """What was decided here, the newest first: neither about whom, nor by whom. The community says who may read it.

    Attributes:
        after: The `next` of the page before.
        limit: Entries on a page, 1 to 100.

    Raises:
        Denied: The community does not show it to this actor.
    """

    permission = "moderation.read_log"
    personal = ()
    after: str | None = None
    limit: int = 20


@frozen
class ReadModerationWorkload(Query[ModerationWorkload]):
    """How much there is to do, and who does it."""

    permission = "moderation.handle"
