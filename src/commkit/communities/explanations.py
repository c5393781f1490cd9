"""How an archived community explains its refusals."""

from collections.abc import Iterator

from commkit.communities.feature import communities
from commkit.communities.gates import refuse_when_archived
from commkit.runtime.model.messages import Command
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.sessions.context import Context


@communities.explains("")
def explain_missing_type(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """Whether it stands in the way that the Kit lacks the community's type; nothing where it has it."""
    type = context.missing_type
    if type is None:
        return
    commands = [message for message in question.messages if issubclass(message, Command)]
    text = f"the type {type!r} is not in this Kit, so the community is read-only"
    if not commands:
        yield TraceStep("type", RuleOutcome.FACT, text)
    elif any(command.withdraws for command in commands):
        yield TraceStep("type", True, f"{text}; what people gave or were given, they take back all the same")
    else:
        yield TraceStep("type", False, text)


@communities.explains("", gate=refuse_when_archived)
def explain_archived(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """Whether the archive stands in the way of the messages that are asked about."""
    if context.community.archived_at is None:
        yield TraceStep("archive", RuleOutcome.FACT, "the community is open")
    elif not question.messages:
        yield TraceStep("archive", RuleOutcome.FACT, "the community is archived")
    elif any(not issubclass(message, Command) for message in question.messages):
        yield TraceStep("archive", True, "the community is archived; it can be read")
    else:
        is_done = any(getattr(message, "when_archived", False) for message in question.messages)
        yield TraceStep(
            "archive", is_done, "the community is archived, and nothing is written but for its end"
        )
