"""What plugins declare for feeds, and what their queries answer."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import field, frozen

from commkit.posts import PostId
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.messages import Query

CORE_PATHS = frozenset(
    {"", "community", "member", "members", "search", "space", "spaces", "tag", "tags", "thread", "threads"}
)
"""What addresses of feeds of the core begin with, and what it calls them itself."""
_PATH = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@frozen(kw_only=True)
class PostFeed:
    """A list of posts that has feeds; a feature declares it: `declares=(PostFeed(...),)`.

    Attributes:
        name: Its name, which begins with the plugin's.
        path: What its addresses have after `/-/feeds/`, such as `series` for `/-/feeds/series/{key}.atom`.
        queries: The one query that reads it: `(key, *, after: str | None, limit: int)`, which answers a `FeedPosts`.

    Raises:
        Invalid: The path is none, or one of the core's, or there is not one query (`feeds.bad_post_feed`).
    """

    name: str
    path: str
    queries: tuple[type[Query[Any]], ...]

    def __attrs_post_init__(self) -> None:
        faults = []
        if not _PATH.fullmatch(self.path):
            faults.append(
                FieldError("path", "malformed", "use lower-case letters, digits and hyphens between them")
            )
        if self.path in CORE_PATHS:
            faults.append(
                FieldError("path", "taken", f"the core has feeds at {self.path!r}; use another word")
            )
        if len(self.queries) != 1:
            faults.append(FieldError("queries", "not_one", "name the one query that reads it"))
        if faults:
            raise Invalid(faults, code="feeds.bad_post_feed")


@frozen(kw_only=True)
class FeedPosts:
    """What a query of a `PostFeed` answers: one list, as its reader sees it.

    Attributes:
        id: The id of what it is about, from which the id of the feed is made; it never changes.
        title: What it is called, plain text.
        description: What it is about, plain text.
        record: The name of its record, by which the host's `Site` gives its page.
        posts: The ids of its posts, the newest first. Those that the reader does not see are left out later.
        next: Give it as `after` for the next page; None at the end.
    """

    id: UUID
    title: str
    description: str
    record: str
    posts: tuple[PostId, ...]
    next: str | None = None


@frozen(kw_only=True)
class EntrySource:
    """Where entries of feeds have more from than their post; a feature declares it: `declares=(EntrySource(...),)`.

    Attributes:
        name: Its name, which begins with the plugin's.
        queries: The one query that reads it: `(posts)`, ids of at most 100 posts, which answers a tuple of
            `EntryDetails` for those of them that it says something of.

    Raises:
        Invalid: There is not one query (`feeds.bad_entry_source`).
    """

    name: str
    queries: tuple[type[Query[Any]], ...]

    def __attrs_post_init__(self) -> None:
        if len(self.queries) != 1:
            raise Invalid.field(
                "queries", "not_one", "name the one query that reads it", error_code="feeds.bad_entry_source"
            )


@frozen
class EntryNotice:
    """What was said of a post after it was published, such as a correction; shown ahead of its text.

    Attributes:
        kind: What it is, in one word of the plugin's: `corrected`, `retired`.
        text: What is said, plain text.
        at: When.
        instead: The post to read instead, if the reader may see it.
    """

    kind: str
    text: str
    at: datetime
    instead: PostId | None = None


@frozen(kw_only=True)
class EntryDetails:
    """What an entry of a feed says beside its post.

    Attributes:
        post: The post.
        authors: Names of further authors.
        notices: What was said of it later, the newest first.
    """

    post: PostId
    authors: tuple[str, ...] = ()
    notices: tuple[EntryNotice, ...] = field(default=())


@frozen(kw_only=True)
class FeedChannel:
    """What all feeds of a community say of themselves, as `FeedSettings` have it.

    Attributes:
        language: As in `FeedSettings`, like the rest.
        image: The address of a picture.
        category: A category of podcasts.
        explicit: Whether recordings are for adults only.
        copyright: Whose rights the texts are.
    """

    language: str
    image: str
    category: str
    explicit: bool
    copyright: str
