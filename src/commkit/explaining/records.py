"""The record of an explained decision."""

from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.traces import ExplainSubject, RuleOutcome, TraceStep


@frozen
class DecisionTrace:
    """Why a decision is what it is: every rule that was evaluated, in order.

    Attributes:
        member: Whom it is about; None for a visitor.
        action: The permission, message, trust level or kind of notification.
        object: The id of the object it is about, if any.
        about: Whether it is about a permission, a trust level or a notification.
        steps: The rules, with the outcome of each.
    """

    member: MemberId | None
    action: str
    object: UUID | None
    about: ExplainSubject
    steps: tuple[TraceStep, ...]

    @property
    def allowed(self) -> bool:
        """Whether no evaluated rule says no: they may do it, have the level, were notified."""
        return not any(step.outcome is RuleOutcome.NO for step in self.steps)

    @property
    def denied_by(self) -> TraceStep | None:
        """The first rule that says no."""
        return next((step for step in self.steps if step.outcome is RuleOutcome.NO), None)

    @property
    def open(self) -> tuple[TraceStep, ...]:
        """The rules without an answer here: they run later, or are withheld from the one who asks."""
        return tuple(step for step in self.steps if step.outcome in (RuleOutcome.LATER, RuleOutcome.WITHHELD))
