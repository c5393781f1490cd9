"""How statements are read."""

from commkit import Context, Page
from commkit.storage import keyset, page_size
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.records import Consultation
from commkit_opinion.proposing import statements as sql
from commkit_opinion.proposing.messages import ListStatements, ReadStatement
from commkit_opinion.proposing.records import OpinionStatement

_BY_NUMBER = keyset(int, of="opinion.statements")


@consultation_feature.handles(ReadStatement)
def read_statement(context: Context, query: ReadStatement) -> OpinionStatement:
    """Read it by its loader."""
    return context.get(OpinionStatement, query.statement)


@consultation_feature.handles(ListStatements)
def list_statements(context: Context, query: ListStatements) -> Page[OpinionStatement]:
    """Read a page in one statement, where the actor sees the consultation."""
    limit = page_size(query.limit)
    consultation = context.get(Consultation, query.consultation)
    keyed = _BY_NUMBER.within(consultation.id, query.state)
    (after,) = keyed.decode(query.after, default=(0,))
    rows = context.rows(
        sql.PAGE, consultation=consultation.id, state=query.state, after=after, size=limit + 1
    )
    return keyed.page(rows, limit, lambda statement: (statement.number,))
