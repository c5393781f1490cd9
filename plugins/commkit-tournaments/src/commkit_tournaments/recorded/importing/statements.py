"""The statements of imports. They check no visibility: only the host imports."""

from sqlalchemy import bindparam, select, update

from commkit.storage import Id, UtcDateTime, crud, insert_if_absent, statement
from commkit_tournaments.recorded.records import (
    RecordedAppearance,
    RecordedGame,
    RecordedSide,
)
from commkit_tournaments.tables import (
    recorded_appearance,
    recorded_game,
    recorded_series,
    recorded_side,
    recorded_team,
    recorded_tournament,
)

_TOURNAMENT = bindparam("tournament", type_=Id)
_THIS = (recorded_tournament.c.community_id == bindparam("community_id")) & (
    recorded_tournament.c.id == _TOURNAMENT
)

ADD = statement(lambda: insert_if_absent(recorded_tournament))
OF_SOURCE = statement(
    lambda: select(recorded_tournament.c.id).where(
        recorded_tournament.c.community_id == bindparam("community_id"),
        recorded_tournament.c.source == bindparam("source"),
    )
)
LOCK = statement(
    lambda: select(recorded_tournament.c.imported_at).where(_THIS).with_for_update(of=recorded_tournament)
)
"""Locks a recorded tournament, so that batches of two imports happen one after the other."""
FINISH = statement(
    lambda: update(recorded_tournament).values(imported_at=bindparam("now", type_=UtcDateTime)).where(_THIS)
)
KNOWN_GAMES = statement(
    lambda: select(recorded_game.c.external_id).where(
        recorded_game.c.community_id == bindparam("community_id"),
        recorded_game.c.tournament == _TOURNAMENT,
        recorded_game.c.external_id.in_(bindparam("external_ids", expanding=True)),
    )
)
ADD_SERIES = statement(lambda: insert_if_absent(recorded_series))
SERIES = statement(
    lambda: select(recorded_series.c.external_id, recorded_series.c.id).where(
        recorded_series.c.community_id == bindparam("community_id"),
        recorded_series.c.tournament == _TOURNAMENT,
        recorded_series.c.external_id.in_(bindparam("external_ids", expanding=True)),
    )
)
ADD_TEAM = statement(lambda: insert_if_absent(recorded_team))
"""Adds nothing where there is a team of that name, which an import of another tournament may add at the same time."""
TEAMS = statement(
    lambda: select(recorded_team.c.name, recorded_team.c.id).where(
        recorded_team.c.community_id == bindparam("community_id"),
        recorded_team.c.source == bindparam("source"),
        recorded_team.c.name.in_(bindparam("names", expanding=True)),
    )
)
GAME_ROWS = crud(recorded_game, RecordedGame)
SIDE_ROWS = crud(recorded_side, RecordedSide)
APPEARANCE_ROWS = crud(recorded_appearance, RecordedAppearance)
