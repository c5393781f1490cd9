"""What happens to announcements, beside what happens to their articles."""

from datetime import datetime

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId
from commkit_internal.announcements.audiences.records import AudienceId
from commkit_internal.announcements.must_reads.records import MustReadId
from commkit_internal.announcements.recurring.records import RecurrenceId


@frozen
class AudienceOpened(Fact):
    """An audience of announcements was opened."""

    name = "internal.audience_opened"
    visible_to = "internal.announce"
    audience: AudienceId


@frozen
class MustReadSet(Fact):
    """An announcement has to be read, or another version of it.

    Attributes:
        post: Its post.
        version: The version that has to be acknowledged.
        due_at: Until when.
    """

    name = "internal.must_read_set"
    visible_to = "articles.read"
    post: PostId
    version: int
    due_at: datetime


@frozen
class MustReadEnded(Fact):
    """An announcement does not have to be read any more."""

    name = "internal.must_read_ended"
    visible_to = "articles.read"
    post: PostId


@frozen
class AnnouncementAcknowledged(Fact):
    """A member acknowledged an announcement.

    Attributes:
        post: Its post.
        version: The version that they saw.
        member: Who.
    """

    name = "internal.announcement_acknowledged"
    visible_to = "internal.read_acknowledgements"
    post: PostId
    version: int
    member: MemberId


@frozen
class ReadersReminded(Fact):
    """Members were reminded of an announcement that they have to read.

    Attributes:
        must_read: What they have to read.
        members: How many.
    """

    name = "internal.readers_reminded"
    visible_to = "internal.run_announcements"
    must_read: MustReadId
    members: int


@frozen
class ReadersEscalated(Fact):
    """Managers and people partners were told who has not acknowledged an announcement in time.

    Attributes:
        must_read: What they had to read.
        members: How many had not.
    """

    name = "internal.readers_escalated"
    visible_to = "internal.run_announcements"
    must_read: MustReadId
    members: int


@frozen
class AnnouncementRecurrenceSet(Fact):
    """An announcement recurs."""

    name = "internal.recurrence_set"
    visible_to = "internal.announce"
    recurrence: RecurrenceId


@frozen
class AnnouncementRecurrenceEnded(Fact):
    """An announcement does not recur any more."""

    name = "internal.recurrence_ended"
    visible_to = "internal.announce"
    recurrence: RecurrenceId


@frozen
class AnnouncementRecurrenceFailed(Fact):
    """A recurring announcement was refused at its time, and does not recur any more.

    Attributes:
        recurrence: The recurrence.
        code: The code of the error.
    """

    name = "internal.recurrence_failed"
    visible_to = "internal.announce"
    recurrence: RecurrenceId
    code: str
