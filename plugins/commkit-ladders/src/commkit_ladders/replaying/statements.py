"""The statements by which games are counted in the order of their time, and places are kept."""

from typing import Any

import attrs
from sqlalchemy import and_, bindparam, delete, or_, select, update

from commkit.storage import Id, UtcDateTime, statement, upsert
from commkit_ladders.games.records import GameState
from commkit_ladders.skills.policy import PlayerState
from commkit_ladders.tables import game, place, seat

_COMMUNITY = bindparam("community_id", type_=Id)
_LADDER = bindparam("ladder", type_=Id)
_AT: Any = bindparam("at", type_=UtcDateTime)
_GAME: Any = bindparam("game", type_=Id)
_MEMBER = bindparam("member", type_=Id)

DUE_GAMES = statement(
    lambda: (
        select(game.c.id, game.c.at)
        .where(
            game.c.community_id == _COMMUNITY,
            game.c.ladder == _LADDER,
            game.c.state == GameState.COUNTED,
            game.c.at >= _AT,
            or_(game.c.at > _AT, game.c.id >= _GAME),
        )
        .order_by(game.c.at, game.c.id)
        .limit(bindparam("size"))
    )
)
"""The games that count, from one of them on: id, moment."""
SEATS = statement(
    lambda: (
        select(seat.c.game, seat.c.member, seat.c.side, seat.c.rank)
        .where(
            seat.c.community_id == _COMMUNITY, seat.c.game.in_(bindparam("games", expanding=True, type_=Id))
        )
        .order_by(seat.c.game, seat.c.side, seat.c.member)
    )
)
_STATE = tuple(known.name for known in attrs.fields(PlayerState))


def _state(*values: Any) -> PlayerState:
    return PlayerState(**dict(zip(_STATE, values, strict=True)))


LAST_STATE = statement(
    lambda: (
        select(*(seat.c["at" if name == "since" else name] for name in _STATE))
        .where(
            seat.c.community_id == _COMMUNITY,
            seat.c.ladder == _LADDER,
            seat.c.member == _MEMBER,
            seat.c.counted,
            seat.c.at <= _AT,
            or_(seat.c.at < _AT, seat.c.game < _GAME),
        )
        .order_by(seat.c.at.desc(), seat.c.game.desc())
        .limit(1)
    ),
    into=_state,
)
"""The state of a player after their last game before another one."""
SET_STATE = statement(
    lambda: (
        update(seat)
        .values(
            old_mu=bindparam("new_old_mu"),
            old_sigma=bindparam("new_old_sigma"),
            idle_weeks=bindparam("new_idle_weeks"),
            **{name: bindparam(f"new_{name}") for name in _STATE if name != "since"},
        )
        .where(
            seat.c.community_id == _COMMUNITY,
            seat.c.game == bindparam("its_game", type_=Id),
            seat.c.member == bindparam("its_member", type_=Id),
        )
    )
)
SET_OUTCOME = statement(
    lambda: (
        update(game)
        .values(season=bindparam("new_season"), as_expected=bindparam("new_as_expected"))
        .where(game.c.community_id == _COMMUNITY, game.c.id == bindparam("its_id", type_=Id))
    )
)

_PLACE = and_(place.c.community_id == _COMMUNITY, place.c.ladder == _LADDER, place.c.member == _MEMBER)
DIVISION = statement(lambda: select(place.c.division).where(_PLACE, place.c.season == bindparam("season")))
_new_place = upsert(place)
SET_PLACE = statement(
    lambda: _new_place.on_conflict_do_update(
        index_elements=["community_id", "ladder", "season", "member"],
        set_={column.name: _new_place.excluded[column.name] for column in place.c if not column.primary_key},
    )
)
DELETE_PLACE = statement(lambda: delete(place).where(_PLACE, place.c.season == bindparam("season")))
DELETE_PLACES = statement(lambda: delete(place).where(_PLACE))
FIRST_GAME = statement(
    lambda: (
        select(game.c.at, game.c.id)
        .where(
            game.c.community_id == _COMMUNITY,
            game.c.ladder == _LADDER,
            game.c.state == GameState.COUNTED,
        )
        .order_by(game.c.at, game.c.id)
        .limit(1)
    )
)
