"""The statements of the numbers of tournaments."""

from sqlalchemy import bindparam, distinct, func, select

from commkit.storage import UtcDateTime, count_where, visible_statement
from commkit_tournaments.brackets.records import How
from commkit_tournaments.entries.records import EntrantState
from commkit_tournaments.matches.records import PlayState
from commkit_tournaments.setup.records import Tournament, TournamentState
from commkit_tournaments.tables import decision, entrant, match, tournament

_HERE = tournament.c.community_id == bindparam("community_id")
_SINCE = tournament.c.created_at >= bindparam("since", type_=UtcDateTime)
_STARTED = tournament.c.started_at.is_not(None)
_TAKES_PART = entrant.c.seed.is_not(None) | (entrant.c.state == EntrantState.NO_SHOW)

TOURNAMENTS = visible_statement(
    lambda visible: select(
        func.count(),
        count_where(tournament.c.state == TournamentState.FINISHED),
        count_where(tournament.c.state == TournamentState.CANCELLED),
    ).where(_HERE, _SINCE, visible(Tournament, tournament))
)
"""How many tournaments, finished ones, cancelled ones."""
ENTRANTS = visible_statement(
    lambda visible: (
        select(
            func.count(),
            count_where(_STARTED & _TAKES_PART),
            count_where(_STARTED & (entrant.c.state == EntrantState.NO_SHOW)),
            count_where(entrant.c.state == EntrantState.DROPPED_OUT),
        )
        .select_from(
            tournament.join(
                entrant,
                (entrant.c.community_id == tournament.c.community_id)
                & (entrant.c.tournament == tournament.c.id),
            )
        )
        .where(_HERE, _SINCE, visible(Tournament, tournament))
    )
)
"""How many entrants, those of tournaments that started, no-shows of these, drop-outs."""
MATCHES = visible_statement(
    lambda visible: (
        select(
            func.count(distinct(match.c.id)),
            func.count(distinct(match.c.id)).filter(match.c.how == How.PLAYED),
            func.count(distinct(decision.c.match)),
        )
        .select_from(
            tournament.join(
                match,
                (match.c.community_id == tournament.c.community_id) & (match.c.tournament == tournament.c.id),
            ).outerjoin(
                decision,
                (decision.c.community_id == match.c.community_id) & (decision.c.match == match.c.id),
            )
        )
        .where(_HERE, _SINCE, match.c.state == PlayState.DONE, visible(Tournament, tournament))
    )
)
"""How many matches ended, were played, were decided about by a judge."""
