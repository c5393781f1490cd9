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

    It reaches every table whose rows refer to these, of whatever feature, also of plugins that are gone: earlier
    versions, drafts of articles, the choices of polls. Rows refer by a foreign key, or by a column that says so:
    `refers` of `commkit.storage.plain` and `record_table`. A column that says neither is not reached. Blanked is what
    columns declare as personal: what is nobody's, the feature that keeps it deletes when it hears of it, such as by
    the fact `commkit.posts.ThreadsExpired`. Who wrote it stays, and what is held stays as it is.

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
