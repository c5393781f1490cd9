"""Growing pauses between the attempts at one piece of work: the one way in which all of commkit tries again."""

import random
from datetime import timedelta

from attrs import frozen

_FAR = 64
"""From this attempt on the pauses grow no more, whatever their growth: any pause is at its longest by then."""


@frozen(kw_only=True)
class Backoff:
    """Pauses that grow with each failed attempt up to the longest, and vary by chance, so that clients spread out.

    Attributes:
        first: The pause after the first failed attempt.
        longest: What no pause exceeds, before chance varies it.
        growth: How many times as long as the one before it each pause is.
        spread: The least and the greatest factor by which chance varies a pause; `(1, 1)` for exact pauses.
    """

    first: timedelta
    longest: timedelta
    growth: float = 2.0
    spread: tuple[float, float] = (0.8, 1.2)

    def pause(self, attempt: int) -> timedelta:
        """How long to wait after a failed attempt.

        Args:
            attempt: Its number; the first one is 1.
        """
        grown = self.first.total_seconds() * self.growth ** min(attempt - 1, _FAR)
        return self.vary(timedelta(seconds=min(grown, self.longest.total_seconds())))

    def vary(self, pause: timedelta) -> timedelta:
        """A pause varied by chance."""
        return pause * random.uniform(*self.spread)  # noqa: S311  # to spread clients out, not to keep a secret
