"""The fact about suspensions; `CaseDecided` tells of their beginning."""

from attrs import frozen

from commkit.moderation.decisions.records import DecisionId, ModerationAction
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class ProcessingResumed(Fact):
    """A suspension of reports or appeals was ended before its time.

    Attributes:
        decision: The decision that imposed it.
        member: The member.
        action: What it suspended: `suspend_reports` or `suspend_appeals`.
    """

    name = "moderation.processing_resumed"
    visible_to = "moderation.handle"
    inward = ("actor",)
    decision: DecisionId
    member: MemberId
    action: ModerationAction
