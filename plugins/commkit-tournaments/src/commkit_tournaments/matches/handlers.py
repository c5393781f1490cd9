"""How matches are reported, given up and decided."""

from attrs import evolve

from commkit import Conflict, Context, Denied
from commkit.storage import schedule_command
from commkit_tournaments.brackets.records import How
from commkit_tournaments.entries import statements as entry_sql
from commkit_tournaments.entries.queries import my_entrant
from commkit_tournaments.facts import (
    EvidenceAdded,
    MatchDecided,
    MatchDisputed,
    ResultReported,
)
from commkit_tournaments.feature import JUDGE, tournament_feature
from commkit_tournaments.maps.policy import check_maps_chosen
from commkit_tournaments.matches import statements as sql
from commkit_tournaments.matches.jobs import SettleReport, settle
from commkit_tournaments.matches.messages import (
    AddEvidence,
    DecideMatch,
    ForfeitMatch,
    ReportNoShow,
    ReportResult,
)
from commkit_tournaments.matches.policy import (
    End,
    agree,
    check_decision,
    check_playable,
    check_score,
    said_by,
)
from commkit_tournaments.matches.records import (
    Decision,
    DecisionId,
    Evidence,
    EvidenceId,
    PlayState,
    Report,
    TournamentMatch,
    TournamentMatchId,
)
from commkit_tournaments.setup.policy import check_state
from commkit_tournaments.setup.queries import lock_tournament
from commkit_tournaments.setup.records import EntrantId, Tournament, TournamentState


@tournament_feature.loads(TournamentMatch)
def fetch_match(context: Context, id: TournamentMatchId) -> TournamentMatch | None:
    """Load a match of a tournament that the actor may see."""
    return context.one(sql.ONE, id=id)


def own_side(context: Context, match: TournamentMatch) -> EntrantId:
    """The side of a match that the actor plays for.

    Raises:
        Denied: It is a match of others.
    """
    mine = my_entrant(context, match.tournament)
    if mine is None or mine not in match.sides:
        raise Denied("tournaments.not_your_match", "only its players say how a match ended; ask a judge")
    return mine


def lock_match(context: Context, id: TournamentMatchId) -> tuple[Tournament, TournamentMatch, EntrantId]:
    """A match of the actor's own with its tournament, locked and read anew, and the actor's side.

    Raises:
        Conflict: The tournament is not running, or the match cannot be played.
        Denied: It is a match of others.
    """
    match = context.get(TournamentMatch, id)
    side = own_side(context, match)
    held = lock_tournament(context, match.tournament)
    match = _again(context, match)
    check_state(held, TournamentState.RUNNING)
    check_playable(match)
    return held, match, side


def _again(context: Context, match: TournamentMatch) -> TournamentMatch:
    return context.one(sql.AGAIN, id=match.id) or match


@tournament_feature.handles(ReportResult)
def report_result(context: Context, command: ReportResult) -> TournamentMatch:
    """Keep what the side says; where both say the same it stands."""
    held, match, side = lock_match(context, command.match)
    check_score(held, match, command.home_score, command.away_score)
    check_maps_chosen(held, context.rows(sql.CHOICES, match=match.id))
    report = Report(
        match.id, side, context.member, command.home_score, command.away_score, no_show=False, at=context.now
    )
    return _reported(context, held, match, report)


@tournament_feature.handles(ReportNoShow)
def report_no_show(context: Context, command: ReportNoShow) -> TournamentMatch:
    """Keep that the other side did not come, once it should have."""
    held, match, side = lock_match(context, command.match)
    if match.starts_at is not None and context.now < match.starts_at:
        raise Conflict("tournaments.too_early", "this match has not begun; wait for the other side")
    report = Report(match.id, side, context.member, 0, 0, no_show=True, at=context.now)
    return _reported(context, held, match, report)


def _reported(context: Context, held: Tournament, match: TournamentMatch, report: Report) -> TournamentMatch:
    context.run(sql.REPORT, report)
    reports = context.rows(sql.REPORTS, match=match.id)
    others = [side for side in match.sides if side is not None and side != report.entrant]
    members = tuple(member for _, member in context.rows(entry_sql.MEMBERS_OF, entrants=others))
    if agree(match, reports):
        return settle(context, held, match, said_by(match, report))
    if len(reports) > 1:
        disputed = evolve(match, state=PlayState.DISPUTED, due_at=None)
        context.run(sql.REPORTED, id=match.id, new_state=disputed.state, new_due_at=None)
        if match.state is not PlayState.DISPUTED:
            context.emit(MatchDisputed(tournament=held.id, match=match.id, organiser=held.organiser))
        return disputed
    due = context.now + held.report_within
    context.run(sql.REPORTED, id=match.id, new_state=PlayState.REPORTED, new_due_at=due)
    schedule_command(context, SettleReport(match.id), at=due, as_system=True)
    context.emit(ResultReported(tournament=held.id, match=match.id, entrant=report.entrant, others=members))
    return evolve(match, state=PlayState.REPORTED, due_at=due)


@tournament_feature.handles(ForfeitMatch)
def forfeit_match(context: Context, command: ForfeitMatch) -> TournamentMatch:
    """The other side wins; nobody has to agree."""
    held, match, side = lock_match(context, command.match)
    winner = match.away if side == match.home else match.home
    return settle(context, held, match, End(winner, how=How.FORFEIT))


@tournament_feature.handles(AddEvidence)
def add_evidence(context: Context, command: AddEvidence) -> Evidence:
    """Keep it for the judge; it may be about a match that has ended."""
    match = context.get(TournamentMatch, command.match)
    own_side(context, match)
    held = context.get(Tournament, match.tournament)
    check_state(held, TournamentState.RUNNING)
    evidence = Evidence(EvidenceId(context.new_id()), match.id, context.member, command.text, context.now)
    context.run(sql.EVIDENCE_ROWS.add, evidence)
    context.emit(EvidenceAdded(tournament=held.id, match=match.id))
    return evidence


@tournament_feature.handles(DecideMatch)
def decide_match(context: Context, command: DecideMatch) -> TournamentMatch:
    """Keep the decision with what stood before, and replay the tournament."""
    match = context.get(TournamentMatch, command.match)
    held = lock_tournament(context, match.tournament, need=JUDGE)
    match = _again(context, match)
    if my_entrant(context, held.id) in {side for side in match.sides if side is not None}:
        raise Denied("tournaments.own_match", "you play in this match; let another judge decide it")
    check_state(held, TournamentState.RUNNING, TournamentState.FINISHED)
    end = End(command.winner, command.home_score, command.away_score, command.how)
    check_decision(match, end)
    decision = Decision(
        id=DecisionId(context.new_id()),
        match=match.id,
        number=1 + len(context.rows(sql.DECISIONS, match=match.id)),
        judge=context.member_or_none,
        reason=command.reason,
        before_winner=match.winner,
        before_home=match.home_score,
        before_away=match.away_score,
        was=match.state,
        winner=end.winner,
        home_score=end.home_score,
        away_score=end.away_score,
        how=end.how,
        at=context.now,
    )
    context.run(sql.DECISION_ROWS.add, decision)
    context.emit(MatchDecided(tournament=held.id, match=match.id))
    return settle(context, held, match, end)
