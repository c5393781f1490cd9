"""When who did not come may ask for places again."""

from collections.abc import Iterable
from datetime import datetime, timedelta


def free_again_at(counting: Iterable[datetime], *, most: int, lapses: timedelta) -> datetime | None:
    """From when on fewer than `most` no-shows count; None where that is so now.

    Args:
        counting: When those that count were noted.
        most: From how many on one asks for no places; 0 for no limit.
        lapses: After how long one does not count any more.
    """
    noted = sorted(counting)
    return noted[len(noted) - most] + lapses if most and len(noted) >= most else None
