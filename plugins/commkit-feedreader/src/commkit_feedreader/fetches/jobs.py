"""The worker's own command that records what came of a fetch."""

from datetime import timedelta
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Context, Items
from commkit.storage import reschedule
from commkit_feedreader.documents.guards.policy import MAX_ENTRIES
from commkit_feedreader.entries.records import FeedEntryId
from commkit_feedreader.feeds.feature import FeedSettings, feed_feature
from commkit_feedreader.feeds.handlers import pause
from commkit_feedreader.feeds.records import FeedId, PauseReason
from commkit_feedreader.feeds.turns import statements as turns_sql
from commkit_feedreader.fetches import statements as sql
from commkit_feedreader.fetches.facts import FeedFetched, FeedFetchFailed, FeedMoved
from commkit_feedreader.fetches.policy import pause_after_failure
from commkit_feedreader.policy import Code, Header, MaybeUrl, Title


@frozen(kw_only=True)
class RecordFeedFetch(Command[bool]):
    """Record that a feed was fetched; sent as `SYSTEM`, once for each turn.

    Attributes:
        feed: Which.
        turn: The turn; what came of an earlier one is passed over.
        status: The HTTP status of the answer.
        url: Where permanent redirects led; empty where there were none.
        etag: The ETag to ask with the next time; empty for none.
        last_modified: The time to ask with; empty for none.
        changed: Whether there was a new document.
        title: What the feed calls itself.
        site: The page that it is the feed of.
        entries: Entries that were read.
        taken: Entries that were taken of them.
        seen: The entries that are known here.
        cut: Whether there are more than were read.
        left: How many wait for the next fetch. The first document of a feed counts as read once none does.

    Returns:
        Whether it was recorded.
    """

    permission = "feedreader.fetch"
    when_archived = True
    host_only = True
    personal = ()

    feed: FeedId
    turn: int
    status: int
    url: MaybeUrl = ""
    etag: Header = ""
    last_modified: Header = ""
    changed: bool = True
    title: Title = ""
    site: MaybeUrl = ""
    entries: int = 0
    taken: int = 0
    seen: Annotated[tuple[FeedEntryId, ...], Items(max=MAX_ENTRIES)] = ()
    cut: bool = False
    left: int = 0


@frozen(kw_only=True)
class RecordFeedFailure(Command[bool]):
    """Record that a feed could not be fetched or read; sent as `SYSTEM`, once for each turn.

    Attributes:
        feed: Which.
        turn: The turn; what came of an earlier one is passed over.
        code: The code of the error.
        status: The HTTP status of the answer, where there was one.
        gone: Whether the feed is gone for good.
        retry_after: How long its site asks to wait.

    Returns:
        Whether it was recorded.
    """

    permission = "feedreader.fetch"
    when_archived = True
    host_only = True
    personal = ()

    feed: FeedId
    turn: int
    code: Code
    status: int | None = None
    gone: bool = False
    retry_after: timedelta | None = field(default=None)


@feed_feature.handles(RecordFeedFetch)
def record_feed_fetch(context: Context, command: RecordFeedFetch) -> bool:
    """Store what it came with, move the feed where it was redirected for good, and put the next turn in its place."""
    if not context.run(
        sql.RECORD_SUCCESS,
        id=command.feed,
        seen=command.turn,
        now=context.now,
        new_status=command.status,
        new_etag=command.etag,
        new_last_modified=command.last_modified,
    ):
        return False
    if command.changed:
        ((document,),) = context.rows(
            sql.RECORD_DOCUMENT,
            id=command.feed,
            new_cut=command.cut,
            new_title=command.title,
            new_site=command.site,
            whole=command.left == 0,
        )
        if command.seen:
            context.run(
                sql.SEEN, feed=command.feed, entries=command.seen, new_document=document, now=context.now
            )
    if command.url:
        _move(context, command.feed, command.url)
    _put_off(context, command.feed, context.settings(FeedSettings).every)
    context.emit(
        FeedFetched(feed=command.feed, entries=command.entries, taken=command.taken, cut=command.cut)
    )
    return True


@feed_feature.handles(RecordFeedFailure)
def record_feed_failure(context: Context, command: RecordFeedFailure) -> bool:
    """Count it; pause the feed where it is gone or failed too often, else put the next turn off."""
    rows = context.rows(
        sql.RECORD_FAILURE,
        id=command.feed,
        seen=command.turn,
        now=context.now,
        code=command.code,
        new_status=command.status,
    )
    if not rows:
        return False
    ((failures,),) = rows
    context.emit(FeedFetchFailed(feed=command.feed, code=command.code, failures=failures))
    if command.gone:
        pause(context, command.feed, PauseReason.GONE)
    elif failures >= context.settings(FeedSettings).pause_after:
        pause(context, command.feed, PauseReason.FAILING)
    else:
        _put_off(context, command.feed, pause_after_failure(failures, command.retry_after))
    return True


def _move(context: Context, id: FeedId, url: str) -> None:
    """Give it the new address, unless another feed has that: a steward decides what becomes of the two."""
    if context.rows(sql.OTHERS, id=id, new_url=url) == [(0,)] and context.run(sql.MOVE, id=id, new_url=url):
        context.emit(FeedMoved(feed=id))


def _put_off(context: Context, id: FeedId, pause: timedelta) -> None:
    """Put the turn that is scheduled where it belongs."""
    found = context.one(turns_sql.SCHEDULED, id=id)
    if found is not None and found[0] is not None:
        at = context.now + pause
        reschedule(context, found[0], to=at)
        context.run(turns_sql.SET_SCHEDULED, id=id, new_scheduled=found[0], new_next_at=at)
