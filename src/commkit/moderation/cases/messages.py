"""Commands and queries about reports and cases."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from attrs import field, frozen

from commkit.moderation.cases.records import Case, CaseFile, CaseId, ModerationWorkload, Report
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text

ClassName = Annotated[str, Text(max=64, multiline=False)]
ReasonName = Annotated[str, Text(max=64, multiline=False)]
Note = Annotated[str, Text(max=2_000, min=0)]


@frozen
class FileReport(Command[Report]):
    """Report an object that the actor can see; its owner never learns who did.

    Of what stands for an audience, such as a message in a conversation, the report hands over the text as it is now:
    moderators who are not in that audience see this text, and nothing else.

    Attributes:
        record: The class name of the object, such as `Post`.
        object: The id of the object.
        reason: One of the community's reasons.
        note: An explanation.

    Raises:
        Invalid: There are no such objects, or the community has no such reason.
        NotFound: There is no such object for this actor.
        Conflict: It is the actor's own, or the actor's earlier report of it is still open.
        Denied: The actor's reports are not processed for a time, and the reason is none of `life_reasons`.
    """

    permission = "moderation.report"
    creates = True
    discreet: ClassVar[bool] = True
    personal = ("note",)

    record: ClassName
    object: UUID
    reason: ReasonName
    note: Note = field(default="", kw_only=True)


@frozen
class ClaimCase(Command[Case]):
    """Claim a case, so that no other moderator works on it; claiming it again prolongs the claim.

    Raises:
        NotFound: There is no such case for this actor.
        Conflict: Another moderator has claimed it, or it is closed.
    """

    permission = "moderation.handle"
    case: CaseId


@frozen
class ReleaseCase(Command[Case]):
    """Give up the claim on a case.

    Raises:
        NotFound: There is no such case for this actor.
        Conflict: The actor has not claimed it.
    """

    permission = "moderation.handle"
    case: CaseId


@frozen
class AssignCase(Command[Case]):
    """Give a case to a moderator, whoever has claimed it.

    Attributes:
        case: The case.
        member: The moderator.

    Raises:
        NotFound: There is no such case for this actor.
        Conflict: The member may not handle cases or the case is about them, it is closed, or it was claimed in the
            meantime.
    """

    permission = "moderation.handle"
    case: CaseId
    member: MemberId


@frozen(kw_only=True)
class ListCases(Query[Page[Case]]):
    """Open cases, the most urgent first and of these the oldest. Nobody sees a case about themselves.

    Attributes:
        filter: `all`; `unclaimed` for those that nobody has claimed; `mine` for those that the actor has claimed.
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
    """A case with everything in it.

    Raises:
        NotFound: There is no such case for this actor.
    """

    permission = "moderation.handle"
    case: CaseId


@frozen
class ReadModerationWorkload(Query[ModerationWorkload]):
    """How many cases are open, and how many each moderator handles; without those that the actor may not see."""

    permission = "moderation.handle"
