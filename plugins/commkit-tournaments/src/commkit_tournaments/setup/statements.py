"""The statements of tournaments."""

from typing import Any

from sqlalchemy import bindparam, select

from commkit.storage import Id, crud, statement, visible_statement
from commkit_tournaments.setup.records import Tournament
from commkit_tournaments.tables import tournament

TOURNAMENT_COLUMNS = tuple(tournament.c[name] for name in Tournament.__annotations__)
_THIS = (tournament.c.community_id == bindparam("community_id")) & (
    tournament.c.id == bindparam("id", type_=Id)
)


def as_tournament(*values: Any) -> Tournament:
    """The tournament of the values of `TOURNAMENT_COLUMNS`."""
    return Tournament(**dict(zip(Tournament.__annotations__, values, strict=True)))


ROWS = crud(tournament, Tournament, composed=True)
ONE = visible_statement(
    lambda visible: select(*TOURNAMENT_COLUMNS).where(_THIS, visible(Tournament, tournament)), into=Tournament
)
LOCK = statement(
    lambda: select(*TOURNAMENT_COLUMNS).where(_THIS).with_for_update(of=tournament), into=Tournament
)
"""Locks a tournament and reads it anew: whatever changes it, its entrants or its matches comes one after the other. It
checks no visibility: the caller loaded it."""
