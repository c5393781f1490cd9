"""Chains of duplicates, and what may be marked; no database."""

from collections.abc import Mapping

from commkit import CommunityType, Conflict, Invalid
from commkit.posts import Post, PostId
from commkit_qa.policy import require_question

MAX_PROPOSALS = 10
"""Proposals about one question that may wait for an answer."""


MAX_LINKS = 50
"""Links of a chain that are explained, at most."""


def root_of(start: PostId, leads_to: Mapping[PostId, PostId]) -> PostId:
    """The end of a chain of duplicates: the question that is a duplicate of none.

    Args:
        start: Where it begins.
        leads_to: What each confirmed duplicate is a duplicate of; without circles.
    """
    here = start
    while here in leads_to:
        here = leads_to[here]
    return here


def ends_of_circles(leads_to: Mapping[PostId, PostId], kept: PostId | None) -> list[PostId]:
    """One question of each circle, which must be a duplicate no more, so that the circle is a chain again.

    Args:
        leads_to: What each confirmed duplicate is a duplicate of.
        kept: This one, where it is in the circle; else the oldest.
    """
    found: list[PostId] = []
    done: set[PostId] = set()
    for start in leads_to:
        walked: list[PostId] = []
        here = start
        while here in leads_to and here not in done and here not in walked:
            walked.append(here)
            here = leads_to[here]
        if here in walked:
            circle = walked[walked.index(here) :]
            found.append(kept if kept in circle else min(circle))
        done.update(walked)
    return found


def check_pair(type: CommunityType, question: Post, of: Post) -> None:
    """Check that one post can be a duplicate of another one.

    Args:
        type: The community's type.
        question: What would be the duplicate.
        of: What it would be a duplicate of.

    Raises:
        Invalid: One of the two is no question, or both are the same.
        Conflict: One of the two was removed.
    """
    require_question(type, question)
    try:
        require_question(type, of)
    except Invalid:
        raise Invalid.field("of", "no_question", "name a post that asks for an answer") from None
    if question.id == of.id:
        raise Invalid.field("of", "itself", "no question is a duplicate of itself; name another one")


def circle() -> Conflict:
    """The refusal of a chain that would come back to where it began."""
    return Conflict(
        "qa.duplicate_circle",
        "the other question is a duplicate of this one; keep that, or open the other one again first",
    )


def stale() -> Conflict:
    """The refusal where somebody else was faster."""
    return Conflict("qa.stale_duplicate", "this was changed in the meantime; read it again")
