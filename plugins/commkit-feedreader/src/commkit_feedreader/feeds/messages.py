"""The commands and queries of feeds."""

from attrs import field, frozen

from commkit import Command, Query
from commkit.members import AgentId
from commkit.spaces import SpaceId
from commkit_feedreader.feeds.records import Feed, FeedId
from commkit_feedreader.policy import Url, Word


@frozen
class AddFeed(Command[Feed]):
    """Subscribe the community, or a space of it, to a feed. The worker fetches it at once, and from then on regularly.

    Attributes:
        url: The address of the feed: `https://...`, on the public internet unless the host's `FetchPolicy` allows more.
        kind: The post kind that its entries become; empty to list them only.
        space: The space in which they are posted and listed.
        agent: The agent that is the author of the posts; the community itself where it is left out.
        older: Whether entries from before the subscription are posted, too.

    Raises:
        Invalid: The address cannot be used; or the kind does not exist, opens no thread, or requires values of fields,
            which no feed has.
        NotFound: There is no such space or agent for this actor.
        Conflict: There are as many feeds as the settings allow, or this one stands there already; or the space is
            archived or takes other kinds.
    """

    permission = "feedreader.manage"
    creates = True
    personal = ()

    url: Url
    kind: Word = field(default="", kw_only=True)
    space: SpaceId | None = field(default=None, kw_only=True)
    agent: AgentId | None = field(default=None, kw_only=True)
    older: bool = field(default=False, kw_only=True)


@frozen
class ChangeFeed(Command[Feed]):
    """Change the address of a feed, or what becomes of its entries from now on; what is None stays as it is.

    Attributes:
        feed: Which.
        url: The address.
        kind: The post kind that its entries become; empty to list them only.
        space: The space in which they are posted and listed.
        outside_spaces: Whether they stand in no space from now on.
        agent: The agent that is the author of the posts.
        by_community: Whether the community itself is their author from now on.
        older: Whether entries from before the subscription are posted, too.

    Raises:
        NotFound: There is no such feed, space or agent for this actor.
        Invalid: As for `AddFeed`; or both a space and none, or an agent and none, are asked for.
        Conflict: As for `AddFeed`; or somebody changed it in the meantime.
    """

    permission = "feedreader.manage"
    personal = ()

    feed: FeedId
    url: Url | None = field(default=None, kw_only=True)
    kind: Word | None = field(default=None, kw_only=True)
    space: SpaceId | None = field(default=None, kw_only=True)
    outside_spaces: bool = field(default=False, kw_only=True)
    agent: AgentId | None = field(default=None, kw_only=True)
    by_community: bool = field(default=False, kw_only=True)
    older: bool | None = field(default=None, kw_only=True)


@frozen
class PauseFeed(Command[Feed]):
    """Fetch a feed no more until it is resumed; repeated, it changes nothing.

    Raises:
        NotFound: There is no such feed for this actor.
    """

    permission = "feedreader.manage"

    feed: FeedId


@frozen
class ResumeFeed(Command[Feed]):
    """Fetch a paused feed again, at once and regularly; its failures are forgotten. Repeated, it changes nothing.

    Raises:
        NotFound: There is no such feed for this actor.
    """

    permission = "feedreader.manage"

    feed: FeedId


@frozen
class FetchFeed(Command[Feed]):
    """Have the worker fetch a feed now, and not only when it is due.

    Raises:
        NotFound: There is no such feed for this actor.
        Conflict: It is paused.
    """

    permission = "feedreader.manage"

    feed: FeedId


@frozen
class RemoveFeed(Command[None]):
    """End the subscription to a feed. Its list of entries goes; what was posted stays, and is marked no more.

    Raises:
        NotFound: There is no such feed for this actor.
    """

    permission = "feedreader.manage"

    feed: FeedId


@frozen
class ReadFeed(Query[Feed]):
    """Read one feed, with how its last fetch went.

    Raises:
        NotFound: There is no such feed for this actor.
    """

    permission = "feedreader.manage"

    feed: FeedId


@frozen
class ListFeeds(Query[tuple[Feed, ...]]):
    """List the feeds that the actor sees, the oldest subscription first; at most as many as the settings allow."""

    permission = "feedreader.manage"
