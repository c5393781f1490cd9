"""The statements of ladders and their seasons."""

from typing import Any

from sqlalchemy import and_, bindparam, insert, or_, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement
from commkit_ladders.ladders.records import Ladder, LadderId, LadderPlace, Season
from commkit_ladders.skills.policy import ordinal_of
from commkit_ladders.tables import ladder, place, season, seat

_HERE = ladder.c.community_id == bindparam("community_id", type_=Id)
_THIS = _HERE & (ladder.c.id == bindparam("id", type_=Id))
_COLUMNS = (
    ladder.c.id,
    ladder.c.key,
    ladder.c.title,
    ladder.c.rules,
    ladder.c.season,
    ladder.c.opened_at,
    ladder.c.closed_at,
    ladder.c.due_at,
)
_SIZE: Any = bindparam("size")


def _ladder(*values: Any) -> Ladder:
    id, key, title, rules, number, opened_at, closed_at, due_at = values
    return Ladder(
        id=LadderId(id),
        key=key,
        title=title,
        rules=rules,
        season=number,
        opened_at=opened_at,
        closed_at=closed_at,
        replaying=due_at is not None,
    )


ADD = statement(lambda: insert_if_absent(ladder))
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=_ladder)
MANY = statement(
    lambda: select(ladder.c.id, ladder.c.title).where(
        _HERE, ladder.c.id.in_(bindparam("ids", expanding=True, type_=Id))
    )
)
BY_KEY = statement(lambda: select(*_COLUMNS).where(_HERE, ladder.c.key == bindparam("key")), into=_ladder)
PAGE = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, ladder.c.id < bindparam("after", type_=Id))
        .order_by(ladder.c.id.desc())
        .limit(_SIZE)
    ),
    into=_ladder,
)
CLOSE = statement(
    lambda: (
        update(ladder)
        .values(closed_at=bindparam("now", type_=UtcDateTime))
        .where(_THIS, ladder.c.closed_at.is_(None))
    )
)
LOCK = statement(
    lambda: (
        update(ladder)
        .values(turn=ladder.c.turn)
        .where(_THIS)
        .returning(
            ladder.c.rules,
            ladder.c.season,
            ladder.c.closed_at,
            ladder.c.due_at,
            ladder.c.due_game,
            ladder.c.turn,
        )
    )
)
"""Holds the ladder until the commit: whatever changes its games or places comes one after the other."""
SET_DUE = statement(
    lambda: (
        update(ladder)
        .values(
            due_at=bindparam("new_due_at", type_=UtcDateTime), due_game=bindparam("new_due_game", type_=Id)
        )
        .where(_THIS)
    )
)
SET_TURN = statement(lambda: update(ladder).values(turn=bindparam("new_turn")).where(_THIS))
SET_SEASON = statement(lambda: update(ladder).values(season=bindparam("new_season")).where(_THIS))

_OF_LADDER = and_(
    season.c.community_id == bindparam("community_id", type_=Id),
    season.c.ladder == bindparam("ladder", type_=Id),
)
ADD_SEASON = statement(lambda: insert(season))
ENDS = statement(
    lambda: (
        select(season.c.ended_at).where(_OF_LADDER, season.c.ended_at.is_not(None)).order_by(season.c.number)
    )
)
"""When seasons ended, the first one first."""
SEASONS = statement(
    lambda: (
        select(season.c.number, season.c.began_at, season.c.ends_at, season.c.ended_at)
        .where(_OF_LADDER)
        .order_by(season.c.number.desc())
        .limit(_SIZE)
    ),
    into=lambda number, began_at, ends_at, ended_at: Season(
        number=number, began_at=began_at, ends_at=ends_at, ended_at=ended_at
    ),
)
END_SEASON = statement(
    lambda: (
        update(season)
        .values(ended_at=bindparam("now", type_=UtcDateTime))
        .where(_OF_LADDER, season.c.number == bindparam("number"))
    )
)

_PLACE = (
    "member",
    "mu",
    "sigma",
    "division",
    "provisional",
    "games",
    "season_games",
    "wins",
    "draws",
    "losses",
    "last_at",
)
PLACE_COLUMNS = tuple(place.c[name] for name in _PLACE)


def as_place(*values: Any) -> LadderPlace:
    """A row of `PLACE_COLUMNS`."""
    found: dict[str, Any] = dict(zip(_PLACE, values, strict=True))
    return LadderPlace(ordinal=ordinal_of(found["mu"], found["sigma"]) / 100, **found)


PLACE = statement(
    lambda: select(*PLACE_COLUMNS).where(
        place.c.community_id == bindparam("community_id", type_=Id),
        place.c.ladder == bindparam("ladder", type_=Id),
        place.c.season == bindparam("season"),
        place.c.member == bindparam("member", type_=Id),
    ),
    into=as_place,
)
PLACES = statement(
    lambda: (
        select(*PLACE_COLUMNS)
        .select_from(
            ladder.join(
                place,
                and_(place.c.community_id == ladder.c.community_id, place.c.ladder == ladder.c.id),
            )
        )
        .where(
            _HERE,
            ladder.c.key == bindparam("key"),
            place.c.season == bindparam("season"),
            place.c.member.in_(bindparam("members", expanding=True, type_=Id)),
        )
    ),
    into=as_place,
)
"""Where some members stand on the ladder with a key."""

_AT: Any = bindparam("after_at", type_=UtcDateTime)
_GAME: Any = bindparam("after_game", type_=Id)
CHANGES = statement(
    lambda: (
        select(
            seat.c.game,
            seat.c.at,
            seat.c.rank,
            seat.c.season,
            seat.c.old_mu,
            seat.c.old_sigma,
            seat.c.mu,
            seat.c.sigma,
            seat.c.idle_weeks,
            seat.c.division,
        )
        .where(
            seat.c.community_id == bindparam("community_id", type_=Id),
            seat.c.ladder == bindparam("ladder", type_=Id),
            seat.c.member == bindparam("member", type_=Id),
            seat.c.counted,
            seat.c.at <= _AT,
            or_(seat.c.at < _AT, seat.c.game < _GAME),
            seat.c.season > 0,
        )
        .order_by(seat.c.at.desc(), seat.c.game.desc())
        .limit(_SIZE)
    )
)
"""The games of a member that were counted, the newest first."""
