"""How what was written in some rows is blanked, with what other tables keep about them."""

from typing import Any

from sqlalchemy import Table

from commkit.privacy.forgetting import statements as sql
from commkit.privacy.person_columns.statements import all_tables
from commkit.runtime.composing.left_tables import left_tables
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.retention import RowCondition


def forget_rows(context: Context, table: Table, where: RowCondition, **values: Any) -> int:
    """Blank what people wrote in some rows of the session's community, as if all who wrote it had been erased.

    It reaches every table whose rows refer to these by foreign keys, of whatever feature: earlier versions, drafts of
    articles, the choices of polls. Who wrote it stays, and what is held stays as it is.

    Args:
        context: Of the community.
        table: The table of the rows.
        where: Which rows; a module's function.
        **values: Parameters of that condition.

    Returns:
        How many rows were blanked or deleted.
    """
    tables = all_tables(context.registry, left_tables(context, context.registry))
    found = sql.forgetting(table, where, tables, context.registry.holds)
    return sum(context.run(forget, **values) for forget in found)
