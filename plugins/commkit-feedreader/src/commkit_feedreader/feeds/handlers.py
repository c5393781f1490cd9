"""How feeds are added, changed, paused, resumed and removed."""

from urllib.parse import urlsplit
from uuid import UUID

from attrs import evolve

from commkit import Conflict, Context, FieldError, Invalid, NotFound
from commkit.communities import lock_community
from commkit.fetching import FetchPolicy
from commkit.members import Agent
from commkit.spaces import check_kind_allowed, open_space
from commkit_feedreader.feeds import statements as sql
from commkit_feedreader.feeds.facts import FeedAdded, FeedChanged, FeedPaused, FeedRemoved, FeedResumed
from commkit_feedreader.feeds.feature import FeedSettings, feed_feature
from commkit_feedreader.feeds.messages import (
    AddFeed,
    ChangeFeed,
    FetchFeed,
    PauseFeed,
    RemoveFeed,
    ResumeFeed,
)
from commkit_feedreader.feeds.policy import kind_faults, url_faults
from commkit_feedreader.feeds.records import Feed, FeedId, PauseReason
from commkit_feedreader.feeds.turns.jobs import begin_turn, end_turns
from commkit_feedreader.tables import feed as feed_table


@feed_feature.loads(Feed, table=feed_table)
def fetch_feed_record(context: Context, id: UUID) -> Feed | None:
    """Load a feed, for those who manage them and see the space in which it stands."""
    return context.one(sql.ONE, id=id) if context.can("feedreader.manage") else None


@feed_feature.handles(AddFeed)
def add_feed(context: Context, command: AddFeed) -> Feed:
    """Add it, and begin its first turn."""
    most = context.settings(FeedSettings).max_feeds
    added = Feed(
        id=FeedId(context.new_id()),
        url=command.url,
        title=(urlsplit(command.url).hostname or "")[:300] if not _url_faults(context, command.url) else "",
        site="",
        space=command.space,
        kind=command.kind,
        agent=command.agent,
        older=command.older,
        added_at=context.now,
    )
    _check(context, added)
    lock_community(context)  # two at once cannot both be the last that the limit allows
    if context.rows(sql.COUNT)[0][0] >= most:
        raise Conflict("feedreader.too_many_feeds", f"a community may have {most} feeds; remove one first")
    _check_is_new(context, added)
    context.run(
        sql.ADD,
        added,
        added_by=context.member_or_none,
        etag="",
        last_modified="",
        turn=0,
        recorded=0,
        scheduled=None,
        document=0,
        fetch_count=0,
        failed_count=0,
    )
    context.emit(FeedAdded(feed=added.id))
    begin_turn(context, added.id)
    return context.get(Feed, added.id)


@feed_feature.handles(ChangeFeed)
def change_feed(context: Context, command: ChangeFeed) -> Feed:
    """Save what is given; another address is fetched at once, without the ETag of the one before."""
    before = context.get(Feed, command.feed)
    _check_choices(command)
    after = evolve(
        before,
        url=before.url if command.url is None else command.url,
        kind=before.kind if command.kind is None else command.kind,
        space=None if command.outside_spaces else command.space or before.space,
        agent=None if command.by_community else command.agent or before.agent,
        older=before.older if command.older is None else command.older,
    )
    _check(context, after)
    if (after.url, after.space) != (before.url, before.space):
        lock_community(context)
        _check_is_new(context, after)
    context.run(
        sql.CHANGE,
        id=after.id,
        new_url=after.url,
        new_kind=after.kind,
        new_space=after.space,
        new_agent=after.agent,
        new_older=after.older,
    )
    context.emit(FeedChanged(feed=after.id))
    if after.url != before.url:
        context.run(sql.FORGET_DOCUMENT, id=after.id)
        if after.paused_at is None:
            begin_turn(context, after.id)
    return context.get(Feed, after.id)


@feed_feature.handles(PauseFeed)
def pause_feed(context: Context, command: PauseFeed) -> Feed:
    """Pause it, if it is not."""
    found = context.get(Feed, command.feed)
    pause(context, found.id, PauseReason.STEWARD)
    return context.get(Feed, found.id)


def pause(context: Context, id: FeedId, reason: PauseReason) -> None:
    """Pause a feed; one that is paused stays so, for the reason that it was."""
    if context.run(sql.PAUSE, id=id, now=context.now, reason=reason):
        end_turns(context, id)
        context.emit(FeedPaused(feed=id, reason=reason.value))


@feed_feature.handles(ResumeFeed)
def resume_feed(context: Context, command: ResumeFeed) -> Feed:
    """Begin a turn, if it is paused."""
    found = context.get(Feed, command.feed)
    if context.run(sql.RESUME, id=found.id):
        context.emit(FeedResumed(feed=found.id))
        begin_turn(context, found.id)
    return context.get(Feed, found.id)


@feed_feature.handles(FetchFeed)
def fetch_feed(context: Context, command: FetchFeed) -> Feed:
    """Begin a turn before it is due."""
    found = context.get(Feed, command.feed)
    if found.paused_at is not None:
        raise Conflict("feedreader.paused", "this feed is paused; resume it, and it is fetched at once")
    begin_turn(context, found.id)
    return context.get(Feed, found.id)


@feed_feature.handles(RemoveFeed)
def remove_feed(context: Context, command: RemoveFeed) -> None:
    """Delete it with its entries; their posts stay."""
    found = context.get(Feed, command.feed)
    end_turns(context, found.id)
    context.run(sql.DELETE_ENTRIES, feed=found.id)
    if not context.run(sql.DELETE, id=found.id):
        raise NotFound("feedreader.no_feed", "there is no such feed here any more")
    context.emit(FeedRemoved(feed=found.id))


def _check(context: Context, feed: Feed) -> None:
    faults = _url_faults(context, feed.url) + kind_faults(context.community_type, feed.kind)
    if faults:
        raise Invalid(faults)
    if feed.space is not None:
        space = open_space(context, feed.space)
        if feed.kind:
            check_kind_allowed(space, feed.kind)
    if feed.agent is not None:
        context.get(Agent, feed.agent)


def _url_faults(context: Context, url: str) -> list[FieldError]:
    return url_faults(url, context.port(FetchPolicy) or FetchPolicy())


def _check_choices(command: ChangeFeed) -> None:
    faults = []
    if command.outside_spaces and command.space is not None:
        faults.append(FieldError("space", "contradiction", "name a space, or say that it stands in none"))
    if command.by_community and command.agent is not None:
        faults.append(FieldError("agent", "contradiction", "name an agent, or say that there is none"))
    if faults:
        raise Invalid(faults)


def _check_is_new(context: Context, feed: Feed) -> None:
    if any(id != feed.id and space == feed.space for id, space in context.rows(sql.OF_URL, url=feed.url)):
        raise Conflict("feedreader.known_feed", "this feed is there already; change that one instead")
