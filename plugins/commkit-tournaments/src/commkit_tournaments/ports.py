"""The number that entrants are seeded by."""

from typing import Protocol

from commkit import Context, MemberId


class RatingSource(Protocol):
    """Who knows how strong members are; the host gives one with `Tournaments(ratings=...)`."""

    def rating(self, context: Context, member: MemberId) -> float | None:
        """How strong a member is, higher for stronger; None where nothing is known.

        Args:
            context: The unit that asks. It is in a transaction: read by it, and ask nothing of the network.
            member: Who.
        """
        ...
