"""The statements of the numbers of who plays."""

from typing import Any

from sqlalchemy import bindparam, func, or_, select

from commkit.members import MembershipKind, membership
from commkit.storage import Id, UtcDateTime, statement, visible_statement
from commkit_tournaments.brackets.records import How
from commkit_tournaments.matches.records import PlayState
from commkit_tournaments.setup.records import Tournament
from commkit_tournaments.tables import entrant_member, match, tournament

_SINCE: Any = bindparam("since", type_=UtcDateTime)
_UNTIL: Any = bindparam("until", type_=UtcDateTime)
_MADE = (
    (tournament.c.community_id == bindparam("community_id"))
    & (tournament.c.created_at >= _SINCE)
    & (tournament.c.created_at < _UNTIL)
)
_first_match = (
    select(func.min(match.c.ended_at))
    .select_from(
        entrant_member.join(
            match,
            (match.c.community_id == entrant_member.c.community_id)
            & (match.c.tournament == entrant_member.c.tournament)
            & or_(match.c.home == entrant_member.c.entrant, match.c.away == entrant_member.c.entrant),
        )
    )
    .where(
        entrant_member.c.community_id == membership.c.community_id,
        entrant_member.c.member == membership.c.id,
        match.c.state == PlayState.DONE,
        match.c.how == How.PLAYED,
    )
    .scalar_subquery()
)
FIRST_MATCHES = statement(
    lambda: (
        select(membership.c.id, membership.c.joined_at, _first_match)
        .where(
            membership.c.community_id == bindparam("community_id"),
            membership.c.id > bindparam("after", type_=Id),
            membership.c.kind == MembershipKind.PERSON,
            membership.c.joined_at >= _SINCE,
            membership.c.joined_at < _UNTIL,
        )
        .order_by(membership.c.id)
        .limit(bindparam("size"))
    )
)
"""Persons who joined in a time, with when their first match ended. It checks no visibility: nobody is named."""
ORGANISERS = visible_statement(
    lambda visible: (
        select(func.count())
        .select_from(tournament)
        .where(_MADE, visible(Tournament, tournament))
        .group_by(tournament.c.organiser)
        .order_by(func.count().desc())
        .limit(10_000)
    )
)
"""How many tournaments each organiser made, the most first."""
WAITING = visible_statement(
    lambda visible: (
        select(func.count())
        .select_from(
            tournament.join(
                match,
                (match.c.community_id == tournament.c.community_id) & (match.c.tournament == tournament.c.id),
            )
        )
        .where(_MADE, match.c.state == PlayState.DISPUTED, visible(Tournament, tournament))
    )
)
"""How many matches wait for a judge."""
