"""The feature of threads that close by themselves, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit_media.closing.facts import ClosingSet, ThreadArchived, ThreadClosed
from commkit_media.policy import MIGRATIONS, PAGE, STEWARD, raise_if_invalid
from commkit_media.tables import CLOSING

_MOST_DAYS = 36_500


@frozen
class ClosingSettings:
    """When threads close by themselves; it holds for threads that are opened from then on.

    Attributes:
        kinds: The kinds of threads that do.
        close_after_days: How many days after they are opened; 0 for never, up to 36,500.
        archive_after_days: How many days after they are closed they are archived; 0 for never, up to 36,500.

    Raises:
        Invalid: A number is out of its range (`media.bad_settings`).
    """

    kinds: tuple[str, ...] = (PAGE.name, "article")
    close_after_days: int = 0
    archive_after_days: int = 0

    def __attrs_post_init__(self) -> None:
        raise_if_invalid(
            (name, "out_of_range", f"give 0 to {_MOST_DAYS}")
            for name in ("close_after_days", "archive_after_days")
            if not 0 <= getattr(self, name) <= _MOST_DAYS
        )


closing_feature = Feature(
    "media.closing",
    tables=CLOSING,
    migrations=MIGRATIONS,
    settings=ClosingSettings(),
    requires=("posts",),
    grants={
        "visitor": {"media.read_closing"},
        "member": {"media.set_closing:space"},
        STEWARD: {"media.set_closing"},
        "system": {"media.close_due_thread"},
    },
    facts=(ThreadClosed, ThreadArchived, ClosingSet),
)
"""Threads that close by themselves after a time, and are archived later."""
