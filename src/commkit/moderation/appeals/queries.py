"""How statements of reasons are read."""

from uuid import UUID

from commkit.moderation.appeals import statements as sql
from commkit.moderation.appeals.handlers import decision_not_found
from commkit.moderation.appeals.messages import ListMyStatementsOfReasons, ReadDecision
from commkit.moderation.appeals.records import StatementOfReasons
from commkit.moderation.feature import moderation
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="moderation.my_statements_of_reasons")


@moderation.handles(ReadDecision)
def read_decision(context: Context, query: ReadDecision) -> StatementOfReasons:
    """Read the decision and its appeal."""
    statement = context.one(sql.STATEMENT_OF_REASONS, id=query.decision)
    if statement is None:
        raise decision_not_found()
    return statement


@moderation.handles(ListMyStatementsOfReasons)
def list_my_statements_of_reasons(
    context: Context, query: ListMyStatementsOfReasons
) -> Page[StatementOfReasons]:
    """List the decisions about the actor, in every community."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.MY_STATEMENTS_OF_REASONS, me=context.member_or_none, after=after, size=limit + 1)
    return _BY_ID.page(rows, limit, lambda row: (row.decision.id,))
