"""The rules of bounties; no database."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from attrs import evolve, frozen

from commkit import Conflict, Invalid, MemberId, PostKind
from commkit.posts import Post, PostId
from commkit_developer.bounties.feature import BountySettings
from commkit_developer.bounties.records import Bounty, BountyState


@frozen
class Candidate:
    """An answer that may get the points of an expired bounty.

    Attributes:
        answer: The answer.
        author: Who wrote it.
        score: Its score.
        accepted: Whether it is the accepted answer.
    """

    answer: PostId
    author: MemberId
    score: int
    accepted: bool


def check_amount(amount: int, settings: BountySettings) -> None:
    """Check that a bounty has as many points as the settings allow.

    Raises:
        Invalid: It has not.
    """
    if not settings.min_amount <= amount <= settings.max_amount:
        raise Invalid.field(
            "amount", "out_of_range", f"offer {settings.min_amount} to {settings.max_amount} points"
        )


def check_age(question: Post, settings: BountySettings, now: datetime) -> None:
    """Check that a question is old enough for a bounty.

    Raises:
        Conflict: It is not.
    """
    if now < question.created_at + settings.min_question_age:
        raise Conflict(
            "developer.question_too_young",
            f"most questions are answered without one; wait until it is {settings.min_question_age} old",
        )


def check_open(bounty: Bounty) -> None:
    """Check that a bounty is not settled.

    Raises:
        Conflict: It is.
    """
    if bounty.state is not BountyState.OPEN:
        raise settled(bounty.state)


def settled(state: BountyState | None = None) -> Conflict:
    """The error of who comes too late.

    Args:
        state: What it is by now, where that is known.
    """
    said = f"is {state} already" if state is not None else "was settled in the meantime"
    return Conflict("developer.bounty_settled", f"this bounty {said}; read it again")


def check_answer(kind: PostKind | None, bounty: Bounty, answer: Post) -> MemberId:
    """Check that a post is an answer to the question of a bounty; gives who wrote it.

    Raises:
        Invalid: It is none, or nobody is known who wrote it.
        Conflict: It was removed.
    """
    if kind is None or answer.parent != bounty.question or answer.kind != kind.awaits:
        raise Invalid.field("answer", "no_answer", "name an answer to the question of this bounty")
    if answer.removed_at is not None:
        raise Conflict("developer.post_removed", "this answer was removed; restore it first")
    if answer.author is None:
        raise Invalid.field("answer", "no_author", "nobody is known who could get the points")
    return answer.author


def awarded(bounty: Bounty, answer: PostId, winner: MemberId, *, now: datetime) -> Bounty:
    """A bounty whose points all went to an answer.

    Args:
        bounty: The open bounty.
        answer: The answer.
        winner: Who wrote it.
        now: What time it is.
    """
    return evolve(
        bounty,
        state=BountyState.AWARDED,
        settled_at=now,
        answer=answer,
        winner=winner,
        awarded=bounty.amount,
    )


def cancelled(bounty: Bounty, *, now: datetime) -> Bounty:
    """A bounty whose points all went back.

    Args:
        bounty: The open bounty.
        now: What time it is.
    """
    return evolve(bounty, state=BountyState.CANCELLED, settled_at=now, refunded=bounty.amount)


def expired(
    bounty: Bounty, candidates: Iterable[Candidate], settings: BountySettings, *, now: datetime
) -> Bounty:
    """A bounty whose time is over: a share for the best answer, and what the settings give back of the rest.

    Args:
        bounty: The open bounty.
        candidates: The answers that were written while it was open, by anybody but its sponsor.
        settings: The community's settings.
        now: What time it is.
    """
    best = best_candidate(candidates, settings)
    share = 0 if best is None else 100 if best.accepted else settings.auto_award_percent
    points = bounty.amount * share // 100
    winner = best if points else None
    refunded = (bounty.amount - points) * settings.refund_percent // 100
    return evolve(
        bounty,
        state=BountyState.EXPIRED,
        settled_at=now,
        answer=winner.answer if winner else None,
        winner=winner.author if winner else None,
        awarded=points,
        refunded=refunded,
        forfeited=bounty.amount - points - refunded,
    )


def best_candidate(candidates: Iterable[Candidate], settings: BountySettings) -> Candidate | None:
    """The accepted answer, else the one with the highest score that is enough, the older one of two; None for none.

    Args:
        candidates: The answers.
        settings: The community's settings.
    """
    fit = [one for one in candidates if one.accepted or one.score >= settings.auto_award_min_score]
    return min(fit, key=_place, default=None)


def _place(candidate: Candidate) -> tuple[bool, int, UUID]:
    return (not candidate.accepted, -candidate.score, candidate.answer)
