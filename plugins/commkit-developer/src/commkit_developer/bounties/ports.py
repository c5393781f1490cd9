"""The bank of points: what bounties ask for what a member earned."""

from typing import Protocol

from commkit import Context, MemberId
from commkit_developer.bounties import statements as sql


class PointsBank(Protocol):
    """Who knows how many points a member earned; the host gives one with `Developer(points=...)`.

    Bounties keep their own books of what is held, won and spent: a bank only tells what was earned otherwise, and is
    never asked to change anything. So points that are computed anew from evidence fit as well.
    """

    def earned(self, context: Context, member: MemberId) -> int:
        """How many points a member earned by now, what bounties brought and cost them left out.

        Args:
            context: The unit that asks. It is in a transaction: read by it, and ask nothing of the network.
            member: Who.
        """
        ...


class ScoreBank:
    """Points by the scores of what a member wrote, as votes make them; below 0 counts as 0.

    Args:
        per_score: Points for each point of the score of a post that is not removed.
    """

    def __init__(self, per_score: int = 10) -> None:
        self._per_score = per_score

    def earned(self, context: Context, member: MemberId) -> int:
        """The sum of the scores, times the points for each; one statement."""
        ((score,),) = context.rows(sql.SCORE, member=member)
        return max(int(score) * self._per_score, 0)
