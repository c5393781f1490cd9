"""Appeals, and the statement of reasons."""

from datetime import datetime

from attrs import frozen

from commkit.moderation.decisions.records import Decision, DecisionId
from commkit.runtime.model.ids import MemberId


@frozen
class Appeal:
    """A member's objection to a decision about them.

    Attributes:
        decision: The decision.
        member: The member.
        text: Why.
        at: When.
        decided_by: Who decided the appeal, never who made the decision; shown to moderators only.
        decided_at: When the appeal was decided; None before.
        granted: Whether the decision was reversed; None before.
        answer: The reasons of the answer; empty before.
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
    """A decision as the member it concerns may read it, with their appeal.

    Attributes:
        decision: The decision, without who decided.
        appeal: Their appeal; None where there is none.
    """

    decision: Decision
    appeal: Appeal | None
