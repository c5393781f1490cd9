"""How matches are read."""

from uuid import UUID

from commkit import Context, Page, offered_commands
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_tournaments.brackets.vetoes.policy import played_maps
from commkit_tournaments.entries.queries import my_entrant
from commkit_tournaments.feature import JUDGE, tournament_feature
from commkit_tournaments.maps.policy import side_at, turns_left
from commkit_tournaments.matches import statements as sql
from commkit_tournaments.matches.messages import ListMyMatches, ReadMatch
from commkit_tournaments.matches.records import MatchPage, TournamentMatch
from commkit_tournaments.setup.records import Tournament

_BY_ID = keyset(UUID, of="tournaments.my_matches")


@tournament_feature.handles(ReadMatch)
def read_match(context: Context, query: ReadMatch) -> MatchPage:
    """Load it; reports and evidence are for its players and judges alone."""
    match = context.get(TournamentMatch, query.match)
    held = context.get(Tournament, match.tournament)
    inside = context.can(JUDGE, held) or my_entrant(context, held.id) in {*match.sides} - {None}
    choices = context.rows(sql.CHOICES, match=match.id)
    left = turns_left(held, len(choices))
    return MatchPage(
        match=match,
        choices=tuple(choices),
        next_side=side_at(match, left[0]) if left else None,
        maps=played_maps(held.maps, held.best_of, [(each.action, each.map) for each in choices])
        if held.maps
        else (),
        reports=tuple(context.rows(sql.REPORTS, match=match.id)) if inside else (),
        evidence=tuple(context.rows(sql.EVIDENCE, match=match.id)) if inside else (),
        decisions=tuple(context.rows(sql.DECISIONS, match=match.id)),
        may=offered_commands(context, TournamentMatch, [match])[0],
    )


@tournament_feature.handles(ListMyMatches)
def list_my_matches(context: Context, query: ListMyMatches) -> Page[TournamentMatch]:
    """The entrants that the actor plays for, then a page of their matches."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(FIRST_ID,))
    entrants = [entrant for (entrant,) in context.rows(sql.MY_ENTRANTS, member=context.member)]
    rows = context.rows(sql.MINE, entrants=entrants, after=after, size=limit + 1) if entrants else []
    return _BY_ID.page(rows, limit, lambda match: (match.id,))
