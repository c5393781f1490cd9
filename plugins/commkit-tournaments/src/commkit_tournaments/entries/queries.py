"""How entrants are read."""

from uuid import UUID

from commkit import Context, MemberId, Page
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_tournaments.entries import statements as sql
from commkit_tournaments.entries.messages import ExplainSeed, ListEntrants
from commkit_tournaments.entries.records import Entrant, EntrantLine, SeedExplanation
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.setup.records import EntrantId, Tournament, TournamentId

_BY_ID = keyset(UUID, of="tournaments.entrants")
Members = dict[EntrantId, tuple[MemberId, ...]]


def members_by_entrant(context: Context, tournament: TournamentId) -> Members:
    """Who plays for which entrant of a tournament; one statement.

    Args:
        context: The context.
        tournament: The tournament.
    """
    return _grouped(context.rows(sql.MEMBERS, tournament=tournament))


def _grouped(rows: list[tuple[EntrantId, MemberId]]) -> Members:
    found: Members = {}
    for entrant, member in rows:
        found[entrant] = (*found.get(entrant, ()), member)
    return found


def lines_of(entrants: list[Entrant], members: Members) -> tuple[EntrantLine, ...]:
    """Entrants with their members, the captain first.

    Args:
        entrants: The entrants.
        members: Who plays for which.
    """
    return tuple(
        EntrantLine(
            each,
            tuple(sorted(members.get(each.id, ()), key=lambda member: (member != each.captain, member))),
        )
        for each in entrants
    )


def my_entrant(context: Context, tournament: TournamentId) -> EntrantId | None:
    """The entrant of a tournament that the actor plays for; None for none.

    Args:
        context: The context.
        tournament: The tournament.
    """
    if context.member_or_none is None:
        return None
    row = context.one(sql.MINE, tournament=tournament, member=context.member)
    return row[0] if row is not None else None


@tournament_feature.handles(ListEntrants)
def list_entrants(context: Context, query: ListEntrants) -> Page[EntrantLine]:
    """Load the tournament, then a page and its members in two statements."""
    held = context.get(Tournament, query.tournament)
    limit, keyed = page_size(query.limit), _BY_ID.within(query.tournament)
    (after,) = keyed.decode(query.after, default=(FIRST_ID,))
    entrants = context.rows(sql.PAGE, tournament=held.id, after=after, size=limit + 1)
    ids = [each.id for each in entrants]
    members = _grouped(context.rows(sql.MEMBERS_OF, entrants=ids)) if ids else {}
    return keyed.page(lines_of(entrants, members), limit, lambda line: (line.entrant.id,))


@tournament_feature.handles(ExplainSeed)
def explain_seed(context: Context, query: ExplainSeed) -> SeedExplanation:
    """Read what was kept when the seeds were given."""
    found = context.get(Entrant, query.entrant)
    seeds = sum(each.seed is not None for each in context.rows(sql.ALL, tournament=found.tournament))
    reason = found.seed_reason or "seeds are given when the tournament starts"
    return SeedExplanation(found.id, found.seed, seeds, reason, found.rating)
