"""How orphaned questions are listed and counted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from commkit import Context, Page
from commkit.storage import EARLIEST, FIRST_ID, keyset, page_size
from commkit_qa.orphans import statements as sql
from commkit_qa.orphans.feature import OrphanSettings, orphan_feature
from commkit_qa.orphans.messages import CountOrphans, ListOrphans
from commkit_qa.orphans.records import OrphanCount, OrphanedQuestion
from commkit_qa.policy import question_kinds
from commkit_qa.statements import reply_values

_BY_AGE = keyset(datetime, UUID, of="qa.orphans")


@orphan_feature.handles(ListOrphans)
def list_orphans(context: Context, query: ListOrphans) -> Page[OrphanedQuestion]:
    """Read them in the order in which they were asked."""
    limit = page_size(query.limit)
    after_at, after = _BY_AGE.decode(query.after, default=(EARLIEST, FIRST_ID))
    rows = context.rows(sql.PAGE(context), after_at=after_at, after=after, size=limit + 1, **_values(context))
    return _BY_AGE.page(rows, limit, lambda found: (found.asked_at, found.id))


@orphan_feature.handles(CountOrphans)
def count_orphans(context: Context, query: CountOrphans) -> OrphanCount:
    """One statement."""
    ((asked, orphans),) = context.rows(sql.COUNTS(context), since=query.since or EARLIEST, **_values(context))
    return OrphanCount(asked=asked, orphans=orphans, rate=orphans / asked if asked else None)


def _values(context: Context) -> dict[str, Any]:
    return {
        "kinds": list(question_kinds(context.community_type)),
        **reply_values(context),
        "before": context.now - context.settings(OrphanSettings).orphan_after,
    }
