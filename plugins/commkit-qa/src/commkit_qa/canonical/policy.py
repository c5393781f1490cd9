"""What may be marked as canonical; no database."""

from attrs import evolve

from commkit import Conflict, NotFound
from commkit.posts import PostId
from commkit_qa.canonical.records import Canonical


def changed(standing: Canonical, answer: PostId, subject: str, reason: str) -> Canonical:
    """The mark of a question that is marked again.

    Args:
        standing: The mark as it is.
        answer: The answer that is to be canonical.
        subject: For what.
        reason: Why.

    Raises:
        Conflict: It is another answer (`qa.other_canonical`).
    """
    if standing.answer != answer:
        raise Conflict(
            "qa.other_canonical",
            "another answer to this question is canonical; withdraw that first, with a reason",
            answer=standing.answer,
        )
    return evolve(standing, subject=subject, reason=reason)


def duplicate() -> Conflict:
    """The refusal of an answer to a duplicate."""
    return Conflict(
        "qa.canonical_duplicate",
        "this question is a duplicate; mark an answer to the question that it leads to",
    )


def missing() -> NotFound:
    """The refusal where nothing is canonical."""
    return NotFound("qa.no_canonical", "this question has no canonical answer")


def stale() -> Conflict:
    """The refusal where somebody else was faster."""
    return Conflict("qa.stale_canonical", "this was changed in the meantime; read it again")
