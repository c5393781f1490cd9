"""The rules of support: what a question is, where its clock stands, how pauses move it."""

from datetime import datetime

from attrs import evolve

from commkit import CommunityType, Conflict, Invalid, PostKind
from commkit.posts import Post
from commkit_support.calendar import BusinessCalendar
from commkit_support.records import FirstReplyClock, SlaStatus

OPEN, WAITING, SOLVED, CLOSED = "open", "waiting", "solved", "closed"
"""The states of a question. It is `solved` exactly while an accepted answer stands."""


def question_kind(type: CommunityType, name: str) -> PostKind | None:
    """The post kind of that name if its posts are questions: they open a thread and await an answer."""
    kind = type.kind(name)
    return kind if kind is not None and kind.opens and kind.awaits else None


def require_question(type: CommunityType, post: Post) -> PostKind:
    """The kind of a question that stands.

    Raises:
        Invalid: The post is none.
        Conflict: It was taken down.
    """
    kind = question_kind(type, post.kind)
    if kind is None or not post.opens:
        raise Invalid.field("question", "no_question", "name a post that asks for an answer")
    if post.removed_at is not None:
        raise Conflict("support.removed", "this question was taken down; restore it first")
    return kind


def check_answer(kind: PostKind, question: Post, answer: Post) -> None:
    """See that a reply can be accepted.

    Raises:
        Invalid: It is not an answer to this question.
        Conflict: It was taken down.
    """
    if answer.parent != question.id or answer.kind != kind.awaits:
        raise Invalid.field("answer", "no_answer", f"name a post of kind {kind.awaits!r} below this question")
    if answer.removed_at is not None:
        raise Conflict("support.removed", "this answer was taken down; restore it first")


def check_not_settled(question: Post) -> None:
    """See that something is still expected of a question.

    Raises:
        Conflict: It is solved or closed.
    """
    if question.state in (SOLVED, CLOSED):
        raise Conflict(
            "support.already_settled",
            f"this question is {question.state}; reopen it first",
            state=question.state,
        )


def sla_status(clock: FirstReplyClock, now: datetime) -> SlaStatus:
    """Where a clock stands."""
    if clock.merged_into is not None:
        return SlaStatus.MERGED
    if clock.due_at is None:
        return SlaStatus.NO_PROMISE
    late = is_late(clock, now)
    if clock.replied_at is not None:
        return SlaStatus.LATE if late else SlaStatus.IN_TIME
    if late:
        return SlaStatus.OVERDUE
    if clock.paused_since is not None:
        return SlaStatus.PAUSED
    return SlaStatus.DUE_SOON if clock.warn_at is not None and clock.warn_at <= now else SlaStatus.RUNNING


def is_late(clock: FirstReplyClock, now: datetime) -> bool:
    """Whether the reply was, or is, due before it came; a reply at the very moment is in time."""
    if clock.due_at is None:
        return False
    stopped = min(clock.replied_at or now, clock.paused_since or now)
    return clock.due_at < stopped


def resume_clock(clock: FirstReplyClock, calendar: BusinessCalendar, now: datetime) -> FirstReplyClock:
    """The clock as it goes on after a pause: what business time was left then is left now. What was due, stays due."""
    since = clock.paused_since
    if since is None:
        return clock

    def moved(moment: datetime | None) -> datetime | None:
        if moment is None or moment <= since:
            return moment
        return calendar.add(now, calendar.between(since, moment))

    return evolve(
        clock,
        due_at=moved(clock.due_at),
        warn_at=moved(clock.warn_at),
        paused_since=None,
        paused=clock.paused + (now - since),
    )
