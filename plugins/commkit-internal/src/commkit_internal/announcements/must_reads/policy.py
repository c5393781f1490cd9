"""Until when a member has to read something, and when they are reminded; no database."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from attrs import frozen

from commkit import Conflict, Invalid
from commkit_articles import PUBLIC_STATES
from commkit_internal.announcements.must_reads.records import MustRead

LONGEST = timedelta(days=3_660)
"""How far ahead something may be due: who comes later has as long as the others had, see `due_for`."""


def check_due(due_at: datetime, now: datetime) -> None:
    """Check until when something has to be read.

    Raises:
        Invalid: It is not in the future, or more than ten years ahead.
    """
    if due_at <= now:
        raise Invalid.field("due_at", "too_early", "give a time in the future")
    if due_at - now > LONGEST:
        raise Invalid.field("due_at", "too_late", f"give a time in the next {LONGEST.days} days")


def due_for(must: MustRead, since: datetime) -> datetime:
    """Until when a member has to read it: who came later has as long as the others had.

    Args:
        must: What has to be read.
        since: Since when the member is in the audience.
    """
    return must.due_at if since <= must.asked_at else since + (must.due_at - must.asked_at)


def holds(state: str) -> bool:
    """Whether a post is an announcement that holds.

    Args:
        state: The state of the post.
    """
    return state in PUBLIC_STATES[:2]


def check_version(given: int, current: int) -> None:
    """Check that somebody read the version that a post has.

    Raises:
        Conflict: It has another one by now.
    """
    if given != current:
        raise Conflict(
            "internal.old_version",
            f"this announcement was changed; read version {current}, and name that one",
            version=current,
        )


@frozen
class Done:
    """What was done so far to make a member read something.

    Attributes:
        reminders: How often they were reminded of this version.
        last_at: When last.
        escalated: Whether others were told.
    """

    reminders: int
    last_at: datetime | None
    escalated: bool


@frozen
class ReminderRule:
    """When members are reminded; as `AnnouncementSettings` says.

    Attributes:
        before: How long before it is due.
        every: How long there is between two reminders.
        most: How many there are.
        escalate_after: How long after it was due others are told.
    """

    before: timedelta
    every: timedelta
    most: int
    escalate_after: timedelta

    def reminds(self, due: datetime, done: Done, now: datetime) -> bool:
        """Whether a member is reminded now: from `before` on, once more when it is due, and not after that."""
        if done.reminders >= self.most or now < due - self.before:
            return False
        if done.last_at is None:
            return True
        return done.last_at < due and (now >= due or now - done.last_at >= self.every)

    def escalates(self, due: datetime, done: Done, now: datetime) -> bool:
        """Whether others are told now."""
        return not done.escalated and now >= due + self.escalate_after

    def moments(self, due: datetime) -> Iterator[datetime]:
        """When something may be done about those who have until `due`, in order."""
        moment = due - self.before
        for _ in range(self.most):
            if moment >= due:
                break
            yield moment
            moment += self.every
        yield due
        if self.escalate_after:
            yield due + self.escalate_after
