"""What comes next for a thread that closes by itself."""

from datetime import datetime

from commkit import Invalid
from commkit_media.closing.records import ThreadClosing


def next_time(closing: ThreadClosing) -> datetime | None:
    """When the next thing is due: that it closes, then that it is archived; None where there is nothing to do."""
    if closing.closed_at is None and closing.closes_at is not None:
        return closing.closes_at
    return closing.archives_at if closing.archived_at is None else None


def check_times(closes: datetime | None, archives: datetime | None, now: datetime) -> None:
    """Check when a thread is to close and to be archived.

    Raises:
        Invalid: A time is past, or it would be archived before it closes.
    """
    for name, at in (("closes_at", closes), ("archives_at", archives)):
        if at is not None and at <= now:
            raise Invalid.field(name, "too_early", "give a time in the future; LockThread closes it now")
    if archives is not None and (closes is None or archives < closes):
        raise Invalid.field("archives_at", "too_early", "a thread is archived once it is closed")
