"""The clock of a simulation: it stands still until the simulation moves it."""

from datetime import datetime, timedelta


class SimulationClock:
    """A clock that is moved forward: `Kit(url, clock=SimulationClock(start))`.

    Args:
        start: The first moment it shows, with its time zone.

    Raises:
        ValueError: The start has no time zone.
    """

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("give the start with its time zone, such as datetime(2025, 1, 6, tzinfo=UTC)")
        self.now = start

    def __call__(self) -> datetime:
        """The moment it shows."""
        return self.now

    def advance(self, by: timedelta) -> None:
        """Move it forward by a duration."""
        self.now += by

    def advance_to(self, moment: datetime) -> None:
        """Move it to a moment; it stays where that moment has passed already."""
        self.now = max(self.now, moment)
