"""How answers are held, published, and give way."""

from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from attrs import evolve

from commkit import Conflict, Context, Invalid, NotFound
from commkit.posts import CreateReply, Post, PostId
from commkit.storage import schedule_command
from commkit_qa import OrphanSettings, question_kind
from commkit_support.assignment import statements as assignment_sql
from commkit_support.clock import statements as clock_sql
from commkit_support.endorsements.messages import EndorseAnswer
from commkit_support.policy import open_question
from commkit_support.yielding import statements as sql
from commkit_support.yielding.facts import (
    AnswerHeld,
    HeldAnswerPublished,
    HeldAnswerWithdrawn,
    HeldAnswerYielded,
)
from commkit_support.yielding.feature import YieldSettings, yield_feature
from commkit_support.yielding.messages import (
    HoldAnswer,
    PublishHeldAnswer,
    WithdrawHeldAnswer,
    YieldToAnswer,
)
from commkit_support.yielding.policy import wait_of
from commkit_support.yielding.records import Bypass, HeldAnswer, HeldAnswerId, HeldState


@yield_feature.loads(HeldAnswer, owner=lambda held: held.author)
def fetch_held_answer(context: Context, id: UUID) -> HeldAnswer | None:
    """The held answer with this id, for staff and its author."""
    sees_all = context.can("support.read_held_answers")
    return context.one(sql.ONE, held=id, me=context.member_or_none, sees_all=sees_all)


@yield_feature.handles(HoldAnswer)
def hold_answer(context: Context, command: HoldAnswer) -> HeldAnswer:
    """Store it, and schedule its end in the name of its author, whose rights are asked for again then."""
    author = context.member
    question = open_question(context, command.question, need="support.hold_answer")
    wait = current_wait(context, question)
    if isinstance(wait, Bypass):
        raise Conflict(
            "support.nothing_to_wait_for",
            f"answers of staff to this question do not wait ({wait}); reply to it",
            bypass=wait.value,
        )
    id = HeldAnswerId(context.new_id())
    held = HeldAnswer(
        id=id,
        question=question.id,
        author=author,
        body=command.body,
        markup=command.markup,
        held_at=context.now,
        publish_at=wait,
        scheduled=schedule_command(context, PublishHeldAnswer(id), at=wait),
        state=HeldState.HELD,
        post=None,
    )
    context.run(sql.ADD, held)
    context.emit(AnswerHeld(held=held.id, question=question.id))
    return held


@yield_feature.handles(PublishHeldAnswer)
def publish_held_answer(context: Context, command: PublishHeldAnswer) -> HeldAnswer:
    """Publish it by `CreateReply`. The question is locked first, as by who accepts an answer at the same moment."""
    held = own_held_answer(context, command.held)
    if held.state is not HeldState.HELD:
        return held
    if context.one(assignment_sql.LOCK_QUESTION, question=held.question) is None:
        return end(context, held, HeldState.YIELDED, None)
    question = context.get(Post, held.question)
    wait = current_wait(context, question)
    if not isinstance(wait, Bypass):
        return _wait_on(context, held, wait)
    if not context.run(sql.END, held=held.id, new_state=HeldState.PUBLISHED, new_post=None):
        return own_held_answer(context, held.id)
    kind = question_kind(context.community_type, question.kind)
    markup = cast("Literal['markdown', 'html']", held.markup)
    reply = CreateReply(question.id, held.body, kind=kind.awaits if kind else None, markup=markup)
    post = context.do(reply)
    context.run(sql.SET_POST, held=held.id, new_post=post.id)
    context.emit(HeldAnswerPublished(held=held.id, question=question.id, post=post.id))
    return evolve(held, state=HeldState.PUBLISHED, post=post.id)


def _wait_on(context: Context, held: HeldAnswer, until: datetime) -> HeldAnswer:
    """Wait until a later moment, such as after the clock was paused."""
    if until == held.publish_at and until > context.now:
        return held
    scheduled = schedule_command(context, PublishHeldAnswer(held.id), at=until)
    context.run(sql.SET_TIME, held=held.id, new_time=until, new_scheduled=scheduled)
    return evolve(held, publish_at=until, scheduled=scheduled)


@yield_feature.handles(YieldToAnswer)
def yield_to_answer(context: Context, command: YieldToAnswer) -> HeldAnswer:
    """Endorse the answer by `EndorseAnswer`, and end the held one."""
    held = own_held_answer(context, command.held)
    answer = context.get(Post, command.answer)
    if answer.thread != held.question:
        raise Invalid.field("answer", "other_question", "name an answer to the same question")
    _check_held(held)
    context.do(EndorseAnswer(answer.id))
    return end(context, held, HeldState.YIELDED, answer.id)


@yield_feature.handles(WithdrawHeldAnswer)
def withdraw_held_answer(context: Context, command: WithdrawHeldAnswer) -> HeldAnswer:
    """End it; the scheduled command finds nothing to do then."""
    held = own_held_answer(context, command.held)
    _check_held(held)
    if not context.run(sql.END, held=held.id, new_state=HeldState.WITHDRAWN, new_post=None):
        raise no_longer_held()
    context.emit(HeldAnswerWithdrawn(held=held.id, question=held.question))
    return evolve(held, state=HeldState.WITHDRAWN)


def end(context: Context, held: HeldAnswer, state: HeldState, answer: PostId | None) -> HeldAnswer:
    """Let a held answer give way.

    Raises:
        Conflict: It was published or ended in the meantime.
    """
    if not context.run(sql.END, held=held.id, new_state=state, new_post=answer):
        raise no_longer_held()
    context.emit(HeldAnswerYielded(held=held.id, question=held.question, answer=answer))
    return evolve(held, state=state, post=answer)


def own_held_answer(context: Context, id: HeldAnswerId) -> HeldAnswer:
    """A held answer of the actor's own.

    Raises:
        NotFound: There is no such one.
    """
    held = context.get(HeldAnswer, id)
    if held.author != context.member:
        raise NotFound("support.no_held_answer", "there is no such held answer of yours")
    return held


def current_wait(context: Context, question: Post) -> Bypass | datetime:
    """Until when an answer of staff to a question waits; or why it does not."""
    settings = context.settings(YieldSettings)
    if settings.window is None:
        return Bypass.OFF
    return wait_of(
        question,
        context.one(clock_sql.CLOCK, question=question.id),
        settings,
        orphan_after=context.settings(OrphanSettings).orphan_after,
        now=context.now,
    )


def no_longer_held() -> Conflict:
    """The error about a held answer that has ended."""
    return Conflict("support.no_longer_held", "this answer is held no longer; read the thread")


def _check_held(held: HeldAnswer) -> None:
    if held.state is not HeldState.HELD:
        raise no_longer_held()
