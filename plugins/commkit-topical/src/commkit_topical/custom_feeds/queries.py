"""How custom feeds are read."""

from collections.abc import Sequence

from commkit import Context, Page
from commkit.posts import ListThreads, Post, ThreadView, ViewThreads
from commkit.spaces import SpaceId
from commkit_topical.custom_feeds import statements as sql
from commkit_topical.custom_feeds.feature import custom_feed_feature
from commkit_topical.custom_feeds.messages import (
    ListCustomFeedThreads,
    ListMyCustomFeeds,
    ViewCustomFeed,
)
from commkit_topical.custom_feeds.records import CustomFeed, CustomFeedContent, CustomFeedId


def contents_of(context: Context, feeds: Sequence[CustomFeed]) -> tuple[CustomFeedContent, ...]:
    """Feeds with their spaces that the reader sees, in one statement."""
    if not feeds:
        return ()
    spaces: dict[CustomFeedId, list[SpaceId]] = {}
    for feed, space in context.rows(sql.SPACES, feeds=[each.id for each in feeds]):
        spaces.setdefault(CustomFeedId(feed), []).append(SpaceId(space))
    return tuple(CustomFeedContent(each, tuple(spaces.get(each.id, ()))) for each in feeds)


@custom_feed_feature.handles(ListMyCustomFeeds)
def list_my_custom_feeds(context: Context, query: ListMyCustomFeeds) -> tuple[CustomFeedContent, ...]:
    """Of who is no member there is none; the number of a member's feeds is limited."""
    me = context.member_or_none
    return contents_of(context, context.rows(sql.MINE, owner=me)) if me is not None else ()


@custom_feed_feature.handles(ListCustomFeedThreads)
def list_custom_feed_threads(context: Context, query: ListCustomFeedThreads) -> Page[Post]:
    """Ask the core's own list, for the spaces that the reader sees; of none it would list all threads."""
    spaces = _spaces_of(context, query.feed)
    if not spaces:
        return Page(())
    return context.ask(ListThreads(spaces=spaces, order=query.order, after=query.after, limit=query.limit))


@custom_feed_feature.handles(ViewCustomFeed)
def view_custom_feed(context: Context, query: ViewCustomFeed) -> Page[ThreadView]:
    """The same with all that a page shows."""
    spaces = _spaces_of(context, query.feed)
    if not spaces:
        return Page(())
    return context.ask(
        ViewThreads(
            spaces=spaces, order=query.order, after=query.after, limit=query.limit, rendered=query.rendered
        )
    )


def _spaces_of(context: Context, feed: CustomFeedId) -> tuple[SpaceId, ...]:
    return contents_of(context, [context.get(CustomFeed, feed)])[0].spaces
