"""An article as its readers see it."""

from datetime import datetime

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId


@frozen
class Byline:
    """Somebody who is named on an article.

    Attributes:
        member: The member; None for an author who was erased.
        name: Their name.
    """

    member: MemberId | None
    name: str


@frozen(kw_only=True)
class PublishedArticle:
    """What readers learn of an article beside its post.

    Attributes:
        post: The post that opens its thread; `ReadPost` gives its text, `ListRevisions` what it said before.
        kind: Its kind.
        state: `published`, `corrected` or `retired`.
        title: Its title.
        authors: Its author and its co-authors, in the order in which they accepted.
        published_at: When it was published.
        corrections: How often it was corrected.
        retired_at: When it was retired; None while it holds.
        retired_because: Why it was retired; empty while it holds.
        retracted: Whether it should not have been published.
        replaced_by: The post to read instead, if the reader may see it.
    """

    post: PostId
    kind: str
    state: str
    title: str
    authors: tuple[Byline, ...]
    published_at: datetime
    corrections: int
    retired_at: datetime | None
    retired_because: str
    retracted: bool
    replaced_by: PostId | None


@frozen
class Correction:
    """A correction of a published article.

    Attributes:
        post: The post of the article.
        version: The version of the post that it made; `CompareRevisions` shows what it changed.
        note: What was wrong.
        at: When.
        thanks: Who reported the mistake.
    """

    post: PostId
    version: int
    note: str
    at: datetime
    thanks: tuple[Byline, ...]
