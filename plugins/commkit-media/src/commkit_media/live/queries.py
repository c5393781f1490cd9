"""How tickers are read."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from commkit import Context
from commkit.posts import Post, PostId, post_views
from commkit.storage import LARGEST, keyset, page_size
from commkit_media.live import statements as sql
from commkit_media.live.feature import live_feature
from commkit_media.live.messages import ViewTicker
from commkit_media.live.records import EntryCorrection, TickerEntry, TickerPage
from commkit_media.policy import TICKER, check_kind

_BY_POSITION = keyset(int, of="media.ticker")


@live_feature.handles(ViewTicker)
def view_ticker(context: Context, query: ViewTicker) -> TickerPage:
    """The page, the pinned ones on the first, and what is beside all of them, which is read once."""
    thread, limit = context.get(Post, query.thread), page_size(query.limit)
    check_kind(thread, TICKER, field="thread")
    keyed = _BY_POSITION.within(thread.id)
    (before,) = keyed.decode(query.after, default=(LARGEST,))
    rows = context.rows(sql.PAGE, thread=thread.id, before=before, since=query.since, size=limit + 1)
    page = keyed.page(rows, limit, lambda row: (row[0],))
    is_first = query.after is None and query.since == 0
    pinned = context.rows(sql.PINNED, thread=thread.id, size=100) if is_first else []
    entries = _entries(context, thread, [*page.items, *pinned], rendered=query.rendered)
    return TickerPage(
        pinned=tuple(entries[row[2]] for row in pinned),
        items=tuple(entries[row[2]] for row in page.items),
        latest=max((row[0] for row in page.items), default=query.since),
        next=page.next,
    )


def _entries(
    context: Context, thread: Post, rows: Sequence[Any], *, rendered: bool
) -> dict[PostId, TickerEntry]:
    """Entries by their posts, each once."""
    shown = {row[2]: row for row in rows}
    if not shown:
        return {}
    posts = [Post(*row[2:]) for row in shown.values()]
    notes: defaultdict[PostId, list[EntryCorrection]] = defaultdict(list)
    for correction in context.rows(sql.CORRECTIONS, posts=[post.id for post in posts]):
        notes[correction.post].append(correction)
    return {
        view.post.id: TickerEntry(
            view,
            position=shown[view.post.id][0],
            pinned=shown[view.post.id][1] is not None,
            corrections=tuple(notes[view.post.id]),
        )
        for view in post_views(context, posts, space=lambda _: thread.space, rendered=rendered)
    }
