"""How matches are shown to those in them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context, Page, offered_commands
from commkit.members import Author, author_in, authors_of
from commkit.storage import LAST_ID, keyset, page_size
from commkit_matching.feature import matching_feature
from commkit_matching.matches import statements as sql
from commkit_matching.matches.messages import ExplainMatch, ViewMatch, ViewMatches
from commkit_matching.matches.policy import (
    DIRECT,
    METHODS,
    explained,
    names_members,
    shown_parties,
    shown_wishes,
)
from commkit_matching.matches.records import (
    Match,
    MatchExplanation,
    MatchId,
    MatchParty,
    MatchView,
    Partner,
)
from commkit_matching.requests.queries import find_kind, wishes_of

_MATCHES = keyset(UUID, of="matching.matches")


@matching_feature.handles(ViewMatch)
def view_match(context: Context, query: ViewMatch) -> MatchView:
    """Load it, then what is beside it."""
    (view,) = _views(context, [context.get(Match, query.match)])
    return view


@matching_feature.handles(ViewMatches)
def view_matches(context: Context, query: ViewMatches) -> Page[MatchView]:
    """Four statements for a page."""
    limit = page_size(query.limit)
    (after,) = _MATCHES.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, me=context.member, after=after, size=limit + 1)
    page = _MATCHES.page(rows, limit, lambda found: (found.id,))
    return Page(tuple(_views(context, page.items)), page.next)


@matching_feature.handles(ExplainMatch)
def explain_match(context: Context, query: ExplainMatch) -> MatchExplanation:
    """Load it, then what was written down when it was proposed."""
    match = context.get(Match, query.match)
    kind = find_kind(context, match.kind)
    parts = context.rows(sql.PARTS, id=match.id, me=context.member)
    method = METHODS[kind.method] if kind is not None else ""
    return MatchExplanation(
        method=DIRECT if match.proposed_by is not None else method, parts=explained(kind, match, parts)
    )


def _views(context: Context, matches: Sequence[Match]) -> list[MatchView]:
    if not matches:
        return []
    others: dict[MatchId, list[MatchParty]] = defaultdict(list)
    for party in context.rows(sql.PARTIES, matches=[match.id for match in matches]):
        if party.member != context.member:
            others[party.match].append(party)
    shown = {match.id: shown_parties(match, others[match.id]) for match in matches}
    kinds = {match.kind: find_kind(context, match.kind) for match in matches}
    named = {match.id for match in matches if names_members(kinds[match.kind], match)}
    wishes = wishes_of(context, (party.request for parties in shown.values() for party in parties))
    authors = authors_of(context, {party.member for id in named for party in shown[id]})

    def partner(match: Match, party: MatchParty) -> Partner:
        kind = kinds[match.kind]
        author: Author | None = author_in(authors, party.member) if match.id in named else None
        told = shown_wishes(kind, match, party.side, wishes.get(party.request, {}))
        return Partner(party.side, party.team, author, told)

    return [
        MatchView(
            match,
            kind.title if (kind := kinds[match.kind]) is not None else match.kind,
            tuple(partner(match, party) for party in shown[match.id]),
            may,
        )
        for match, may in zip(matches, offered_commands(context, Match, matches), strict=True)
    ]


@matching_feature.lists_offers(Match)
def list_match_offers(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """What views offer about some matches, in views of objects of every class."""
    me = context.member_or_none
    found = context.rows(sql.SOME, ids=list(ids), me=me) if ids and me is not None else []
    return {its.id: may for its, may in zip(found, offered_commands(context, Match, found), strict=True)}
