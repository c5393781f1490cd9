"""Facts about decisions: ids, states and numbers, never what somebody wrote."""

from attrs import frozen

from commkit.moderation.cases.records import CaseId
from commkit.moderation.decisions.records import DecisionId, ModerationAction
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class CaseDecided(Fact):
    """A case was decided.

    Attributes:
        decision: The decision.
        case: The case.
        member: The member whom it concerns; None for nobody.
        action: What was decided.
        automated: Whether no person decided.
    """

    name = "moderation.decided"
    visible_to = "moderation.handle"
    inward = ("actor",)
    decision: DecisionId
    case: CaseId
    member: MemberId | None
    action: ModerationAction
    automated: bool
