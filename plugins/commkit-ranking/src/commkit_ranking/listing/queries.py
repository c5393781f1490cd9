"""How pages by rank are read: what stands where it stood when the first page was read, and what has moved since."""

from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen

from commkit import Context, Page
from commkit.posts import Post, PostId, ReadPosts, ThreadView, tag_meant, thread_views
from commkit.storage import LARGEST, LAST_ID, Keyset, keyset, page_size
from commkit_ranking.listing import statements as sql
from commkit_ranking.listing.messages import ListRankedThreads, RankFilter, ViewRankedThreads
from commkit_ranking.listing.policy import Found, Looked, Position, behind, check_fresh, check_period, merged
from commkit_ranking.policy import Period, period_start
from commkit_ranking.ranks.feature import rank_feature

_POSITIONS = keyset(datetime, int, UUID, of="ranking.threads")


@rank_feature.handles(ListRankedThreads)
def list_ranked_threads(context: Context, query: ListRankedThreads) -> Page[Post]:
    """Find the positions of the page, and read its posts by their own query, which says who may."""
    check_period(query.order, query.period)
    limit = page_size(query.limit)
    cursors = _cursors_of(query)
    as_of, key, id = cursors.decode(query.after, default=(context.now, LARGEST, LAST_ID))
    check_fresh(as_of, context.now)
    found = _Listing(context, query, as_of, (key, id), limit).read()
    posts = context.ask(ReadPosts(tuple(PostId(id) for _, id in found.positions)))
    return Page(posts, cursors.encode((as_of, *found.end)) if found.end is not None else None)


@rank_feature.handles(ViewRankedThreads)
def view_ranked_threads(context: Context, query: ViewRankedThreads) -> Page[ThreadView]:
    """The page of the list, and what is beside it; asking the list's own query keeps the gates on it."""
    page = context.ask(
        ListRankedThreads(
            order=query.order,
            period=query.period,
            space=query.space,
            tag=query.tag,
            after=query.after,
            limit=query.limit,
        )
    )
    return Page(tuple(thread_views(context, page.items, rendered=query.rendered)), page.next)


def _cursors_of(query: RankFilter) -> Keyset[tuple[datetime, int, UUID]]:
    """The cursors of a list; those of the page with all that is beside it are the same."""
    return _POSITIONS.within(query.order, query.period, query.space, query.tag)


@frozen(eq=False)
class _Listing:
    """One list that is read, as it stood at a moment."""

    context: Context
    query: RankFilter
    as_of: datetime
    start: Position
    limit: int

    def read(self) -> Found:
        """By the index; else by looking through the next threads, by sorting few, or by looking further.

        Where filters are asked of each row, the first threads show how far apart those are that fit.
        """
        filters, values = self._filters()
        way = (self.query.order, self.query.period, filters)
        residual = sql.residual(*way)
        past = self._rows(sql.moved(*way), values, size=self.limit + 1, all=LARGEST)
        moved = [(key, id) for id, key in past]
        statement, chunk = sql.standing(*way), sql.CHUNK if residual else self.limit + 1
        looked = self._look(statement, values, Looked((), 0, self.start), chunk=chunk, far=chunk)
        if len(looked.fitting) * (sql.FAR // sql.CHUNK) <= self.limit:
            for lead in residual if looked.last is not None else ():
                rows = self._rows(sql.few(lead, *way), values, one_more_than_few=sql.FEW + 1)
                if len(rows) <= sql.FEW:
                    present = behind(self.start, [(id, key) for id, key, fits in rows if fits])
                    return merged(present, moved, self.limit, seen_until=None)
        looked = self._look(statement, values, looked, chunk=chunk, far=sql.FAR)
        return merged(looked.fitting, moved, self.limit, seen_until=looked.last)

    def _look(
        self, statement: Any, values: dict[str, Any], looked: Looked, *, chunk: int, far: int
    ) -> Looked:
        """Look through the next threads until the page is full, there are no more, or it were too many."""
        while len(looked.fitting) <= self.limit and looked.last is not None and looked.count < far:
            key, after = looked.last
            rows = self._rows(statement, values | {"key": key, "after": after}, size=chunk)
            looked = looked.and_then(rows, chunk)
        return looked

    def _rows(self, statement: Any, values: dict[str, Any], **more: Any) -> list[Any]:
        key, after = self.start
        known = {"as_of": self.as_of, "key": key, "after": after}
        found: list[Any] = self.context.rows(statement, **(known | values | more))
        return found

    def _filters(self) -> tuple[sql.Filters, dict[str, Any]]:
        query = self.query
        values: dict[str, Any] = {}
        if query.space is not None:
            values["space"] = query.space
        if query.tag is not None:
            values["tag"] = tag_meant(self.context, query.tag)
        filters = frozenset(values)
        if query.period is not Period.ALL:
            values["start"] = period_start(query.period, self.as_of)
        return filters, values
