"""How entrants are read."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context, MemberId, Page, offered_commands
from commkit.storage import FIRST_ID, NOBODY, keyset, page_size
from commkit_tournaments.entries import statements as sql
from commkit_tournaments.entries.messages import ExplainSeed, ListEntrants
from commkit_tournaments.entries.policy import Leaving, Places, leaving_of, places_of
from commkit_tournaments.entries.records import Entrant, EntrantLine, SeedExplanation
from commkit_tournaments.feature import JUDGE, tournament_feature
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


def lines_of(context: Context, entrants: list[Entrant], members: Members) -> tuple[EntrantLine, ...]:
    """Entrants with their members, the captain first, and what is offered about them; one statement at most.

    Args:
        context: The context.
        entrants: The entrants.
        members: Who plays for which.
    """
    return tuple(
        EntrantLine(
            each,
            tuple(sorted(members.get(each.id, ()), key=lambda member: (member != each.captain, member))),
            may,
        )
        for each, may in zip(entrants, offered_commands(context, Entrant, entrants), strict=True)
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


def places_now(context: Context, shown: Sequence[Tournament]) -> Mapping[TournamentId, Places]:
    """The entrants of some tournaments as numbers; one statement.

    Args:
        context: The context.
        shown: The tournaments, as the actor sees them.
    """
    ids = [held.id for held in shown]
    return places_of(context.rows(sql.PLACES, tournaments=ids, me=context.member_or_none or NOBODY))


def leaving_now(context: Context, shown: Sequence[Entrant]) -> list[tuple[Entrant, Tournament, Leaving]]:
    """Whether the actor would be allowed to take some entrants out, with their tournaments; one statement.

    Args:
        context: The context.
        shown: The entrants, as the actor sees them.
    """
    me = context.member_or_none
    by_id = {entrant.id: entrant for entrant in shown}
    rows = context.rows(sql.OFFERED, entrants=list(by_id), me=me or NOBODY)
    return [
        (
            by_id[id],
            held,
            leaving_of(
                by_id[id], held, me, plays=mine == id, judges=context.can(JUDGE, held), meets=bool(meets)
            ),
        )
        for id, mine, meets, held in rows
    ]


@tournament_feature.handles(ListEntrants)
def list_entrants(context: Context, query: ListEntrants) -> Page[EntrantLine]:
    """Load the tournament, then a page and its members in two statements."""
    held = context.get(Tournament, query.tournament)
    limit, keyed = page_size(query.limit), _BY_ID.within(query.tournament)
    (after,) = keyed.decode(query.after, default=(FIRST_ID,))
    entrants = context.rows(sql.PAGE, tournament=held.id, after=after, size=limit + 1)
    ids = [each.id for each in entrants]
    members = _grouped(context.rows(sql.MEMBERS_OF, entrants=ids)) if ids else {}
    return keyed.page(lines_of(context, entrants, members), limit, lambda line: (line.entrant.id,))


@tournament_feature.handles(ExplainSeed)
def explain_seed(context: Context, query: ExplainSeed) -> SeedExplanation:
    """Read what was kept when the seeds were given."""
    found = context.get(Entrant, query.entrant)
    seeds = sum(each.seed is not None for each in context.rows(sql.ALL, tournament=found.tournament))
    reason = found.seed_reason or "seeds are given when the tournament starts"
    return SeedExplanation(found.id, found.seed, seeds, reason, found.rating)
