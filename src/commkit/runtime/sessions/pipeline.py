"""How gates, transforms, reactions and handlers are called: what they may answer, and what their failure means."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from commkit.runtime.composing.dispatch import Extension, Route
from commkit.runtime.composing.features import plugin_of
from commkit.runtime.model.errors import CommkitError, Denied, Invalid, PluginError
from commkit.runtime.model.messages import Command, Deny, Fact, Message
from commkit.runtime.model.observers import GATE_FAILED, safe_code
from commkit.runtime.model.traces import ExplainRequest, TraceStep

if TYPE_CHECKING:  # it stands above what it calls
    from commkit.runtime.sessions.context import Context


def ask_gate(gate: Extension, context: "Context", message: Message[Any]) -> Any:
    """Ask one gate; gives what it answers.

    Raises:
        Denied: It failed.
    """
    try:
        return gate.run(context, message)
    except Invalid as invalid:
        return invalid
    except CommkitError:
        raise
    except Exception as error:
        raise _closed(gate, f"failed ({type(error).__name__})") from error


def ask_observed_gate(gate: Extension, context: "Context", message: Message[Any]) -> Any:
    """The same where somebody observes it."""
    with context.observe("gate", gate.name) as step:
        answer = ask_gate(gate, context, message)
        if isinstance(answer, Deny | Invalid):
            step.outcome = safe_code(answer.code)
        elif answer is not None:
            step.outcome, step.is_fault = GATE_FAILED, True
        return answer


def pass_gates(
    gates: Sequence[Extension],
    context: "Context",
    message: Message[Any],
    ask: Callable[[Extension, "Context", Message[Any]], Any] = ask_gate,
) -> None:
    """Ask the gates of a message.

    Args:
        gates: In their order.
        context: For them.
        message: What they may refuse.
        ask: Asks one of them.

    Raises:
        Denied: One refused, raised, or answered something else than Deny, Invalid or None: gates fail closed.
        Invalid: Some did not accept what a field holds; the faults that all of them found.
    """
    found: list[Invalid] = []
    for gate in gates:
        answer = ask(gate, context, message)
        if isinstance(answer, Deny):
            raise Denied(answer.code, answer.reason, plugin=plugin_of(gate.feature))
        if isinstance(answer, Invalid):
            answer.plugin = plugin_of(gate.feature)
            found.append(answer)
        elif answer is not None:
            raise _closed(gate, f"answered {answer!r}, which is neither Deny, Invalid nor None")
    if found:
        first, *more = found
        errors = [error for invalid in found for error in invalid.errors]
        raise Invalid(errors, plugin=first.plugin) if more else first


def apply_transform(transform: Extension, context: "Context", command: Any, route: Route) -> Any:
    """Let one transform replace the command; what it gives is checked at the validation again.

    Raises:
        PluginError: It raised, or gave something of another class.
    """
    transformed = _guarded("transform", transform.feature, transform.run, context, command)
    if transformed is None:
        return command
    if type(transformed) is not type(command):
        raise PluginError(
            "runtime.transform_failed",
            f"a transform of {transform.feature!r} turned {type(command).__name__} into {type(transformed).__name__}",
            plugin=plugin_of(transform.feature),
        )
    return route.check(transformed)


def run_reaction(reaction: Extension, context: "Context", fact: Fact) -> None:
    """Run one reaction; whatever it raises aborts the command."""
    _guarded("reaction", reaction.feature, reaction.run, context, fact)


def run_handler(route: Route, context: "Context", message: Any) -> Any:
    """Run the handler of a message."""
    return _guarded("handler", route.feature, route.handle, context, message)


def run_taker(taker: Extension, context: "Context", records: Sequence[Any]) -> list[str]:
    """Offer imported records to the feature that takes them; gives for each the reason why it did not, or nothing.

    Raises:
        PluginError: It raised, or gave something other than one text for each.
    """

    def take(context: "Context", records: Any) -> list[str]:
        found = list(taker.run(context, records))
        if len(found) != len(records) or not all(isinstance(reason, str) for reason in found):
            raise TypeError(f"it must give one text for each of {len(records)} records")
        return found

    reasons: list[str] = _guarded("taker", taker.feature, take, context, records)
    return reasons


def run_explanation(explanation: Extension, context: "Context", question: ExplainRequest) -> list[TraceStep]:
    """Ask a feature for its steps.

    Raises:
        PluginError: It raised, or gave something else.
    """

    def explain(context: "Context", question: Any) -> list[TraceStep]:
        found = list(explanation.run(context, question))
        if not all(isinstance(step, TraceStep) for step in found):
            raise TypeError("it gave something other than steps")
        return [evolve(step, source=step.source or explanation.feature) for step in found]

    steps: list[TraceStep] = _guarded("explanation", explanation.feature, explain, context, question)
    return steps


def _guarded(what: str, feature: str, function: Any, context: "Context", message: Any) -> Any:
    try:
        return function(context, message)
    except CommkitError:
        raise
    except Exception as error:
        article = "an" if what == "explanation" else "a"
        end = "; the command was undone" if _is_of_a_command(message) else ""
        raise PluginError(
            f"runtime.{what}_failed",
            f"{article} {what} of {feature!r} failed ({type(error).__name__}: {error}){end}",
            plugin=plugin_of(feature),
        ) from error


def _is_of_a_command(message: object) -> bool:
    return isinstance(message, Command | Fact)


def _closed(gate: Extension, why: str) -> Denied:
    return Denied(
        GATE_FAILED,
        f"a gate of {gate.feature!r} {why}, and such a gate stays closed",
        plugin=plugin_of(gate.feature),
    )
