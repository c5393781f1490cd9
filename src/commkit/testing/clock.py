"""A clock that stands still until it is moved; for tests."""

from datetime import datetime, timedelta


class ManualClock:
    """A clock that its owner moves: `Kit(url, clock=ManualClock(start))`.

    Args:
        start: The first moment it shows; aware.
    """

    def __init__(self, start: datetime) -> None:
        self.now = _aware(start)

    def __call__(self) -> datetime:
        """The moment it shows."""
        return self.now

    def advance(self, by: timedelta) -> datetime:
        """Move it forward; it never goes back.

        Returns:
            The moment it shows now.
        """
        if by < timedelta():
            raise ValueError(f"a clock does not go back; advance it by a positive duration, not {by}")
        self.now += by
        return self.now

    def advance_to(self, moment: datetime) -> datetime:
        """Move it to a moment; where that has passed already, it stays.

        Returns:
            The moment it shows now.
        """
        self.now = max(self.now, _aware(moment))
        return self.now


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("give the time with its zone, such as datetime(2025, 1, 6, tzinfo=UTC)")
    return moment
