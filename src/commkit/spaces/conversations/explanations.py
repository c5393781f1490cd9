"""How a conversation that a block has ended explains its refusals: to whom they concern only."""

from collections.abc import Iterator

from commkit.members import may_message_despite_block
from commkit.runtime.model.messages import Command
from commkit.runtime.model.traces import ExplainRequest, TraceStep
from commkit.runtime.sessions.context import Context
from commkit.spaces.conversations import statements as sql
from commkit.spaces.conversations.gates import refuse_when_ended
from commkit.spaces.conversations.queries import stands_in_ended
from commkit.spaces.feature import spaces


@spaces.explains("", gate=refuse_when_ended)
def explain_ended(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """Whether the object stands in a conversation that takes nothing more of the member."""
    known = context.visibility.records.get(type(question.object))
    if known is None or not sql.has_audience(context.visibility, known):
        return
    if not any(issubclass(message, Command) and not message.when_ended for message in question.messages):
        return
    is_ended = (
        context.member_or_none is not None
        and not may_message_despite_block(context)
        and question.id is not None
        and stands_in_ended(context, known.record, question.id)
    )
    because = "the other one takes no more messages from them" if is_ended else "it has not ended"
    yield TraceStep("the conversation", not is_ended, because, private=True)
