"""The statements of games and their seats."""

from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update

from commkit.members import membership
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement
from commkit_ladders.games.records import GameState
from commkit_ladders.tables import game, ladder, seat

_COMMUNITY = bindparam("community_id", type_=Id)
_THIS = (game.c.community_id == _COMMUNITY) & (game.c.id == bindparam("id", type_=Id))
_SIZE: Any = bindparam("size")
GAME_NAMES = (
    "id",
    "ladder",
    "at",
    "state",
    "season",
    "source",
    "recorded_by",
    "recorded_at",
    "dispute",
    "decided_at",
    "reason",
)
_COLUMNS = tuple(game.c[name] for name in GAME_NAMES)

ADD = statement(lambda: insert_if_absent(game))
ADD_SEAT = statement(lambda: insert(seat))
ONE = statement(lambda: select(*_COLUMNS).where(_THIS))
STATE = statement(lambda: select(game.c.state).where(_THIS))
FOREIGN = statement(
    lambda: select(game.c.id, game.c.fact).where(
        game.c.community_id == _COMMUNITY,
        game.c.ladder == bindparam("ladder", type_=Id),
        game.c.source == bindparam("source"),
        game.c.foreign_key == bindparam("foreign_key"),
    )
)
TITLES = statement(
    lambda: (
        select(game.c.id, ladder.c.title)
        .select_from(
            game.join(ladder, (ladder.c.community_id == game.c.community_id) & (ladder.c.id == game.c.ladder))
        )
        .where(game.c.community_id == _COMMUNITY, game.c.id.in_(bindparam("ids", expanding=True, type_=Id)))
    )
)
"""What the ladders of games are called."""
SEATS = statement(
    lambda: (
        select(seat.c.game, seat.c.member, seat.c.side, seat.c.rank, seat.c.confirmed)
        .where(
            seat.c.community_id == _COMMUNITY, seat.c.game.in_(bindparam("games", expanding=True, type_=Id))
        )
        .order_by(seat.c.game, seat.c.side, seat.c.member)
    )
)
DELETE_SEATS = statement(
    lambda: delete(seat).where(seat.c.community_id == _COMMUNITY, seat.c.game == bindparam("game", type_=Id))
)
SET_STATE = statement(
    lambda: (
        update(game).values(state=bindparam("new_state", type_=game.c.state.type), season=None).where(_THIS)
    )
)
SET_COUNTED = statement(
    lambda: (
        update(seat)
        .values(counted=bindparam("new_counted"))
        .where(seat.c.community_id == _COMMUNITY, seat.c.game == bindparam("game", type_=Id))
    )
)
CONFIRM = statement(
    lambda: (
        update(seat)
        .values(confirmed=True)
        .where(
            seat.c.community_id == _COMMUNITY,
            seat.c.game == bindparam("game", type_=Id),
            seat.c.member == bindparam("member", type_=Id),
        )
    )
)
DISPUTE = statement(
    lambda: (
        update(game)
        .values(
            state=GameState.DISPUTED,
            disputed_by=bindparam("by", type_=Id),
            dispute=bindparam("new_dispute"),
        )
        .where(_THIS)
    )
)
DECIDE = statement(
    lambda: (
        update(game)
        .values(
            decided_by=bindparam("by", type_=Id),
            decided_at=bindparam("now", type_=UtcDateTime),
            reason=bindparam("new_reason"),
        )
        .where(_THIS)
    )
)
SET_FACT = statement(lambda: update(game).values(fact=bindparam("new_fact", type_=Id)).where(_THIS))
KEY = statement(
    lambda: select(membership.c.key).where(
        membership.c.community_id == _COMMUNITY, membership.c.id == bindparam("member", type_=Id)
    )
)

_AT: Any = bindparam("after_at", type_=UtcDateTime)
_GAME: Any = bindparam("after_game", type_=Id)
PAGE = statement(
    lambda: (
        select(*_COLUMNS)
        .where(
            game.c.community_id == _COMMUNITY,
            game.c.ladder == bindparam("ladder", type_=Id),
            game.c.at <= _AT,
            or_(game.c.at < _AT, game.c.id < _GAME),
        )
        .order_by(game.c.at.desc(), game.c.id.desc())
        .limit(_SIZE)
    )
)


def _of_member() -> Any:
    joined = seat.join(game, and_(game.c.community_id == seat.c.community_id, game.c.id == seat.c.game))
    return (
        select(*_COLUMNS)
        .select_from(joined)
        .where(
            seat.c.community_id == _COMMUNITY,
            seat.c.member == bindparam("member", type_=Id),
            seat.c.at <= _AT,
            or_(seat.c.at < _AT, seat.c.game < _GAME),
            seat.c.ladder == bindparam("ladder", type_=Id),
        )
        .order_by(seat.c.at.desc(), seat.c.game.desc())
        .limit(_SIZE)
    )


OF_MEMBER = statement(_of_member)
