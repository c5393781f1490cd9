"""How arguments are read."""

from uuid import UUID

from commkit import Context, Page
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_opinion.arguments import statements as sql
from commkit_opinion.arguments.feature import argument_feature
from commkit_opinion.arguments.messages import ListArguments
from commkit_opinion.arguments.records import Argument
from commkit_opinion.proposing.records import OpinionStatement

_BY_ID = keyset(UUID, of="opinion.arguments")


@argument_feature.handles(ListArguments)
def list_arguments(context: Context, query: ListArguments) -> Page[Argument]:
    """Read a page in one statement, where the actor sees the statement."""
    limit = page_size(query.limit)
    statement = context.get(OpinionStatement, query.statement)
    keyed = _BY_ID.within(statement.id, query.side)
    (after,) = keyed.decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.PAGE, statement=statement.id, side=query.side, after=after, size=limit + 1)
    return keyed.page(rows, limit, lambda argument: (argument.id,))
