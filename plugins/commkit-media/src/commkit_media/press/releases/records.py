"""Releases of the press room, and who agreed to their embargo and read them."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Erasure, Person, Plain
from commkit_articles import ArticleId

PressReleaseId = NewType("PressReleaseId", UUID)
"""The id of a release; another one than those of its article and of its post."""


@frozen
class PressRelease:
    """A release: an article for the press.

    Attributes:
        id: Its id.
        article: The article.
        post: The post that the article became; None until then.
        ends_at: When its embargo ends; None where it has none.
        local_time: The same moment on the clocks of the time zone, as it was given; empty where it has none.
        time_zone: The name of that time zone.
        fold: Of a local time that occurs twice, which one: 0 for the first, 1 for the second; 0 for all others.
        set_by: Who set the embargo; None for nobody, or the host.
        set_at: When that was, or when the article was published without one.
    """

    id: PressReleaseId
    article: ArticleId
    post: PostId | None
    ends_at: datetime | None
    local_time: Annotated[str, Plain(max=19, multiline=False)]
    time_zone: Annotated[str, Plain(max=64, multiline=False)]
    fold: int
    set_by: Annotated[MemberId | None, Person(owns=False)]
    set_at: datetime


@frozen
class EmbargoReader:
    """That somebody agreed to an embargo, and when they read what is under it; for editors.

    Attributes:
        release: The release.
        member: Who.
        ends_at: The end of the embargo that they agreed to; where it was set anew, they have to agree again.
        accepted_at: When they agreed.
        first_read_at: When they first read it under embargo; None until then.
        last_read_at: When they last did.
        version: The version of the article that they read last.
    """

    release: PressReleaseId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    ends_at: datetime
    accepted_at: datetime
    first_read_at: datetime | None
    last_read_at: datetime | None
    version: int | None


@frozen(kw_only=True)
class ReleaseView:
    """A release as its readers see it.

    Attributes:
        release: The release.
        state: `embargoed`, or what its article is: `published`, `corrected`, `retracted` or `retired`.
        title: Its title; empty under an embargo, but for editors and for `OpenRelease`.
        body: Its text, in its source form; empty under an embargo likewise.
        markup: The markup of the text: `markdown` or `html`.
        accepted_at: When the reader agreed to the embargo as it is now; None where they did not.
    """

    release: PressRelease
    state: str
    title: str
    body: str
    markup: str
    accepted_at: datetime | None = None
