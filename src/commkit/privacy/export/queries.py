"""How a person's data is exported."""

from collections.abc import Sequence
from typing import Any

from commkit.members import find_account, kept_restriction, kept_restrictions_of
from commkit.privacy.export.messages import ExportPerson
from commkit.privacy.export.records import PersonalData
from commkit.privacy.feature import privacy
from commkit.privacy.person_columns.records import PersonColumn
from commkit.privacy.person_columns.statements import person_columns
from commkit.privacy.policy import key_of_person, person_not_found
from commkit.runtime.composing.left_tables import left_tables
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.personal import declared
from commkit.runtime.values.serialization import dump


@privacy.handles(ExportPerson)
def export_person(context: Context, query: ExportPerson) -> PersonalData:
    """Collect the rows of every table that names the person."""
    key = key_of_person(context, query.key)
    member = find_account(context, key)
    kept = _kept_restrictions(context, key)
    if member is None and not kept:
        raise person_not_found()
    left = left_tables(context, context.registry)
    columns = person_columns(context.registry, left)
    rows = (_rows_by_table(context, columns, key, member) if member is not None else {}) | kept
    purposes = _purposes_by_table(columns) | _purposes_of_kept_restrictions()
    return PersonalData(
        member=member,
        exported_at=context.now,
        purposes={table: purposes[table] for table in rows},
        rows={
            table: tuple({name: dump(value) for name, value in row.items()} for row in found)
            for table, found in rows.items()
        },
        not_read=left.undeclared,
    )


def _rows_by_table(
    context: Context, columns: Sequence[PersonColumn], key: str, member: MemberId
) -> dict[str, tuple[dict[str, Any], ...]]:
    """What each table keeps about a person; a row that names them in several columns comes once, with all of it."""
    found: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for column in columns:
        if column.rows is None:
            continue
        for primary_key, row in context.rows(column.rows, **column.parameters(key, member)):
            found.setdefault(column.table, {}).setdefault(primary_key, {}).update(row)
    return {table: tuple(rows.values()) for table, rows in found.items()}


def _kept_restrictions(context: Context, key: str) -> dict[str, tuple[dict[str, Any], ...]]:
    """What outlasts an erasure: the person is known by a hash, which no column of a person leads to."""
    rows = tuple(
        {"community_id": community, "status": kept.status, "until": kept.until}
        for community, kept in kept_restrictions_of(context, key)
    )
    return {kept_restriction.name: rows} if rows else {}


def _purposes_of_kept_restrictions() -> dict[str, dict[str, str]]:
    said = {column.name: declared(column) for column in kept_restriction.columns}
    return {
        kept_restriction.name: {
            name: about.purpose for name, about in said.items() if about is not None and about.exported
        }
    }


def _purposes_by_table(columns: Sequence[PersonColumn]) -> dict[str, dict[str, str]]:
    """What each exported column is for, by table and column."""
    found: dict[str, dict[str, str]] = {}
    for column in columns:
        if column.rows is not None:
            found.setdefault(column.table, {}).update(column.purposes)
    return found
