"""The bank of points that are earned by reputation."""

from commkit import Context, MemberId
from commkit_reputation import ReadReputation


class ReputationBank:
    """A `PointsBank` of the points of commkit-reputation, in communities that have its feature `reputation.points`."""

    def earned(self, context: Context, member: MemberId) -> int:
        """The points of a member as they are booked; below 0 counts as 0."""
        return max(context.ask(ReadReputation(member)).points, 0)
