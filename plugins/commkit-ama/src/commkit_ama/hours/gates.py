"""Who opens question hours, and what they still accept."""

from commkit import Context, Deny
from commkit.posts import AddReaction, CreateReply, CreateThread, Post, RemoveReaction
from commkit.spaces import Space
from commkit_ama.feature import MANAGE, hour_feature
from commkit_ama.hours import statements as sql
from commkit_ama.hours.policy import phase_of
from commkit_ama.hours.records import QuestionHourPhase
from commkit_ama.policy import GUEST_QUESTION, HOUR_KINDS, QUESTION_HOUR


@hour_feature.gates(CreateThread)
def check_host(context: Context, command: CreateThread) -> Deny | None:
    """Question hours are opened by staff, and by those who manage them, here or in the space."""
    membership = context.membership
    if command.kind != QUESTION_HOUR.name or membership is None or membership.staff:
        return None
    space = context.get(Space, command.space) if command.space is not None else None
    if context.can(MANAGE, space):
        return None
    return Deny("ama.not_a_host", "question hours are opened by who manages them; ask a moderator for one")


@hour_feature.gates(CreateReply)
def check_phase(context: Context, command: CreateReply) -> Deny | None:
    """Questions are taken while they are collected, and nothing once the hour ended."""
    parent = context.get(Post, command.parent)
    if parent.opens and parent.kind != QUESTION_HOUR.name:
        return None
    times = context.one(sql.TIMES_TO_WRITE, thread=parent.thread)
    phase = phase_of(times, context.now)
    if phase is QuestionHourPhase.ENDED:
        return _ended()
    is_question = command.kind == GUEST_QUESTION.name or (
        command.kind is None and parent.kind == QUESTION_HOUR.name
    )
    if not is_question or phase is QuestionHourPhase.COLLECTING:
        return None
    return Deny(
        "ama.not_collecting", "questions are not collected now; vote for those that are there instead"
    )


@hour_feature.gates(AddReaction, RemoveReaction)
def check_votes(context: Context, command: AddReaction | RemoveReaction) -> Deny | None:
    """Nobody votes on questions and answers once the hour ended; a reaction that is worth nothing is no vote."""
    if not context.community_type.reactions.get(command.reaction):
        return None
    post = context.get(Post, command.post)
    if post.kind not in HOUR_KINDS:
        return None
    times = context.one(sql.TIMES_TO_WRITE, thread=post.thread)
    return _ended() if phase_of(times, context.now) is QuestionHourPhase.ENDED else None


def _ended() -> Deny:
    return Deny("ama.ended", "the question hour is over; read its answers instead")
