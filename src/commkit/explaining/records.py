"""What explains a decision, as records."""

from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.traces import ExplainSubject, RuleOutcome, TraceStep


@frozen
class DecisionTrace:
    """Why a decision is what it is: every rule that was asked, in order.

    Attributes:
        member: Whom it is about; None for a visitor.
        action: What was asked for.
        object: The id of what it is about.
        about: Whether it is about a permission, a trust level or a notification.
        steps: The rules.
    """

    member: MemberId | None
    action: str
    object: UUID | None
    about: ExplainSubject
    steps: tuple[TraceStep, ...]

    @property
    def allowed(self) -> bool:
        """Whether no rule that could be asked says no: they may do it, have earned it, were told of it."""
        return not any(step.outcome is RuleOutcome.NO for step in self.steps)

    @property
    def denied_by(self) -> TraceStep | None:
        """The first rule that says no."""
        return next((step for step in self.steps if step.outcome is RuleOutcome.NO), None)

    @property
    def open(self) -> tuple[TraceStep, ...]:
        """The rules whose answer this trace does not hold: they are asked later, or are not told to who asks."""
        return tuple(step for step in self.steps if step.outcome in (RuleOutcome.LATER, RuleOutcome.WITHHELD))
