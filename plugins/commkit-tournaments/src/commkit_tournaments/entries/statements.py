"""The statements of entrants."""

from sqlalchemy import and_, bindparam, delete, exists, func, or_, select

from commkit.members import BlockLevel, block
from commkit.storage import Id, count_where, crud, insert_if_absent, statement, visible_statement
from commkit_tournaments.entries.records import Entrant, EntrantState
from commkit_tournaments.matches.records import OPEN_STATES
from commkit_tournaments.setup.records import Tournament
from commkit_tournaments.setup.statements import TOURNAMENT_COLUMNS, as_tournament
from commkit_tournaments.tables import entrant, entrant_member, match, tournament

_COLUMNS = tuple(entrant.c[name] for name in Entrant.__annotations__)
_HERE = entrant.c.community_id == bindparam("community_id")
_OF_TOURNAMENT = _HERE & (entrant.c.tournament == bindparam("tournament", type_=Id))
_MEMBERS_HERE = entrant_member.c.community_id == bindparam("community_id")
ROWS = crud(entrant, Entrant)
ONE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .select_from(
            entrant.join(
                tournament,
                (tournament.c.community_id == entrant.c.community_id)
                & (tournament.c.id == entrant.c.tournament),
            )
        )
        .where(_HERE, entrant.c.id == bindparam("id", type_=Id), visible(Tournament, tournament))
    ),
    into=Entrant,
)
ALL = statement(lambda: select(*_COLUMNS).where(_OF_TOURNAMENT).order_by(entrant.c.id), into=Entrant)
"""All entrants of a tournament, in the order in which they entered."""
PAGE = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_OF_TOURNAMENT, entrant.c.id > bindparam("after", type_=Id))
        .order_by(entrant.c.id)
        .limit(bindparam("size"))
    ),
    into=Entrant,
)
ADD_MEMBER = statement(lambda: insert_if_absent(entrant_member))
"""Adds nothing where the member plays for an entrant of the tournament already."""
REMOVE_MEMBERS = statement(
    lambda: delete(entrant_member).where(
        _MEMBERS_HERE,
        entrant_member.c.tournament == bindparam("tournament", type_=Id),
        entrant_member.c.entrant == bindparam("entrant", type_=Id),
    )
)
FREE_NO_SHOWS = statement(
    lambda: delete(entrant_member).where(
        _MEMBERS_HERE,
        entrant_member.c.tournament == bindparam("tournament", type_=Id),
        entrant_member.c.member.in_(bindparam("members", expanding=True, type_=Id)),
        exists().where(
            entrant.c.community_id == entrant_member.c.community_id,
            entrant.c.id == entrant_member.c.entrant,
            entrant.c.state == EntrantState.NO_SHOW,
        ),
    )
)
"""Lets members go who missed the start with another entrant, so that they may enter late."""
MEMBERS = statement(
    lambda: (
        select(entrant_member.c.entrant, entrant_member.c.member)
        .where(_MEMBERS_HERE, entrant_member.c.tournament == bindparam("tournament", type_=Id))
        .order_by(entrant_member.c.entrant, entrant_member.c.member)
    )
)
"""Who plays for which entrant of a tournament: entrant, member."""
MEMBERS_OF = statement(
    lambda: (
        select(entrant_member.c.entrant, entrant_member.c.member)
        .where(_MEMBERS_HERE, entrant_member.c.entrant.in_(bindparam("entrants", expanding=True, type_=Id)))
        .order_by(entrant_member.c.entrant, entrant_member.c.member)
    )
)
MINE = statement(
    lambda: select(entrant_member.c.entrant).where(
        _MEMBERS_HERE,
        entrant_member.c.tournament == bindparam("tournament", type_=Id),
        entrant_member.c.member == bindparam("member", type_=Id),
    )
)
"""The entrant of a tournament that a member plays for."""
_HAS_ME = exists().where(
    entrant_member.c.community_id == entrant.c.community_id,
    entrant_member.c.entrant == entrant.c.id,
    entrant_member.c.member == bindparam("me", type_=Id),
)
PLACES = statement(
    lambda: (
        select(entrant.c.tournament, entrant.c.state, func.count(), count_where(_HAS_ME))
        .where(_HERE, entrant.c.tournament.in_(bindparam("tournaments", expanding=True, type_=Id)))
        .group_by(entrant.c.tournament, entrant.c.state)
    )
)
"""How many entrants some tournaments have in each state, and for how many of them `me` plays.

It checks no visibility.
"""
_MINE_THERE = entrant_member.alias()
_MEETS = exists().where(
    match.c.community_id == entrant.c.community_id,
    match.c.tournament == entrant.c.tournament,
    match.c.state.in_(OPEN_STATES),
    or_(
        and_(match.c.home == entrant.c.id, match.c.away == _MINE_THERE.c.entrant),
        and_(match.c.away == entrant.c.id, match.c.home == _MINE_THERE.c.entrant),
    ),
)
OFFERED = statement(
    lambda: (
        select(entrant.c.id, _MINE_THERE.c.entrant, _MEETS, *TOURNAMENT_COLUMNS)
        .select_from(
            entrant.join(
                tournament,
                (tournament.c.community_id == entrant.c.community_id)
                & (tournament.c.id == entrant.c.tournament),
            ).outerjoin(
                _MINE_THERE,
                (_MINE_THERE.c.community_id == entrant.c.community_id)
                & (_MINE_THERE.c.tournament == entrant.c.tournament)
                & (_MINE_THERE.c.member == bindparam("me", type_=Id)),
            )
        )
        .where(_HERE, entrant.c.id.in_(bindparam("entrants", expanding=True, type_=Id)))
    ),
    into=lambda its, mine, meets, *values: (its, mine, meets, as_tournament(*values)),
)
"""Some entrants, for which entrant `me` plays in the same tournament, whether these two have an open match, and the
tournament. It checks no visibility."""
_SOME = bindparam("members", expanding=True, type_=Id)
BLOCKS_AMONG = statement(
    lambda: select(func.count()).where(
        block.c.community_id == bindparam("community_id"),
        block.c.member.in_(_SOME),
        block.c.blocked.in_(_SOME),
        block.c.level == BlockLevel.BLOCK,
    )
)
"""How many blocks there are among some members."""
