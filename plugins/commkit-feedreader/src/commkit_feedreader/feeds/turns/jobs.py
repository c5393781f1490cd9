"""The worker's own command that begins the next turn of a feed.

A turn schedules the one after it before it fetches anything. So the turns go on, whatever becomes of the fetch; its
outcome only moves the next turn to where it belongs.
"""

from datetime import timedelta

from attrs import frozen

from commkit import Command, Context
from commkit.storage import ScheduledCommandId, cancel_scheduled, schedule_command
from commkit_feedreader.feeds.feature import FeedSettings, feed_feature
from commkit_feedreader.feeds.records import FeedId
from commkit_feedreader.feeds.turns import statements as sql
from commkit_feedreader.fetches.facts import FeedDue

_AT_LEAST = timedelta(hours=1)
"""How long the next turn waits for the outcome of the one before it."""


@frozen
class FetchDueFeed(Command[bool]):
    """Begin the next turn of a feed; sent as `SYSTEM`.

    Attributes:
        feed: Which.
        turn: The turn before; another one was begun meanwhile where it is not the last any more.

    Returns:
        Whether the feed is fetched now.
    """

    permission = "feedreader.fetch"
    when_archived = True
    host_only = True

    feed: FeedId
    turn: int


@feed_feature.handles(FetchDueFeed)
def fetch_due_feed(context: Context, command: FetchDueFeed) -> bool:
    """In an archived community the turns go on, and nothing is fetched."""
    found = context.one(sql.TURN, id=command.feed)
    if found is None or found != (command.turn, None):
        return False
    fetches = context.community.archived_at is None
    _take_turn(context, command.feed, fetches=fetches)
    return fetches


def begin_turn(context: Context, id: FeedId) -> None:
    """Let the worker fetch a feed now, unless it is paused; what was scheduled for it is cancelled.

    Args:
        context: Of a command.
        id: The feed.
    """
    before = _take_turn(context, id, fetches=True)
    if before is not None:
        cancel_scheduled(context, before)


def end_turns(context: Context, id: FeedId) -> None:
    """Fetch a feed no more that was paused, or is deleted."""
    ((scheduled,),) = context.rows(sql.SCHEDULED, id=id) or ((None,),)
    if scheduled is not None:
        cancel_scheduled(context, scheduled)
    context.run(sql.SET_SCHEDULED, id=id, new_scheduled=None, new_next_at=None)


def _take_turn(context: Context, id: FeedId, *, fetches: bool) -> ScheduledCommandId | None:
    """Take the next turn, and schedule the one after it; gives what was scheduled before."""
    rows = context.rows(sql.NEXT_TURN, id=id)
    if not rows:
        return None
    ((turn, before),) = rows
    at = context.now + max(context.settings(FeedSettings).every, _AT_LEAST)
    scheduled = schedule_command(context, FetchDueFeed(id, turn), at=at, as_system=True)
    context.run(sql.SET_SCHEDULED, id=id, new_scheduled=scheduled, new_next_at=at)
    if fetches:
        context.emit(FeedDue(feed=id, turn=turn))
    return ScheduledCommandId(before) if before is not None else None
