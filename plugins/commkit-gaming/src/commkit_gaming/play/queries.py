"""How the skills on the ladder are read, for parties and for the seeds of tournaments, and who played together."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from commkit import Context, MemberId
from commkit_ladders import Game, GameState, skills_of
from commkit_matching import MatchId, MatchState, ViewMatch
from commkit_tournaments import How, TournamentMatch, members_by_entrant

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


def players_of_game(context: Context, id: UUID) -> Collection[MemberId]:
    """Who played a game that counts on a ladder."""
    game = context.get(Game, id)
    return (
        [member for side in game.sides for member in side.members] if game.state is GameState.COUNTED else ()
    )


def players_of_match(context: Context, id: UUID) -> Collection[MemberId]:
    """Who played a match of a tournament; nobody where it ended without being played."""
    match = context.get(TournamentMatch, id)
    if match.how is not How.PLAYED:
        return ()
    members = members_by_entrant(context, match.tournament)
    return [member for side in match.sides if side is not None for member in members.get(side, ())]


def players_of_party(context: Context, id: UUID) -> Collection[MemberId]:
    """Who was in a party that was made; the actor among them, who sees no other one."""
    view = context.ask(ViewMatch(MatchId(id)))
    if view.match.state not in (MatchState.MADE, MatchState.ENDED):
        return ()
    found = [each.author.member for each in view.partners if each.author is not None]
    return [context.member, *(member for member in found if member is not None)]
