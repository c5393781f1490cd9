"""The statements that count recorded games. Those of one tournament check no visibility: the caller loaded it."""

from typing import Any

from sqlalchemy import bindparam, distinct, func, select

from commkit.storage import Id, count_where, crud, statement, visible_statement
from commkit_tournaments.recorded.records import RecordedSeries, RecordedTournament
from commkit_tournaments.tables import (
    recorded_appearance,
    recorded_game,
    recorded_series,
    recorded_side,
    recorded_team,
    recorded_tournament,
)

_COLUMNS = tuple(recorded_tournament.c[name] for name in RecordedTournament.__annotations__)
_SERIES_COLUMNS = tuple(recorded_series.c[name] for name in RecordedSeries.__annotations__)
ROWS = crud(recorded_tournament, RecordedTournament, composed=True)
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(
        recorded_tournament.c.community_id == bindparam("community_id"),
        recorded_tournament.c.id == bindparam("id", type_=Id),
        visible(RecordedTournament, recorded_tournament),
    ),
    into=RecordedTournament,
)


def _of_tournament(table: Any) -> Any:
    return (table.c.community_id == bindparam("community_id")) & (
        table.c.tournament == bindparam("tournament", type_=Id)
    )


def _team_of(table: Any) -> Any:
    return table.join(
        recorded_team,
        (recorded_team.c.community_id == table.c.community_id) & (recorded_team.c.id == table.c.team),
    )


GAMES = statement(
    lambda: select(
        func.count(),
        count_where(recorded_game.c.decided.is_(False)),
        func.count(distinct(recorded_game.c.series)),
    ).where(_of_tournament(recorded_game))
)
"""How many games, undecided ones, and series."""
SIDES = statement(
    lambda: select(
        func.count(distinct(recorded_side.c.team)),
        func.coalesce(func.sum(recorded_side.c.win_rows), 0),
        func.coalesce(func.sum(recorded_side.c.loss_rows), 0),
    ).where(_of_tournament(recorded_side))
)
"""How many teams, rows that say `won`, rows that say `lost`."""
_unequal = (
    select(recorded_side.c.game)
    .where(_of_tournament(recorded_side))
    .group_by(recorded_side.c.game)
    .having(func.sum(recorded_side.c.win_rows) != func.sum(recorded_side.c.loss_rows))
    .subquery()
)
UNEQUAL = statement(lambda: select(func.count()).select_from(_unequal))
APPEARANCES = statement(
    lambda: select(
        func.count(distinct(recorded_appearance.c.member)),
        *(func.coalesce(func.sum(recorded_appearance.c[name]), 0) for name in ("kills", "deaths", "assists")),
    ).where(_of_tournament(recorded_appearance))
)
"""How many members, kills, deaths and assists."""
SERIES = statement(
    lambda: select(*_SERIES_COLUMNS).where(_of_tournament(recorded_series)).order_by(recorded_series.c.id),
    into=RecordedSeries,
)
SERIES_PAGE = statement(
    lambda: (
        select(*_SERIES_COLUMNS)
        .where(_of_tournament(recorded_series), recorded_series.c.id > bindparam("after", type_=Id))
        .order_by(recorded_series.c.id)
        .limit(bindparam("size"))
    ),
    into=RecordedSeries,
)


def _sides(*conditions: Any) -> Any:
    return (
        select(
            recorded_side.c.series,
            recorded_side.c.team,
            recorded_team.c.name,
            func.sum(recorded_side.c.won),
            func.sum(recorded_side.c.lost),
            func.count(),
        )
        .select_from(_team_of(recorded_side))
        .where(_of_tournament(recorded_side), *conditions)
        .group_by(recorded_side.c.series, recorded_side.c.team, recorded_team.c.name)
    )


def _games(*conditions: Any) -> Any:
    return (
        select(recorded_game.c.series, func.count(), count_where(recorded_game.c.decided.is_(False)))
        .where(_of_tournament(recorded_game), *conditions)
        .group_by(recorded_game.c.series)
    )


_SOME = bindparam("series", expanding=True, type_=Id)
SERIES_SIDES = statement(_sides)
"""Of every series and team: series, team, its name, games won, games lost, games."""
SERIES_SIDES_OF = statement(lambda: _sides(recorded_side.c.series.in_(_SOME)))
"""The same of some series."""
SERIES_GAMES = statement(_games)
"""Of every series: series, games, undecided games."""
SERIES_GAMES_OF = statement(lambda: _games(recorded_game.c.series.in_(_SOME)))
"""The same of some series."""
ROSTERS = statement(
    lambda: (
        select(
            recorded_appearance.c.team,
            recorded_team.c.name,
            recorded_appearance.c.member,
            func.count(),
            func.sum(recorded_appearance.c.won),
            func.min(recorded_appearance.c.ended_at),
            func.max(recorded_appearance.c.ended_at),
        )
        .select_from(_team_of(recorded_appearance))
        .where(_of_tournament(recorded_appearance))
        .group_by(recorded_appearance.c.team, recorded_team.c.name, recorded_appearance.c.member)
        .order_by(recorded_team.c.name, recorded_appearance.c.team, recorded_appearance.c.member)
    )
)
HISTORY = visible_statement(
    lambda visible: (
        select(
            recorded_appearance.c.tournament,
            recorded_tournament.c.title,
            recorded_appearance.c.team,
            recorded_team.c.name,
            func.count(),
            func.sum(recorded_appearance.c.won),
            *(
                func.coalesce(func.sum(recorded_appearance.c[name]), 0)
                for name in ("kills", "deaths", "assists")
            ),
            func.min(recorded_appearance.c.ended_at),
            func.max(recorded_appearance.c.ended_at),
        )
        .select_from(
            _team_of(recorded_appearance).join(
                recorded_tournament,
                (recorded_tournament.c.community_id == recorded_appearance.c.community_id)
                & (recorded_tournament.c.id == recorded_appearance.c.tournament),
            )
        )
        .where(
            recorded_appearance.c.community_id == bindparam("community_id"),
            recorded_appearance.c.member == bindparam("member", type_=Id),
            visible(RecordedTournament, recorded_tournament),
        )
        .group_by(
            recorded_appearance.c.tournament,
            recorded_tournament.c.title,
            recorded_appearance.c.team,
            recorded_team.c.name,
        )
        .order_by(func.min(recorded_appearance.c.ended_at).desc(), recorded_appearance.c.team)
        .limit(1_000)
    )
)
