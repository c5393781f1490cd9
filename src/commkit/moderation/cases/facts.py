"""Facts about cases and reports: ids, states and numbers, never what somebody wrote."""

from uuid import UUID

from attrs import frozen

from commkit.moderation.cases.records import CaseId, ReportId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class ObjectReported(Fact):
    """An object was reported.

    Attributes:
        report: The report.
        case: The case that it is in.
        record: The class name of the object.
        object: The id of the object.
        reason: One of the community's reasons.
    """

    name = "moderation.reported"
    visible_to = "moderation.handle"
    inward = ("actor",)
    report: ReportId
    case: CaseId
    record: str
    object: UUID
    reason: str


@frozen
class CaseClaimed(Fact):
    """A case was claimed, assigned or released.

    Attributes:
        case: The case.
        by: The moderator who works on it now; None for nobody.
    """

    name = "moderation.claimed"
    visible_to = "moderation.handle"
    inward = ("actor", "by")
    case: CaseId
    by: MemberId | None
