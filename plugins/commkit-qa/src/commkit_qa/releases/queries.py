"""How releases are read, and what members are asked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from commkit import Context, Page
from commkit.statistics import share_of
from commkit.storage import EARLIEST, FIRST_ID, LAST_ID, keyset, page_size
from commkit_qa.freshness.policy import NewestRelease, version_rank
from commkit_qa.releases import statements as sql
from commkit_qa.releases.feature import release_feature
from commkit_qa.releases.messages import ListRechecks, ListReleases, ReadRecheckNumbers
from commkit_qa.releases.records import OpenRecheck, RecheckNumbers, Release

_LAST_FIRST = keyset(UUID, of="qa.releases")
_OPEN = keyset(UUID, UUID, of="qa.rechecks")


@release_feature.handles(ListReleases)
def list_releases(context: Context, query: ListReleases) -> Page[Release]:
    """The page of the community."""
    limit = page_size(query.limit)
    (before,) = _LAST_FIRST.decode(query.after, default=(LAST_ID,))
    return _LAST_FIRST.page(
        context.rows(sql.PAGE, before=before, size=limit + 1), limit, lambda found: (found.id,)
    )


@release_feature.handles(ListRechecks)
def list_rechecks(context: Context, query: ListRechecks) -> Page[OpenRecheck]:
    """The page of the actor."""
    limit = page_size(query.limit)
    release, after = _OPEN.decode(query.after, default=(FIRST_ID, FIRST_ID))
    rows = context.rows(
        sql.OPEN,
        me=context.member,
        now=context.now,
        after_release=release,
        after=after,
        size=limit + 1,
    )
    return _OPEN.page(rows, limit, lambda found: (found.release, found.post))


@release_feature.handles(ReadRecheckNumbers)
def read_recheck_numbers(context: Context, query: ReadRecheckNumbers) -> RecheckNumbers:
    """Two statements."""
    since = query.since or EARLIEST
    ((over, answered, waiting),) = context.rows(sql.NUMBERS, since=since, now=context.now)
    ((reported, works),) = context.rows(sql.VERDICTS, since=since)
    return RecheckNumbers(answered=share_of(answered, over), works=share_of(works, reported), waiting=waiting)


def ranked_releases(
    context: Context, products: Sequence[str]
) -> Mapping[str, Sequence[tuple[bytes, datetime]]]:
    """The ranks of the newest releases of some products, with when they were released: one statement."""
    found: dict[str, list[tuple[bytes, datetime]]] = defaultdict(list)
    for its in context.rows(sql.NEWEST, products=list(products)) if products else ():
        found[its.product].append((version_rank(its.version), its.released_at))
    return found


def newest_releases(context: Context, products: Sequence[str]) -> Mapping[str, NewestRelease]:
    """The highest release of each of some products, of those that have one."""
    return {
        product: NewestRelease(*max(ranked)) for product, ranked in ranked_releases(context, products).items()
    }
