"""How coolings are read, and threads that cool are marked."""

from collections.abc import Mapping, Sequence
from typing import Any

from commkit import Context, Invalid, MemberId
from commkit.posts import Post, PostId
from commkit.statistics import share_of
from commkit.storage import Statement
from commkit_topical.cooling import statements as sql
from commkit_topical.cooling.feature import cooling_feature
from commkit_topical.cooling.messages import ReadCooling, ReadCoolingNumbers, ReadPausePrompt
from commkit_topical.cooling.policy import OBSERVED_FOR, PROMPT, reason_of
from commkit_topical.cooling.records import Cooling, CoolingNotice, CoolingNumbers, PausePrompt

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
    mine = context.rows(sql.POSTS_BY, thread=thread, member=me, since=found.since)
    return PausePrompt(
        thread=thread,
        text=PROMPT,
        posts=tuple(PostId(id) for (id,) in mine),
        answerable=_answerable(context, found, me),
        review_at=found.review_at,
    )


def _answerable(context: Context, found: Cooling, me: MemberId) -> tuple[PostId, ...]:
    """The posts to which an apology does not wait."""
    other = found.second if found.first == me else found.first
    if other is None or context.one(sql.APOLOGY, cooling=found.id, author=me) is not None:
        return ()
    rows = context.rows(sql.POSTS_BY, thread=found.thread, member=other, since=found.since)
    return tuple(PostId(id) for (id,) in rows)


@cooling_feature.handles(ReadCoolingNumbers)
def read_cooling_numbers(context: Context, query: ReadCoolingNumbers) -> CoolingNumbers:
    """Count; a share of fewer than five pairs is not told, nor what tells of so few by the difference of two."""
    if query.until <= query.since:
        raise Invalid.field("until", "too_early", "give a moment after the first one")
    given = {
        "since": query.since,
        "until": query.until,
        "observed_until": context.now - OBSERVED_FOR,
    }
    (counts,) = context.rows(sql.COUNTS, **given)
    coolings, running, cooled, longest, observed, again, apologies, repaired, again_repaired = counts

    def told(*statements: Statement[Any]) -> bool:
        return all(len(context.rows(each, **given)) >= _LEAST_PAIRS for each in statements)

    return CoolingNumbers(
        coolings=coolings,
        running=running,
        cooled=cooled,
        longest=longest,
        observed=observed,
        apologies=apologies,
        again=share_of(again, observed) if told(sql.PAIRS) else None,
        again_after_apology=(
            share_of(again_repaired, repaired) if told(sql.PAIRS_REPAIRED, sql.PAIRS_UNREPAIRED) else None
        ),
    )


@cooling_feature.marks(Post)
def mark_cooling(context: Context, ids: Sequence[PostId]) -> Mapping[PostId, tuple[str, ...]]:
    """`topical.cooling` for threads that are slowed down."""
    return {PostId(id): ("cooling",) for id, _ in context.rows(sql.RUNNING_AMONG, threads=list(ids))}
