"""The commands and queries of custom feeds."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text
from commkit.posts import Post, ThreadOrder, ThreadView
from commkit.spaces import SpaceId
from commkit_topical.custom_feeds.records import CustomFeedContent, CustomFeedId

FeedTitle = Annotated[str, Text(max=100, multiline=False)]


@frozen
class CreateCustomFeed(Command[CustomFeedContent]):
    """Keep some spaces under a title, to read them as one list. Nobody else learns of it.

    Attributes:
        title: Its title, which none of the actor's other feeds has.
        spaces: The spaces, 1 to 8.

    Raises:
        NotFound: There is no such space for this actor.
        Invalid: There is no space, or there are more than 8.
        Conflict: The actor has a feed with this title, or as many feeds as the settings allow.
    """

    permission = "topical.keep_custom_feeds"
    granted_to = "member"
    discreet = True
    creates = True
    personal = ("title",)

    title: FeedTitle
    spaces: tuple[SpaceId, ...]


@frozen
class UpdateCustomFeed(Command[CustomFeedContent]):
    """Rename a custom feed of one's own, or give it other spaces.

    Attributes:
        feed: The feed.
        title: Its title; what is left out stays as it is.
        spaces: Its spaces, 1 to 8, in place of all that it had.

    Raises:
        NotFound: There is no such feed or space for this actor.
        Invalid: There is no space, or there are more than 8.
        Conflict: The actor has another feed with this title.
    """

    permission = "topical.keep_custom_feeds"
    discreet = True
    personal = ("title",)

    feed: CustomFeedId
    title: FeedTitle | None = field(default=None, kw_only=True)
    spaces: tuple[SpaceId, ...] | None = field(default=None, kw_only=True)


@frozen
class DeleteCustomFeed(Command[None]):
    """Delete a custom feed of one's own.

    Raises:
        NotFound: There is no such feed for this actor.
    """

    permission = "topical.keep_custom_feeds"
    discreet = True
    withdraws = True

    feed: CustomFeedId


@frozen
class ListMyCustomFeeds(Query[tuple[CustomFeedContent, ...]]):
    """List the actor's own custom feeds, the newest first."""

    permission = "topical.read_custom_feeds"
    granted_to = "member"


@frozen
class ListCustomFeedThreads(Query[Page[Post]]):
    """List the threads of a custom feed of one's own, of those that the actor may see and does not mute.

    Attributes:
        feed: The feed.
        order: Their order.
        after: The `next` of the page before, in the same order; of a feed with other spaces it is refused.
        limit: Threads on a page, 1 to 100.

    Raises:
        NotFound: There is no such feed for this actor.
        Invalid: The cursor is of another order, or of other spaces.
    """

    permission = "topical.read_custom_feeds"
    granted_to = "member"
    personal = ()

    feed: CustomFeedId
    order: ThreadOrder = field(default=ThreadOrder.ACTIVE, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ViewCustomFeed(Query[Page[ThreadView]]):
    """What `ListCustomFeedThreads` lists, with all that a page shows of it, in a fixed number of statements.

    Attributes:
        feed: As for `ListCustomFeedThreads`, like the rest.
        rendered: Whether excerpts are made of the rendered text, which needs the extra `rendering`, rather than of
            its source.

    Raises:
        NotFound: There is no such feed for this actor.
        Invalid: As for `ListCustomFeedThreads`.
        PluginError: Texts are to be rendered, and the extra is not installed.
    """

    permission = "topical.read_custom_feeds"
    granted_to = "member"
    personal = ()

    feed: CustomFeedId
    order: ThreadOrder = field(default=ThreadOrder.ACTIVE, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
    rendered: bool = field(default=True, kw_only=True)
