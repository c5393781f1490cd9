"""How answers are endorsed."""

from commkit import Conflict, Context, Denied, Invalid
from commkit.members import is_own
from commkit.posts import Post
from commkit_qa import require_question
from commkit_support.endorsements import statements as sql
from commkit_support.endorsements.facts import AnswerEndorsed, EndorsementWithdrawn
from commkit_support.endorsements.feature import EndorsementSettings, endorsement_feature
from commkit_support.endorsements.messages import EndorseAnswer, WithdrawEndorsement
from commkit_support.endorsements.records import Endorsement


@endorsement_feature.handles(EndorseAnswer)
def endorse_answer(context: Context, command: EndorseAnswer) -> Endorsement:
    """Check the answer, then whether the actor may stand by it."""
    answer = context.get(Post, command.answer, need="support.endorse")
    question = context.get(Post, answer.thread)
    kind = require_question(context.community_type, question)
    if answer.parent != question.id or answer.kind != kind.awaits:
        raise Invalid.field("answer", "no_answer", f"name a post of kind {kind.awaits!r} below a question")
    if answer.removed_at is not None:
        raise Conflict("support.removed", "this answer was removed; restore it first")
    check_may_endorse(context, question, answer)
    by_staff = is_staff(context)
    given = Endorsement(answer.id, context.member, by_staff, context.now)
    if not context.run(sql.ADD, given):
        return context.one(sql.ONE, answer=answer.id, member=context.member) or given
    context.emit(
        AnswerEndorsed(answer=answer.id, question=question.id, author=answer.author, by_staff=by_staff)
    )
    return given


@endorsement_feature.handles(WithdrawEndorsement)
def withdraw_endorsement(context: Context, command: WithdrawEndorsement) -> None:
    """Delete one's own endorsement."""
    answer = context.get(Post, command.answer)
    if context.run(sql.DELETE, answer=answer.id, member=context.member):
        context.emit(EndorsementWithdrawn(answer=answer.id))


def check_may_endorse(context: Context, question: Post, answer: Post) -> None:
    """Check that the actor may stand by an answer.

    Raises:
        Denied: It is their own, or they are neither staff nor an expert of a tag of the question.
    """
    if is_own(context, answer.author, by_agent=answer.by_agent):
        raise Denied(
            "support.own_answer",
            "nobody endorses an answer of their own, or of their agent; let somebody else do it",
        )
    if is_staff(context):
        return
    needed, accepted = accepted_needed(context), count_accepted(context, question)
    if accepted < needed:
        raise Denied(
            "support.not_an_expert",
            f"staff and experts endorse answers; an expert of a tag of this question has {needed} accepted answers, "
            f"and you have {accepted}",
        )


def is_staff(context: Context) -> bool:
    """Whether the actor belongs to the company that runs the community."""
    return context.membership is not None and context.membership.staff


def accepted_needed(context: Context) -> int:
    """How many accepted answers make an expert here."""
    return context.settings(EndorsementSettings).accepted_answers


def count_accepted(context: Context, question: Post) -> int:
    """How many accepted answers the actor wrote to questions of others that share a tag with a question."""
    member = context.member_or_none
    if member is None or not question.tags:
        return 0
    ((count,),) = context.rows(sql.ACCEPTED, member=member, tags=list(question.tags))
    return int(count)
