"""The rules of minutes."""

from commkit import Conflict, Denied
from commkit_internal.meetings.records import Minutes

KIND = "minutes"
"""The kind of the posts that minutes are."""
KEEP = "internal.keep_minutes"
"""The permission to write minutes; members have it for events that they host, or whose writers they are."""


def check_not_approved(minutes: Minutes) -> None:
    """Check that minutes are still being written.

    Raises:
        Conflict: They were approved.
    """
    if minutes.approved_at is not None:
        raise Conflict(
            "internal.minutes_approved", "these minutes were approved; record it in those of the next meeting"
        )


def not_a_writer() -> Denied:
    """The error for who may not write the minutes of an event."""
    return Denied(
        "internal.not_a_minutes_writer",
        "only a host of the event writes its minutes, and who they name; ask one of them",
    )


def title_of(title: str, day: str) -> str:
    """The title of the minutes of an event on a day; the day is left out where the title has no room for it."""
    dated = f"{title} ({day})"
    return dated if len(dated) <= 300 else title
