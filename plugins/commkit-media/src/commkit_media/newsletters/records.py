"""A newsletter."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.members import GroupId
from commkit.spaces import SpaceId
from commkit.storage import Person, Plain
from commkit_articles import SeriesId

NewsletterId = NewType("NewsletterId", UUID)
"""The id of a newsletter."""
NewsletterTitle = Annotated[str, Plain(max=200, multiline=False)]
LocalClock = Annotated[str, Plain(max=5, min=0, multiline=False)]
ZoneName = Annotated[str, Plain(max=64, min=0, multiline=False)]


class NewsletterAudience(StrEnum):
    """Who may subscribe to a newsletter."""

    PUBLIC = "public"
    """Members, and everybody else by address."""
    MEMBERS = "members"
    """Members only."""
    GROUP = "group"
    """The members of a group only, as long as they are in it."""


class Cadence(StrEnum):
    """How often a newsletter goes out by itself."""

    BY_HAND = "by_hand"
    """Never: editors send each issue."""
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@frozen
class Newsletter:
    """A newsletter: for whom it is, what it has, and when it goes out by itself.

    Attributes:
        id: Its id.
        title: Its title, which is the subject of its mails.
        audience: Who may subscribe.
        cadence: How often it goes out by itself.
        at: The local time at which it does, such as `07:30`; empty for one that is sent by hand.
        weekday: 0 for Monday to 6 for Sunday; for weekly ones.
        day: The day of the month, 1 to 31, for monthly ones; of a month that lacks it, the last one.
        time_zone: The time zone of that time, such as `Europe/Vienna`; empty for one that is sent by hand.
        tags: It has articles with one of these tags; with any where there are none.
        space: It has articles of this space; of all where it is None.
        series: It has articles of this series; all where it is None.
        featured: Whether it has comments that were featured since the last issue, too.
        most: How many articles an issue has at most, and how many comments.
        covered_until: What was published up to then was in the issues sent so far.
        next_at: When the next issue goes out by itself; None for never.
        scheduled: The scheduled command that sends it.
        created_by: Who made it; None for the host.
        created_at: When.
        ended_at: When it was ended; None while it is not.
        group: The group that it is for; None where it is for no group.
    """

    id: NewsletterId
    title: NewsletterTitle
    audience: NewsletterAudience
    cadence: Cadence
    at: LocalClock
    weekday: int
    day: int
    time_zone: ZoneName
    tags: tuple[str, ...]
    space: SpaceId | None
    series: SeriesId | None
    featured: bool
    most: int
    covered_until: datetime
    next_at: datetime | None
    scheduled: UUID | None
    created_by: Annotated[MemberId | None, Person(owns=False)]
    created_at: datetime
    ended_at: datetime | None
    group: GroupId | None


@frozen
class NewsletterOffer:
    """A newsletter, as those who may subscribe see it.

    Attributes:
        id: Its id.
        title: Its title.
        audience: Who may subscribe.
        cadence: How often it goes out by itself.
        subscribed: Whether the actor is a member who gets it.
    """

    id: NewsletterId
    title: str
    audience: NewsletterAudience
    cadence: Cadence
    subscribed: bool
