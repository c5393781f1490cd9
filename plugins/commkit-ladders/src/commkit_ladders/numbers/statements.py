"""The statements of the numbers of a ladder; each reads the rows of that ladder alone."""

from sqlalchemy import bindparam, func, select

from commkit.storage import Id, count_where, statement
from commkit_ladders.policy import RUNNING
from commkit_ladders.tables import game, place

_COMMUNITY = bindparam("community_id", type_=Id)
_LADDER = bindparam("ladder", type_=Id)
GAMES = statement(
    lambda: (
        select(
            game.c.state,
            func.count(),
            count_where(game.c.as_expected.is_(True)),
            count_where(game.c.as_expected.is_not(None)),
        )
        .where(game.c.community_id == _COMMUNITY, game.c.ladder == _LADDER)
        .group_by(game.c.state)
    )
)
"""By state: how many, how many of them the favourite won, and in how many there was one."""
PLAYERS = statement(
    lambda: select(func.count(), count_where(place.c.provisional)).where(
        place.c.community_id == _COMMUNITY, place.c.ladder == _LADDER, place.c.season == RUNNING
    )
)
