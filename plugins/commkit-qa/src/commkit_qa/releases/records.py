"""Releases of products, and who was asked whether an answer still works in one."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.statistics import Share
from commkit.storage import Person, Plain
from commkit_qa.confirmations.records import Version
from commkit_qa.freshness.records import ProductName, VersionKey

ReleaseId = NewType("ReleaseId", UUID)
"""The id of an announced release."""
NotesUrl = Annotated[str, Plain(max=2_000, multiline=False)]
"""Where the notes of a release are."""


@frozen
class Release:
    """A release of a product; one for each version.

    Attributes:
        id: Its id.
        product: The product.
        version: The version.
        version_key: By which equal versions are one.
        released_at: When it was released.
        notes: Where its notes are; empty where that is not known.
        announced_at: When it was announced here.
        ahead: Whether its version was higher than all that had been announced: only then members are asked about it.
    """

    id: ReleaseId
    product: ProductName
    version: Version
    version_key: VersionKey
    released_at: datetime
    notes: NotesUrl
    announced_at: datetime
    ahead: bool


@frozen(kw_only=True)
class ReleaseNotice:
    """A release as a `ReleasePort` tells of it.

    Attributes:
        product: The product.
        version: The version.
        released_at: When it was released.
        notes: Where its notes are.
    """

    product: str
    version: str
    released_at: datetime
    notes: str = ""


@frozen
class Recheck:
    """That a member was asked whether a post still works in a release; once for each.

    Attributes:
        release: The release.
        post: The post.
        member: Who was asked.
        asked_at: When.
        expires_at: Until when they are asked.
        answered_at: When they said whether it works there, in time; None where they did not.
    """

    release: ReleaseId
    post: PostId
    member: Annotated[MemberId, Person()]
    asked_at: datetime
    expires_at: datetime
    answered_at: datetime | None = None


@frozen
class OpenRecheck:
    """What a member is asked: does this post still work in this release?

    Attributes:
        post: The post.
        title: The title of its thread.
        release: The release.
        product: The product.
        version: The version of the release.
        notes: Where the notes of the release are.
        expires_at: Until when they are asked.
    """

    post: PostId
    title: str
    release: ReleaseId
    product: str
    version: str
    notes: str
    expires_at: datetime


@frozen
class RecheckNumbers:
    """What came of asking members whether answers still work, as it is now.

    Attributes:
        answered: Of those who were asked and have answered, or had the whole time to, those who answered in time: who
            still may answer is not counted. With the sample size and the Wilson score interval; None without any.
        works: Of the posts that somebody who was asked has reported on, those of which the newest such report says that
            they work in the release.
        waiting: Requests that are still open.
    """

    answered: Share | None
    works: Share | None
    waiting: int
