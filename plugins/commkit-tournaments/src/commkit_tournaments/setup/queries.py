"""How a tournament is held while it is changed."""

from commkit import Context, NotFound
from commkit_tournaments.setup import statements as sql
from commkit_tournaments.setup.records import Tournament, TournamentId


def lock_tournament(context: Context, id: TournamentId, *, need: str | None = None) -> Tournament:
    """Load a tournament, lock it until the commit, and read it anew.

    Args:
        context: The context.
        id: The tournament.
        need: A permission that the actor must hold for it.

    Raises:
        NotFound: There is no such tournament for this actor.
        Denied: The permission is missing.
    """
    context.get(Tournament, id, need=need)
    held = context.one(sql.LOCK, id=id)
    if held is None:
        raise NotFound("tournaments.not_found", "there is no such tournament; list them again")
    return held
