"""How coolings are read, and threads that cool are marked."""

from collections.abc import Mapping, Sequence

from commkit import Context, Invalid
from commkit.posts import Post, PostId
from commkit.statistics import share_of
from commkit_topical.cooling import statements as sql
from commkit_topical.cooling.feature import cooling_feature
from commkit_topical.cooling.messages import ReadCooling, ReadCoolingNumbers, ReadPausePrompt
from commkit_topical.cooling.policy import OBSERVED_FOR, PROMPT, reason_of
from commkit_topical.cooling.records import CoolingNotice, CoolingNumbers, PausePrompt

_LEAST_PAIRS = 5


@cooling_feature.handles(ReadCooling)
def read_cooling(context: Context, query: ReadCooling) -> CoolingNotice | None:
    """Load the thread, then its cooling."""
    found = context.one(sql.RUNNING, thread=context.get(Post, query.thread).thread)
    if found is None:
        return None
    return CoolingNotice(
        found.thread, reason_of(found), found.pause_seconds, found.started_at, found.review_at
    )


@cooling_feature.handles(ReadPausePrompt)
def read_pause_prompt(context: Context, query: ReadPausePrompt) -> PausePrompt | None:
    """Load the thread; for the two whom it concerns, what they wrote."""
    thread = context.get(Post, query.thread).thread
    me = context.member_or_none
    found = context.one(sql.RUNNING, thread=thread)
    if found is None or me is None or me not in (found.first, found.second):
        return None
    mine = context.rows(sql.MY_POSTS, thread=thread, member=me, since=found.since)
    return PausePrompt(thread, PROMPT, tuple(PostId(id) for (id,) in mine), found.review_at)


@cooling_feature.handles(ReadCoolingNumbers)
def read_cooling_numbers(context: Context, query: ReadCoolingNumbers) -> CoolingNumbers:
    """Count; a share of fewer than five pairs is not told."""
    if query.until <= query.since:
        raise Invalid.field("until", "too_early", "give a moment after the first one")
    given = {
        "since": query.since,
        "until": query.until,
        "observed_until": context.now - OBSERVED_FOR,
    }
    ((coolings, running, cooled, longest, observed, again),) = context.rows(sql.COUNTS, **given)
    enough = len(context.rows(sql.PAIRS, **given)) >= _LEAST_PAIRS
    return CoolingNumbers(
        coolings=coolings,
        running=running,
        cooled=cooled,
        longest=longest,
        observed=observed,
        again=share_of(again, observed) if enough else None,
    )


@cooling_feature.marks(Post)
def mark_cooling(context: Context, ids: Sequence[PostId]) -> Mapping[PostId, tuple[str, ...]]:
    """`topical.cooling` for threads that are slowed down."""
    return {PostId(id): ("cooling",) for id, _ in context.rows(sql.RUNNING_AMONG, threads=list(ids))}
