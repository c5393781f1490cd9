"""How a round is run."""

from collections.abc import Collection, Sequence

from attrs import asdict

from commkit import Context
from commkit.storage import schedule_command
from commkit_matching.engine.policy import seed_of, solve
from commkit_matching.engine.records import Proposal, Seat
from commkit_matching.feature import matching_feature
from commkit_matching.kinds.records import Consent, MatchKind
from commkit_matching.matches import statements as match_sql
from commkit_matching.matches.facts import MatchProposed
from commkit_matching.matches.records import Answer, MatchId, MatchPart, MatchParty, StoredMatch
from commkit_matching.matches.settling.handlers import lock_members, make_match, new_match
from commkit_matching.matches.settling.jobs import CloseDueMatch
from commkit_matching.requests.queries import declared_kind
from commkit_matching.requests.records import RequestId
from commkit_matching.rounds import statements as sql
from commkit_matching.rounds.facts import MatchingRoundRun
from commkit_matching.rounds.messages import RunMatchingRound
from commkit_matching.rounds.queries import candidates_among, market_of, waiting_candidates
from commkit_matching.rounds.records import MatchingRound, RoundId


@matching_feature.handles(RunMatchingRound)
def run_matching_round(context: Context, command: RunMatchingRound) -> MatchingRound:
    """Rounds of a kind come one after the other."""
    kind = declared_kind(context, command.kind)
    context.run(sql.ADD_POOL, kind=kind.name, next_at=None)
    context.one(sql.LOCK_POOL, kind=kind.name)
    return run_round(context, kind)


def run_round(context: Context, kind: MatchKind) -> MatchingRound:
    """Run a round of a kind whose pool is locked."""
    id = RoundId(context.new_id())
    candidates, more = waiting_candidates(context, kind)
    if kind.consent is Consent.NONE and candidates:
        # Their places are taken at once: nobody leaves, or takes part in another match, meanwhile.
        members = {each.member for each in candidates}
        lock_members(context, members)
        candidates = candidates_among(context, kind, members)
    proposals = solve(market_of(context, kind, candidates, seed=seed_of(id)))
    _propose(context, kind, [(new_match(context, kind, round=id), proposal) for proposal in proposals])
    served = {seat.candidate.request for proposal in proposals for seat in proposal}
    for statement, requests in (
        (sql.SERVED, served),
        (sql.LEFT_OUT, {each.request for each in candidates} - served),
    ):
        if requests:
            context.run(statement, requests=sorted(requests), at=context.now)
    run = MatchingRound(
        id=id,
        kind=kind.name,
        run_at=context.now,
        run_by=context.member_or_none,
        considered=len(candidates),
        served=len(served),
        proposals=len(proposals),
        more=more,
    )
    context.run(sql.ADD_ROUND, run)
    context.emit(MatchingRoundRun(round=id, kind=kind.name, proposals=len(proposals)))
    return run


def _propose(context: Context, kind: MatchKind, found: Sequence[tuple[StoredMatch, Proposal]]) -> None:
    """Write the proposals down, all at once; where nobody's word is asked they are matches."""
    asked = {
        Consent.ALL: {side.name for side in kind.sides},
        Consent.FIRST: {kind.sides[0].name},
        Consent.NONE: set(),
    }[kind.consent]
    parties = {match.id: [_party(match.id, seat, asked) for seat in proposal] for match, proposal in found}
    parts = [
        MatchPart(match.id, seat.candidate.member, part.preference, part.weight, part.score)
        for match, proposal in found
        for seat in proposal
        for part in seat.parts
    ]
    for statement, records in (
        (match_sql.ADD, [match for match, _ in found]),
        (match_sql.ADD_PARTY, [party for each in parties.values() for party in each]),
        (match_sql.ADD_PART, parts),
    ):
        rows = [asdict(record, recurse=False) | {"community_id": context.community_id} for record in records]
        context.run_many(statement, rows)
    for match, _ in found:
        if kind.consent is Consent.NONE:
            make_match(context, kind, match.id, parties[match.id])
        else:
            context.emit(MatchProposed(match=match.id, kind=kind.name))
            schedule_command(context, CloseDueMatch(match.id), at=match.expires_at, as_system=True)


def _party(match: MatchId, seat: Seat, asked: Collection[str]) -> MatchParty:
    return MatchParty(
        match=match,
        member=seat.candidate.member,
        request=RequestId(seat.candidate.request),
        side=seat.candidate.side,
        team=seat.team,
        answer=Answer.WAITING if seat.candidate.side in asked else Answer.ACCEPTED,
        answered_at=None,
    )
