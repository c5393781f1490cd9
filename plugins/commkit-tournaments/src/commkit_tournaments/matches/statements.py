"""The statements of matches."""

from typing import Any

from sqlalchemy import Column, Table, bindparam, delete, func, or_, select, update

from commkit.storage import Id, UtcDateTime, crud, statement, upsert, visible_statement
from commkit_tournaments.matches.records import (
    OPEN_STATES,
    Decision,
    Evidence,
    MapChoice,
    Report,
    TournamentMatch,
)
from commkit_tournaments.setup.records import Tournament, TournamentState
from commkit_tournaments.setup.statements import TOURNAMENT_COLUMNS, as_tournament
from commkit_tournaments.tables import (
    decision,
    entrant_member,
    evidence,
    map_choice,
    match,
    report,
    tournament,
)

_COLUMNS = tuple(match.c[name] for name in TournamentMatch.__annotations__)
_HERE = match.c.community_id == bindparam("community_id")
_THIS = _HERE & (match.c.id == bindparam("id", type_=Id))
_ITS_TOURNAMENT = (tournament.c.community_id == match.c.community_id) & (
    tournament.c.id == match.c.tournament
)
ROWS = crud(match, TournamentMatch)
ONE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .select_from(match.join(tournament, _ITS_TOURNAMENT))
        .where(_THIS, visible(Tournament, tournament))
    ),
    into=TournamentMatch,
)
AGAIN = statement(lambda: select(*_COLUMNS).where(_THIS), into=TournamentMatch)
"""A match as it is now that its tournament is locked. It checks no visibility: the caller loaded it."""
ALL = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, match.c.tournament == bindparam("tournament", type_=Id))
        .order_by(match.c.place)
    ),
    into=TournamentMatch,
)
"""All matches of a tournament, in an order in which they can be played."""
REPORTED = statement(
    lambda: (
        update(match)
        .values(state=bindparam("new_state"), due_at=bindparam("new_due_at", type_=UtcDateTime))
        .where(_THIS)
    )
)
PLAN = statement(
    lambda: (
        update(match)
        .values(station=bindparam("new_station"), starts_at=bindparam("new_starts_at", type_=UtcDateTime))
        .where(_THIS)
    )
)
MY_ENTRANTS = visible_statement(
    lambda visible: (
        select(entrant_member.c.entrant)
        .select_from(
            entrant_member.join(
                tournament,
                (tournament.c.community_id == entrant_member.c.community_id)
                & (tournament.c.id == entrant_member.c.tournament),
            )
        )
        .where(
            entrant_member.c.community_id == bindparam("community_id"),
            entrant_member.c.member == bindparam("member", type_=Id),
            tournament.c.state == TournamentState.RUNNING,
            visible(Tournament, tournament),
        )
    )
)
"""The entrants that a member plays for in tournaments that are running."""
OFFERED = statement(
    lambda: (
        select(
            match.c.id,
            entrant_member.c.entrant,
            select(func.count())
            .where(map_choice.c.community_id == match.c.community_id, map_choice.c.match == match.c.id)
            .correlate(match)
            .scalar_subquery(),
            *TOURNAMENT_COLUMNS,
        )
        .select_from(
            match.join(tournament, _ITS_TOURNAMENT).outerjoin(
                entrant_member,
                (entrant_member.c.community_id == match.c.community_id)
                & (entrant_member.c.tournament == match.c.tournament)
                & (entrant_member.c.member == bindparam("me", type_=Id)),
            )
        )
        .where(_HERE, match.c.id.in_(bindparam("matches", expanding=True, type_=Id)))
    ),
    into=lambda its, mine, chosen, *values: (its, mine, chosen, as_tournament(*values)),
)
"""Some matches, for which entrant `me` plays in the same tournament, how many maps were chosen, and the tournament. It
checks no visibility."""
_MINE = bindparam("entrants", expanding=True, type_=Id)
MINE = statement(
    lambda: (
        select(*_COLUMNS)
        .where(
            _HERE,
            or_(match.c.home.in_(_MINE), match.c.away.in_(_MINE)),
            match.c.state.in_(OPEN_STATES),
            match.c.id > bindparam("after", type_=Id),
        )
        .order_by(match.c.id)
        .limit(bindparam("size"))
    ),
    into=TournamentMatch,
)
"""The matches of some entrants that wait for them or for a judge. It checks no visibility: `MY_ENTRANTS` does."""


def _about(table: Table, record: type, *order: Column[Any]) -> Any:
    """What is said about a match, in its order."""
    key = order or [column for column in table.primary_key if column.name not in ("community_id", "match")]
    return (
        select(*(table.c[name] for name in record.__annotations__))
        .where(
            table.c.community_id == bindparam("community_id"), table.c.match == bindparam("match", type_=Id)
        )
        .order_by(*key)
    )


def _without(table: Table) -> Any:
    return delete(table).where(
        table.c.community_id == bindparam("community_id"), table.c.match == bindparam("match", type_=Id)
    )


_said = upsert(report)
REPORT = statement(
    lambda: _said.on_conflict_do_update(
        index_elements=["community_id", "match", "entrant"],
        set_={
            name: _said.excluded[name] for name in ("reporter", "home_score", "away_score", "no_show", "at")
        },
    )
)
REPORTS = statement(lambda: _about(report, Report), into=Report)
DELETE_REPORTS = statement(lambda: _without(report))
EVIDENCE_ROWS = crud(evidence, Evidence)
EVIDENCE = statement(lambda: _about(evidence, Evidence), into=Evidence)
DECISION_ROWS = crud(decision, Decision)
DECISIONS = statement(lambda: _about(decision, Decision, decision.c.number), into=Decision)
CHOICE_ROWS = crud(map_choice, MapChoice, newest_first=False)
CHOICES = statement(lambda: _about(map_choice, MapChoice), into=MapChoice)
DELETE_CHOICES = statement(lambda: _without(map_choice))
