"""The commands and queries of newsletters."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, Query, Text, TextCommand
from commkit.members import GroupId
from commkit.spaces import SpaceId
from commkit_articles import SeriesId
from commkit_media.newsletters.records import (
    Cadence,
    LocalClock,
    Newsletter,
    NewsletterAudience,
    NewsletterId,
    NewsletterOffer,
    NewsletterTitle,
    ZoneName,
)

TagNames = Annotated[tuple[Annotated[str, Text(max=50, multiline=False)], ...], Items(max=20)]


@frozen
class CreateNewsletter(TextCommand[Newsletter]):
    """Make a newsletter: its issues have the articles that were published since the last one, for those who subscribe.

    Attributes:
        title: Its title, which is the subject of its mails.
        audience: Who may subscribe.
        group: The group, for the audience `group`: one that the actor sees, or that of the accredited; no walled one.
        cadence: How often it goes out by itself.
        at: The local time at which it does, such as `07:30`.
        weekday: 0 for Monday to 6 for Sunday; for weekly ones.
        day: The day of the month, 1 to 31, for monthly ones; of a month that lacks it, the last one.
        time_zone: The time zone of that time, such as `Europe/Vienna`.
        tags: It has articles with one of these tags; with any where there are none.
        space: It has articles of this space; of all where it is None.
        series: It has articles of this series; all where it is None.
        featured: Whether it has comments that were featured since the last issue, too.
        most: How many articles an issue has at most, and how many comments; 1 to 50.

    Raises:
        Invalid: A field is out of its range, or would be ignored, such as a time without a cadence.
        NotFound: There is no such space, series or group for this actor.
    """

    permission = "media.edit_newsletters"
    creates = True
    shown = ("title", "tags")
    personal = ()

    title: NewsletterTitle
    audience: NewsletterAudience
    group: GroupId | None = field(default=None, kw_only=True)
    cadence: Cadence = field(default=Cadence.BY_HAND, kw_only=True)
    at: LocalClock = field(default="", kw_only=True)
    weekday: int = field(default=0, kw_only=True)
    day: int = field(default=1, kw_only=True)
    time_zone: ZoneName = field(default="", kw_only=True)
    tags: TagNames = field(default=(), kw_only=True)
    space: SpaceId | None = field(default=None, kw_only=True)
    series: SeriesId | None = field(default=None, kw_only=True)
    featured: bool = field(default=False, kw_only=True)
    most: int = field(default=20, kw_only=True)


@frozen
class ChangeNewsletter(TextCommand[Newsletter]):
    """Change a newsletter, all of it; a draft keeps its posts, and the next issue comes at the new time.

    Fields are those of `CreateNewsletter`.

    Raises:
        Invalid: A field is out of its range, or would be ignored.
        NotFound: There is no such newsletter, space, series or group for this actor.
        Conflict: It was ended.
    """

    permission = "media.edit_newsletters"
    shown = ("title", "tags")
    personal = ()

    newsletter: NewsletterId
    title: NewsletterTitle
    audience: NewsletterAudience
    group: GroupId | None = field(default=None, kw_only=True)
    cadence: Cadence = field(default=Cadence.BY_HAND, kw_only=True)
    at: LocalClock = field(default="", kw_only=True)
    weekday: int = field(default=0, kw_only=True)
    day: int = field(default=1, kw_only=True)
    time_zone: ZoneName = field(default="", kw_only=True)
    tags: TagNames = field(default=(), kw_only=True)
    space: SpaceId | None = field(default=None, kw_only=True)
    series: SeriesId | None = field(default=None, kw_only=True)
    featured: bool = field(default=False, kw_only=True)
    most: int = field(default=20, kw_only=True)


@frozen
class EndNewsletter(Command[None]):
    """End a newsletter: it is sent no more, and its subscriptions are deleted; again, it changes nothing."""

    permission = "media.edit_newsletters"

    newsletter: NewsletterId


@frozen
class ReadNewsletter(Query[Newsletter]):
    """Read a newsletter as its editors made it."""

    permission = "media.edit_newsletters"

    newsletter: NewsletterId


@frozen
class ListNewsletters(Query[tuple[NewsletterOffer, ...]]):
    """List the newsletters to which the actor may subscribe, the newest first; at most 100."""

    permission = "media.read_newsletters"
