"""How statements are added, and decided about."""

from attrs import evolve

from commkit import Conflict, Context
from commkit_opinion.consultations import statements as consultations_sql
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.policy import check_open
from commkit_opinion.consultations.records import Consultation, ConsultationSettings
from commkit_opinion.proposing import statements as sql
from commkit_opinion.proposing.facts import StatementDecided, StatementProposed
from commkit_opinion.proposing.messages import DecideStatement, ProposeStatement, SeedStatement
from commkit_opinion.proposing.records import OpinionStatement, StatementId, StatementState
from commkit_opinion.tables import proposed
from commkit_opinion.voting.records import Tally


@consultation_feature.loads(
    OpinionStatement,
    owner=lambda statement: statement.author,
    table=proposed,
    part_of=(Consultation, "consultation"),
)
def fetch_statement(context: Context, id: StatementId) -> OpinionStatement | None:
    """Load a statement that the actor may see."""
    return context.one(sql.ONE, id=id)


@consultation_feature.handles(SeedStatement)
def seed_statement(context: Context, command: SeedStatement) -> OpinionStatement:
    """Add it as an accepted one."""
    consultation = context.get(Consultation, command.consultation)
    return _add(context, consultation, command.body, seed=True)


@consultation_feature.handles(ProposeStatement)
def propose_statement(context: Context, command: ProposeStatement) -> OpinionStatement:
    """Add it, pending where the consultation is moderated."""
    consultation = context.get(Consultation, command.consultation)
    return _add(context, consultation, command.body, seed=False)


@consultation_feature.handles(DecideStatement)
def decide_statement(context: Context, command: DecideStatement) -> OpinionStatement:
    """Give it the other state; the statement makes sure that it happens once."""
    found = context.get(OpinionStatement, command.statement, need="opinion.moderate")
    state = StatementState.ACCEPTED if command.accept else StatementState.REJECTED
    by = context.member_or_none
    if not context.run(
        sql.DECIDE, id=found.id, new_state=state, now=context.now, by=by, new_reason=command.reason
    ):
        raise Conflict("opinion.decided", f"this statement is {state} already; read it again")
    context.emit(
        StatementDecided(
            statement=found.id, consultation=found.consultation, author=found.author, accepted=command.accept
        )
    )
    return evolve(found, state=state, decided_at=context.now, decided_by=by, reason=command.reason)


def _add(context: Context, consultation: Consultation, body: str, *, seed: bool) -> OpinionStatement:
    check_open(consultation, context.now)
    number = _next_number(context, consultation, seed=seed)
    decided = seed or not consultation.moderated
    added = OpinionStatement(
        id=StatementId(context.new_id()),
        consultation=consultation.id,
        number=number,
        author=context.member_or_none,
        body=body,
        seed=seed,
        state=StatementState.ACCEPTED if decided else StatementState.PENDING,
        proposed_at=context.now,
        decided_at=context.now if decided else None,
        decided_by=context.member_or_none if seed else None,
        reason="",
    )
    context.run(sql.ADD, added)
    context.run(sql.ADD_TALLY, Tally(statement=added.id, consultation=consultation.id))
    context.emit(StatementProposed(statement=added.id, consultation=consultation.id))
    return added


def _next_number(context: Context, consultation: Consultation, *, seed: bool) -> int:
    """The next number, with the consultation locked: two at once cannot both be the last that a limit allows."""
    settings = context.settings(ConsultationSettings)
    context.one(consultations_sql.LOCK, id=consultation.id)
    ((count, last, pending),) = context.rows(
        sql.COUNT, consultation=consultation.id, me=context.member_or_none
    )
    if count >= settings.max_statements:
        raise Conflict(
            "opinion.too_many_statements",
            f"a consultation has at most {settings.max_statements:,} statements; vote on those that there are",
        )
    if not seed and pending >= settings.max_proposals:
        raise Conflict(
            "opinion.too_many_pending",
            f"{pending} statements of yours wait for a steward here; wait for an answer first",
        )
    return int(last) + 1
