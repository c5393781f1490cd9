"""The statements of entrants."""

from sqlalchemy import bindparam, delete, func, select

from commkit.members import BlockLevel, block
from commkit.storage import Id, crud, insert_if_absent, statement, visible_statement
from commkit_tournaments.entries.records import Entrant
from commkit_tournaments.setup.records import Tournament
from commkit_tournaments.tables import entrant, entrant_member, tournament

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
