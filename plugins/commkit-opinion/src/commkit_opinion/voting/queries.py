"""How the next statement and totals are read."""

from commkit import Context, Page
from commkit.storage import keyset, page_size
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.records import Consultation, ConsultationSettings
from commkit_opinion.proposing.records import OpinionStatement
from commkit_opinion.voting import statements as sql
from commkit_opinion.voting.messages import ListStatementTotals, ReadNextStatement
from commkit_opinion.voting.policy import next_statement, totals_of
from commkit_opinion.voting.records import StatementTotals, StatementToVote

_BY_NUMBER = keyset(int, of="opinion.statement_totals")


@consultation_feature.handles(ReadNextStatement)
def read_next_statement(context: Context, query: ReadNextStatement) -> StatementToVote | None:
    """Draw one of those that are left; the seed is of the consultation and the member."""
    consultation = context.get(Consultation, query.consultation)
    if not consultation.is_open(context.now):
        return None
    left = context.rows(sql.UNVOTED, consultation=consultation.id, me=context.member)
    drawn = next_statement(left, seed=consultation.id.bytes + context.member.bytes)
    return StatementToVote(context.get(OpinionStatement, drawn), len(left)) if drawn is not None else None


@consultation_feature.handles(ListStatementTotals)
def list_statement_totals(context: Context, query: ListStatementTotals) -> Page[StatementTotals]:
    """Read a page in one statement; what is about too few people is taken out before anybody sees it."""
    limit = page_size(query.limit)
    consultation = context.get(Consultation, query.consultation)
    exact = context.can("opinion.read_exact")
    threshold = 0 if exact else context.settings(ConsultationSettings).threshold
    keyed = _BY_NUMBER.within(consultation.id)
    (after,) = keyed.decode(query.after, default=(0,))
    rows = context.rows(
        sql.TOTALS,
        consultation=consultation.id,
        me=context.member_or_none,
        all_states=exact,
        after=after,
        size=limit + 1,
    )
    totals = [totals_of(*row, threshold=threshold) for row in rows]
    return keyed.page(totals, limit, lambda one: (one.statement.number,))
