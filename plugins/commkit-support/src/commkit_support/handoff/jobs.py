"""The worker's own command: to publish the answer of a help desk."""

from uuid import UUID

from attrs import evolve, frozen

from commkit import Command, Context
from commkit.posts import CreateReply, Post
from commkit_qa import question_kind
from commkit_support.handoff.facts import HandoffReturned
from commkit_support.handoff.feature import handoff
from commkit_support.handoff.handlers import fail, save
from commkit_support.handoff.policy import advance
from commkit_support.handoff.records import Handoff, HandoffState


@frozen
class ReturnHandoffAnswer(Command[Handoff]):
    """Publish the answer of the help desk in the thread, in the name of the community; sent as `SYSTEM`.

    Raises:
        Conflict: There is no answer yet, or the handoff has ended.
    """

    permission = "support.return_handoff_answer"

    handoff: UUID


@handoff.handles(ReturnHandoffAnswer)
def return_handoff_answer(context: Context, command: ReturnHandoffAnswer) -> Handoff:
    """Publish it; where the question was removed meanwhile, the handoff fails and keeps the answer."""
    before = context.get(Handoff, command.handoff)
    if before.state is HandoffState.RETURNED:
        return before
    returned = advance(before, HandoffState.RETURNED, context.now)
    question = context.get(Post, before.question)
    kind = question_kind(context.community_type, question.kind)
    if question.removed_at is not None:
        return fail(context, before, "the question was removed before the answer came")
    # Saved before the reply is written: the row is the lock that lets one of two workers publish.
    save(context, before, returned)
    answer = context.do(CreateReply(question.id, before.text or "", kind=kind.awaits if kind else None))
    finished = evolve(returned, answer=answer.id)
    save(context, returned, finished)
    context.emit(HandoffReturned(handoff=before.id, question=question.id, answer=answer.id))
    return finished
