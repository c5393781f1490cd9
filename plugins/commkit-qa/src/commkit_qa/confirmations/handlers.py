"""How answers are confirmed."""

from attrs import evolve

from commkit import Conflict, Context
from commkit.fields import VersionField, comparison_key
from commkit.posts import Post, PostId
from commkit_qa.confirmations import statements as sql
from commkit_qa.confirmations.facts import AnswerConfirmed, ConfirmationWithdrawn
from commkit_qa.confirmations.feature import confirmation_feature
from commkit_qa.confirmations.messages import ConfirmAnswer, WithdrawConfirmation
from commkit_qa.confirmations.records import Confirmation
from commkit_qa.policy import require_question
from commkit_qa.questions.policy import check_answer

_VERSION = VersionField("version")


@confirmation_feature.handles(ConfirmAnswer)
def confirm_answer(context: Context, command: ConfirmAnswer) -> Confirmation:
    """Add the row, or give the one that is there another version."""
    me = context.member
    question, answer = standing_answer(context, command.answer)
    if answer.author == me:
        raise Conflict("qa.own_answer", "this answer is yours; others say whether it works")
    if command.version is not None:
        comparison_key(_VERSION, command.version, path="version")
    made = Confirmation(answer.id, me, command.version, context.now)
    if not context.run(sql.ADD, made):
        return _with_version(context, made)
    context.emit(
        AnswerConfirmed(
            answer=answer.id,
            question=question.id,
            answerer=answer.author,
            by_asker=question.author == me,
        )
    )
    return made


def _with_version(context: Context, made: Confirmation) -> Confirmation:
    before = context.one(sql.OWN, answer=made.answer, member=made.member)
    if before is None or made.version in (None, before.version):
        return before or made
    context.run(
        sql.SET_VERSION, answer=made.answer, member=made.member, new_version=made.version, now=context.now
    )
    return evolve(before, version=made.version, at=context.now)


@confirmation_feature.handles(WithdrawConfirmation)
def withdraw_confirmation(context: Context, command: WithdrawConfirmation) -> None:
    """Delete one's own row."""
    me = context.member
    answer = context.get(Post, command.answer)
    if context.run(sql.DELETE, answer=answer.id, member=me):
        context.emit(ConfirmationWithdrawn(answer=answer.id))


def standing_answer(context: Context, id: PostId) -> tuple[Post, Post]:
    """A question and an answer to it, neither of them removed.

    Raises:
        NotFound: There is no such answer for this actor.
        Invalid: It is no answer to a question.
        Conflict: One of the two was removed.
    """
    answer = context.get(Post, id)
    question = context.get(Post, answer.thread)
    check_answer(require_question(context.community_type, question), question, answer)
    return question, answer
