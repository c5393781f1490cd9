"""How lists of threads are read; see `commkit.posts.listing.statements` for the ways to one."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from attrs import frozen

from commkit.posts.feature import posts
from commkit.posts.listing import statements as sql
from commkit.posts.listing.filters.policy import each_value, parameters
from commkit.posts.listing.filters.statements import Filters
from commkit.posts.listing.messages import ListThreads, ThreadFilter, ThreadOrder
from commkit.posts.listing.orders.policy import CursorCodec, cursors_of
from commkit.posts.records import Post
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, page_size


@posts.handles(ListThreads)
def list_threads_asked(context: Context, query: ListThreads) -> Page[Post]:
    """Read the page."""
    return list_threads(context, query)


def list_threads(context: Context, filter: ThreadFilter) -> Page[Post]:
    """A page of the threads that fit a filter and that the actor may see.

    Args:
        context: The context of the query.
        filter: Which threads, in which order, from where.

    Raises:
        Invalid: As for `ListThreads`.
    """
    codec = cursors_of(filter)
    filters, values = parameters(context, filter)
    listing = _Listing(
        context, filter.order, codec, filters, values | codec.decode(filter.after), page_size(filter.limit)
    )
    return listing.read()


@frozen(eq=False)
class _Listing:
    """One list that is read."""

    context: Context
    sort: ThreadOrder
    codec: CursorCodec
    filters: Filters
    values: dict[str, Any]
    limit: int

    def read(self) -> Page[Post]:
        """By the index; else by looking through the next threads; else by sorting few; else by looking further.

        Several spaces are one list each, by the index, and merged.
        """
        if "spaces" in self.filters:
            each = each_value(self.filters, self.values, "space")
            if not sql.needs_looking(self.sort, each[0][0]):
                return self._page(self._merged(self._by_index(*one) for one in each))
        page, done = self._look(sql.NEAR)
        if done:
            return page
        near_enough = len(page.items) * (sql.FAR // sql.NEAR) > self.limit
        if near_enough:
            page, done = self._look(sql.FAR)
            if done:
                return page
        few = self._few()
        if few is not None:
            return self._page(few)
        return page if near_enough else self._look(sql.FAR)[0]

    def _by_index(self, filters: Filters, values: dict[str, Any]) -> list[Post]:
        """The next threads of a list that an index answers alone."""
        return list(self.context.rows(sql.page(self.sort, filters), **values, size=self.limit + 1))

    def _look(self, through: int) -> tuple[Page[Post], bool]:
        """A page of the next threads; and whether it is full, or the last one."""
        statement = sql.page(self.sort, self.filters)
        rows = self.context.rows(statement, **self.values, size=self.limit + 1, through=through)
        if len(rows) > self.limit or not sql.needs_looking(self.sort, self.filters):
            return self._page(rows), True
        end = sql.last_looked_at(self.sort, self.filters)
        last = self.context.one(end, **self.values, before_last=through - 1)
        if last is None:
            return self._page(rows), True
        if len(rows) == self.limit:
            last = self.codec.key(rows[-1])
        return Page(tuple(rows), self.codec.encode(last)), len(rows) == self.limit

    def _few(self) -> list[Post] | None:
        """The next threads, where one of the filters has few of them."""
        for lead in sql.FEW_LEADS:
            if self._is_asked(lead):
                found = [self._of_few(lead, *one) for one in each_value(self.filters, self.values, lead)]
                if None not in found:
                    return self._merged(filter(None, found))
        return None

    def _is_asked(self, lead: str) -> bool:
        names = {"since", "until"} if lead == "period" else {lead, f"{lead}s"}
        return not self.filters.isdisjoint(names)

    def _of_few(self, lead: str, filters: Filters, values: dict[str, Any]) -> list[Post] | None:
        statement = sql.few(self.sort, filters, lead)
        rows = self.context.rows(statement, **values, size=self.limit + 1, one_more_than_few=sql.FEW + 1)
        if rows[0][0] > sql.FEW:
            return None
        return [post for _, post in rows if post is not None]

    def _merged(self, lists: Iterable[list[Post]]) -> list[Post]:
        """The first threads of several lists, each of which is sorted."""
        rises = self.sort is ThreadOrder.UNANSWERED
        return sorted(chain.from_iterable(lists), key=self.codec.key, reverse=not rises)[: self.limit + 1]

    def _page(self, rows: list[Post]) -> Page[Post]:
        if len(rows) <= self.limit:
            return Page(tuple(rows))
        return Page(tuple(rows[: self.limit]), self.codec.encode(self.codec.key(rows[self.limit - 1])))
