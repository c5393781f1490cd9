"""How lists and details of plugins are asked for: by the queries that they declare, as the reader."""

from collections.abc import Callable

from attrs import asdict, evolve

from commkit.feeds.contents.messages import ReadEntryDetails, ReadFeedChannel, ReadPostFeed
from commkit.feeds.contents.records import EntryDetails, EntrySource, FeedChannel, FeedPosts, PostFeed
from commkit.feeds.feature import FeedSettings, feeds
from commkit.feeds.policy import feed_not_found
from commkit.posts import PostId
from commkit.runtime.model.messages import Query
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import page_size


@feeds.handles(ReadPostFeed)
def read_post_feed(context: Context, query: ReadPostFeed) -> FeedPosts:
    """Ask the query of the list with this path."""
    limit = page_size(query.limit)
    for declared in context.declared(PostFeed):
        if declared.path == query.path:
            return context.ask(_posts_of(declared)(query.key, after=query.after, limit=limit))
    raise feed_not_found()


@feeds.handles(ReadEntryDetails)
def read_entry_details(context: Context, query: ReadEntryDetails) -> tuple[EntryDetails, ...]:
    """Ask each source once for all posts, and put what they say of one post together."""
    found: dict[PostId, EntryDetails] = {}
    for source in context.declared(EntrySource) if query.posts else ():
        if not context.may_send(source.queries[0]):
            continue
        for each in context.ask(_details_of(source)(query.posts)):
            known = found.get(each.post, EntryDetails(post=each.post))
            found[each.post] = evolve(
                known, authors=known.authors + each.authors, notices=known.notices + each.notices
            )
    return tuple(found[id] for id in dict.fromkeys(query.posts) if id in found)


@feeds.handles(ReadFeedChannel)
def read_feed_channel(context: Context, query: ReadFeedChannel) -> FeedChannel:
    """What the settings say; no statement."""
    return FeedChannel(**asdict(context.settings(FeedSettings)))


def _posts_of(declared: PostFeed) -> Callable[..., Query[FeedPosts]]:
    return declared.queries[0]


def _details_of(source: EntrySource) -> Callable[..., Query[tuple[EntryDetails, ...]]]:
    return source.queries[0]
