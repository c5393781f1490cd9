"""How rules beyond the permission are explained: by features, the host's rates, and gates that run later."""

from collections.abc import Iterator

from commkit.explaining.actions.records import Action
from commkit.runtime.model.messages import Command
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.pipeline import run_explanation


def explain_rules(context: Context, action: Action, question: ExplainRequest) -> Iterator[TraceStep]:
    """Explain what else may stand in the way; the context views as the person that the question is about."""
    explained = set()
    for known, extension in context.dispatch.explanations:
        if known.about == question.about and known.knows(question.names):
            explained.add(known.gate)
            yield from run_explanation(extension, context, question)
    yield from _explain_rates(context, question)
    seen = set()
    for _, route in action.routes:
        for gate in route.gates:
            if gate.run not in explained and gate.name not in seen:
                seen.add(gate.name)
                yield TraceStep(
                    _first_line(gate.run), RuleOutcome.LATER, "asked when it is sent", gate.feature
                )


def _explain_rates(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    classes = {message.rate for message in question.messages if issubclass(message, Command)}
    if context.rates is None or not classes:
        return
    actor = context.actor if isinstance(context.actor, str) else ""
    for rate in sorted(classes):
        for limit, left in context.rates.left(
            context,
            rate,
            community=context.community_id,
            actor=actor,
            now=context.now,
            by_agent=context.agent is not None,
        ):
            yield TraceStep(
                f"rate of {rate!r} commands", left > 0, f"{limit}: {left} left", "runtime", private=True
            )


def _first_line(gate: object) -> str:
    """The first line of a gate's docstring, or else its name."""
    name = str(getattr(gate, "__name__", "a gate"))
    return ((gate.__doc__ or "").strip().partition("\n")[0] or name).rstrip(".")
