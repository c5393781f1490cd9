"""The front page with its slots, and why each has what it has."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId, PostView
from commkit.storage import Person


class SlotReason(StrEnum):
    """Why a post stands on the front page."""

    PINNED = "pinned"
    """An editor pinned it to this slot."""
    ARTICLE = "article"
    """It is among the articles that were published last."""
    FEATURED = "featured"
    """It is among the comments that were featured last."""


@frozen
class FrontPin:
    """A post that is pinned to a slot of the front page.

    Attributes:
        slot: The number of the slot, from 1.
        post: The post.
        pinned_by: Who pinned it; None for the host.
        pinned_at: When.
        until: When the pin ends by itself; None for never.
    """

    slot: int
    post: PostId
    pinned_by: Annotated[MemberId | None, Person(owns=False)]
    pinned_at: datetime
    until: datetime | None


@frozen
class FrontCandidate:
    """A post that may stand on the front page.

    Attributes:
        post: The post.
        at: When it was published, or featured.
        by_staff: Whether it counts as the company's own.
        reason: Why it may.
    """

    post: PostId
    at: datetime
    by_staff: bool
    reason: SlotReason


@frozen
class FilledSlot:
    """A slot and what stands there.

    Attributes:
        slot: The number of the slot, from 1.
        post: The post.
        by_staff: Whether it counts as the company's own.
        reason: Why it stands there.
    """

    slot: int
    post: PostId
    by_staff: bool
    reason: SlotReason


@frozen
class FrontSlot:
    """A slot of the front page, as it is shown.

    Attributes:
        slot: The number of the slot, from 1.
        view: The post, as the page of a thread shows it.
        by_staff: Whether it counts as the company's own: by staff, by the community itself, or a press release.
        reason: Why it stands there.
    """

    slot: int
    view: PostView
    by_staff: bool
    reason: SlotReason


@frozen
class FrontQuota:
    """How the quota of the company's own posts was kept.

    Attributes:
        percent: The share of the slots that they may have at most, by the settings.
        allowed: How many slots that is.
        used: How many of them have one.
        passed_over: Posts of the company's own that would have had a slot without the quota, pinned ones included.
    """

    percent: int
    allowed: int
    used: int
    passed_over: tuple[PostId, ...]


@frozen
class FrontPage:
    """The front page, as this reader sees it.

    Attributes:
        slots: The slots that have a post, by their numbers. A slot stays empty where nothing may fill it.
        size: How many slots there are.
        quota: How the quota of the company's own posts was kept.
    """

    slots: tuple[FrontSlot, ...]
    size: int
    quota: FrontQuota
