"""An entry of a feed, as readers see it."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.posts import PostId
from commkit_feedreader.feeds.records import FeedId

FeedEntryId = NewType("FeedEntryId", UUID)
"""The id of an entry here; its site has another one for it."""


@frozen(kw_only=True)
class FeedEntry:
    """An entry of a feed. All its texts are plain text: escape them in a page.

    Attributes:
        id: Its id.
        feed: The feed that it is of.
        feed_title: What the feed calls itself.
        site: The page that the feed is of; empty where it says nothing.
        title: Its title; of one without, the beginning of its text.
        link: Where it can be read, an `https:` or `http:` address; empty where it has none.
        summary: The beginning of its text, at most 500 characters.
        published_at: When it was published, as its feed says; when it was found where that says nothing, or a time to
            come.
        found_at: When it was taken.
        changed_at: When a change of it was taken last; None where there was none.
        post: The post that it became; None where it is only listed.
    """

    id: FeedEntryId
    feed: FeedId
    feed_title: str
    site: str
    title: str
    link: str
    summary: str
    published_at: datetime
    found_at: datetime
    changed_at: datetime | None
    post: PostId | None
