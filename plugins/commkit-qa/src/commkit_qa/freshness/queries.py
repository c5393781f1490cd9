"""How freshness is read, listed and counted, and what views say of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from commkit import Context, Page
from commkit.posts import Post, PostId
from commkit.statistics import share_of
from commkit.storage import EARLIEST, FIRST_ID, LAST_ID, keyset, page_size
from commkit_qa.freshness import statements as sql
from commkit_qa.freshness.feature import FreshnessSettings, freshness_feature
from commkit_qa.freshness.messages import (
    ListByFreshness,
    ListVersionReports,
    ReadFreshness,
    ReadFreshnessNumbers,
)
from commkit_qa.freshness.policy import (
    Claim,
    Weighing,
    Word,
    range_of,
    version_rank,
    vouched_at,
    weigh,
)
from commkit_qa.freshness.records import (
    Applicability,
    Freshness,
    FreshnessNumbers,
    FreshnessState,
    VersionReport,
)
from commkit_qa.policy import answer_kinds
from commkit_qa.releases.queries import newest_releases

_BY_MEMBER = keyset(UUID, str, of="qa.version_reports")
_NEWEST_FIRST = keyset(UUID, str, of="qa.freshness")
_LOOKED_AT = 500
_COUNTED = 5_000
"""Posts whose freshness is counted, at most: the newest."""
_NEWEST = (LAST_ID, "\U0010ffff")
"""Ahead of the newest post, and behind the name of every product."""


@freshness_feature.handles(ReadFreshness)
def read_freshness(context: Context, query: ReadFreshness) -> tuple[Freshness, ...]:
    """Three statements for all posts."""
    return tuple(freshness_of(context, query.posts))


@freshness_feature.handles(ListVersionReports)
def list_version_reports(context: Context, query: ListVersionReports) -> Page[VersionReport]:
    """Load the post, which checks that the actor may see it, then the page."""
    post = context.get(Post, query.post).id
    limit = page_size(query.limit)
    cursors = _BY_MEMBER.within(post)
    member, rest = cursors.decode(query.after, default=(FIRST_ID, ""))
    product, _, key = rest.rpartition(" ")
    rows = context.rows(
        sql.REPORTS, post=post, after=member, after_product=product, after_key=key, size=limit + 1
    )
    return cursors.page(rows, limit, lambda found: (found.member, f"{found.product} {found.version_key}"))


@freshness_feature.handles(ListByFreshness)
def list_by_freshness(context: Context, query: ListByFreshness) -> Page[Freshness]:
    """Look through the posts, the newest first, until the page is full, or 500 of them are looked at."""
    limit, cursors = page_size(query.limit), _NEWEST_FIRST.of_query(query)
    here = cursors.decode(query.after, default=_NEWEST)
    rows = _newest_claims(context, here, _LOOKED_AT + 1)
    relied_on = {(its.post, its.product): its for its in _weighed(context, _relied_on(rows[:_LOOKED_AT]))}
    found: list[Freshness] = []
    for stated, *_ in rows[:_LOOKED_AT]:
        its = relied_on.get((stated.post, stated.product))
        if its is not None and its.state in query.states:
            if len(found) == limit:
                return Page(tuple(found), cursors.encode(here))
            found.append(its)
        here = (stated.post, stated.product)
    return Page(tuple(found), cursors.encode(here) if len(rows) > _LOOKED_AT else None)


@freshness_feature.handles(ReadFreshnessNumbers)
def read_freshness_numbers(context: Context, query: ReadFreshnessNumbers) -> FreshnessNumbers:
    """Two statements, and three for each 500 posts, up to 5,000."""
    awaited = list(answer_kinds(context.community_type))
    ((relied_on, stated),) = context.rows(sql.ANSWERS_RELIED_ON, awaited=awaited)
    ((reports, works),) = context.rows(sql.REPORT_COUNTS, since=query.since or EARLIEST)
    states: Counter[FreshnessState] = Counter()
    here, complete, windows = _NEWEST, False, 0
    while not complete and windows * _LOOKED_AT < _COUNTED:
        rows = _newest_claims(context, here, _LOOKED_AT)
        states.update(its.state for its in _weighed(context, _relied_on(rows)))
        here = (rows[-1][0].post, rows[-1][0].product) if rows else here
        complete, windows = len(rows) < _LOOKED_AT, windows + 1
    return FreshnessNumbers(
        **{state.value: share_of(states[state], states.total()) for state in FreshnessState},
        stated=share_of(stated, relied_on),
        works=share_of(works, reports),
        complete=complete,
    )


def freshness_of(context: Context, posts: Sequence[UUID]) -> list[Freshness]:
    """How fresh those of some posts are that state versions and that the reader sees: three statements, or one."""
    return _weighed(context, context.rows(sql.CLAIMS, posts=list(posts))) if posts else []


def _newest_claims(context: Context, here: tuple[UUID, str], size: int) -> list[tuple[Any, ...]]:
    """What the posts behind a place in the list claim, and whether people rely on each."""
    before, product = here
    awaited = list(answer_kinds(context.community_type))
    return context.rows(sql.NEWEST_CLAIMS, before=before, before_product=product, awaited=awaited, size=size)


def _relied_on(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(claim) for *claim, relied_on in rows if relied_on]


def _weighed(context: Context, claims: Sequence[tuple[Any, ...]]) -> list[Freshness]:
    """What some posts claim, weighed with what is said of them."""
    if not claims:
        return []
    said: dict[tuple[PostId, str], list[tuple[Any, ...]]] = defaultdict(list)
    for post, product, *word in context.rows(sql.WORDS, posts=sorted({stated.post for stated, *_ in claims})):
        said[post, product].append(tuple(word))
    newest = newest_releases(context, sorted({stated.product for stated, *_ in claims}))
    half_life = context.settings(FreshnessSettings).half_life
    found = []
    for stated, author, created_at, edited_at in claims:
        own = stated.stated_by is not None and stated.stated_by == author
        claim = Claim(
            range=range_of(stated.since, stated.until),
            vouched_at=vouched_at(stated, created_at, edited_at, own=own),
            edited_at=edited_at,
        )
        words = said[stated.post, stated.product]
        weighing = weigh(
            claim,
            [
                Word(works=works, own=own, at=at, rank=None if version is None else version_rank(version))
                for version, works, own, at in words
            ],
            newest=newest.get(stated.product),
            half_life=half_life,
            now=context.now,
        )
        found.append(_freshness(stated, words, weighing))
    return found


def _freshness(stated: Applicability, said: Sequence[tuple[Any, ...]], its: Weighing) -> Freshness:
    others = [works for _, works, own, _ in said if not own]
    confirmed = [version for version, works, *_ in said if works and version is not None]
    return Freshness(
        post=stated.post,
        product=stated.product,
        state=its.state,
        since=stated.since,
        until=stated.until,
        weight_for=round(its.weight_for, 3),
        weight_against=round(its.weight_against, 3),
        works=share_of(sum(map(bool, others)), len(others)),
        confirmed_in=max(confirmed, key=version_rank, default=None),
        last_at=max((at for *_, at in said), default=None),
    )


@freshness_feature.marks(Post)
def mark_freshness(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """`qa.fresh`, `qa.aging`, `qa.stale` or `qa.contradicted` for each product; three statements, or one."""
    if not context.can("qa.read_freshness"):
        return {}
    found: dict[UUID, tuple[str, ...]] = {}
    for its in freshness_of(context, ids):
        found[its.post] = (*found.get(its.post, ()), its.state.value)
    return found
