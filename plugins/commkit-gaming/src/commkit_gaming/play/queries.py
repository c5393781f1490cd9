"""How the skills on the ladder are read, for parties and for the seeds of tournaments."""

from collections.abc import Mapping, Sequence

from commkit import Context, MemberId
from commkit_ladders import skills_of

LADDER = "main"
"""The key of the ladder on which tournaments count; an organiser opens it with the rules `play`."""


def read_skills(context: Context, members: Sequence[MemberId]) -> Mapping[MemberId, Mapping[str, str | int]]:
    """The skill of members on the ladder, in hundredths of an ordinal."""
    return {
        member: {"skill": round(place.ordinal * 100)}
        for member, place in skills_of(context, LADDER, members).items()
    }


class LadderRatings:
    """The skills on the ladder as the ratings by which tournaments seed: `Tournaments(ratings=LadderRatings())`."""

    def rating(self, context: Context, member: MemberId) -> float | None:
        """The skill of a member as it is shown; None before their first game.

        Args:
            context: The unit that asks.
            member: Who.
        """
        place = skills_of(context, LADDER, (member,)).get(member)
        return place.ordinal if place is not None else None
