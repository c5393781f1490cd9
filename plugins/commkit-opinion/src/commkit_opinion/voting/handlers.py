"""How members vote."""

from commkit import Context
from commkit_opinion.consultations import statements as consultations_sql
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.policy import check_open, closed
from commkit_opinion.consultations.records import Consultation
from commkit_opinion.proposing.records import OpinionStatement
from commkit_opinion.voting import statements as sql
from commkit_opinion.voting.facts import StatementVoteCast
from commkit_opinion.voting.messages import VoteOnStatement
from commkit_opinion.voting.policy import changes_of, check_votable
from commkit_opinion.voting.records import StatementVote


@consultation_feature.handles(VoteOnStatement)
def vote_on_statement(context: Context, command: VoteOnStatement) -> StatementVote:
    """Lock the statement's numbers, then store the vote; its key excludes a second one."""
    found = context.get(OpinionStatement, command.statement)
    consultation = context.get(Consultation, found.consultation)
    check_open(consultation, context.now)
    check_votable(found)
    if not context.rows(consultations_sql.SHARE_OPEN, id=consultation.id, now=context.now):
        raise closed()  # by another command, since the check above
    context.one(sql.LOCK_TALLY, statement=found.id)
    before = context.one(sql.ONE, statement=found.id, me=context.member)
    if before is not None and before.choice is command.choice:
        return before
    after = StatementVote(
        statement=found.id,
        consultation=consultation.id,
        member=context.member,
        choice=command.choice,
        at=context.now,
        ballots=before.ballots + 1 if before is not None else 1,
    )
    if before is None:
        context.run(sql.ADD, after)
    else:
        context.run(
            sql.CHANGE, statement=found.id, me=context.member, new_choice=after.choice, now=after.at, more=1
        )
    changes = changes_of(before.choice if before else None, (after.choice,))
    context.run(sql.COUNT, statement=found.id, **changes)
    context.emit(StatementVoteCast(consultation=consultation.id))
    return after
