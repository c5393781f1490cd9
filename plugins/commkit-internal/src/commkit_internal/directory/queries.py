"""How the people directory is searched and read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from commkit import Context, Invalid, MemberId, NotFound, Page
from commkit.fields import field_range, field_values_of
from commkit.members import Author, Authors, Membership, authors_of
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_internal.directory import statements as sql
from commkit_internal.directory.feature import directory_feature
from commkit_internal.directory.messages import ReadDirectoryEntry, SearchDirectory
from commkit_internal.directory.policy import manager_of, name_patterns
from commkit_internal.directory.records import DirectoryEntry
from commkit_internal.units.policy import MAX_LEVELS
from commkit_internal.units.records import Unit, UnitId

_BY_NAME = keyset(UUID, str, of="internal.directory")
_Chains = dict[UnitId, tuple[str, tuple[MemberId | None, ...]]]


@directory_feature.handles(SearchDirectory)
def search_directory(context: Context, query: SearchDirectory) -> Page[DirectoryEntry]:
    """Load the unit, then a page of people; their units, their names and their fields, all at once."""
    by_name = _BY_NAME.of_query(query)
    limit = page_size(query.limit)
    after, after_name = by_name.decode(query.after, default=(FIRST_ID, ""))
    values: dict[str, Any] = {
        "after_name": after_name,
        "after": after,
        "size": limit + 1,
        **name_patterns(query.text),
    }
    if query.unit is not None:
        values |= {
            "id": context.get(Unit, query.unit).id,
            "levels": MAX_LEVELS if query.below else 0,
        }
    elif query.below:
        raise Invalid.field("unit", "required", "name the unit that people are placed in or below")
    if bool(query.field) != (query.equals is not None):
        missing = "equals" if query.field else "field"
        raise Invalid.field(missing, "required", "give both a field and the value that it equals, or neither")
    if query.field:
        values |= field_range(context, "member", query.field, equals=query.equals)
    if not context.can("members.read"):
        return Page((), None)
    rows = context.rows(sql.PAGES[query.unit is not None, bool(query.field)], **values)
    page = by_name.page(rows, limit, lambda row: (row[0], row[1]))
    return Page(_entries(context, page.items), page.next)


@directory_feature.handles(ReadDirectoryEntry)
def read_directory_entry(context: Context, query: ReadDirectoryEntry) -> DirectoryEntry:
    """Load the member, then as for a page."""
    row = context.one(sql.ONE, id=context.get(Membership, query.member).id)
    if row is None:
        raise NotFound("internal.not_in_directory", "this is no person in the directory; search it by name")
    (entry,) = _entries(context, [row])
    return entry


def _entries(context: Context, rows: Sequence[tuple[Any, ...]]) -> tuple[DirectoryEntry, ...]:
    """People with their units, managers and fields: three statements, and one for each record that is referred to."""
    chains = _chains_of(context, {unit for _, _, unit in rows if unit is not None})
    managers = {id: manager_of(id, chains[unit][1]) for id, _, unit in rows if unit is not None}
    authors = authors_of(context, {*(id for id, _, _ in rows), *managers.values()})
    fields = field_values_of(context, "member", [id for id, _, _ in rows])
    return tuple(
        DirectoryEntry(
            member=authors.get(id, Author(id)),
            fields=fields.get(id, {}),
            unit=unit,
            unit_name=chains[unit][0] if unit is not None else "",
            manager=_shown(authors, managers.get(id)),
        )
        for id, _, unit in rows
    )


def _chains_of(context: Context, units: Iterable[UnitId]) -> _Chains:
    """The name of each unit, and the managers of it and of the units above it, upwards."""
    found: dict[UnitId, list[tuple[str, MemberId | None]]] = defaultdict(list)
    wanted = sorted(units)
    for start, name, manager in context.rows(sql.CHAINS, ids=wanted) if wanted else ():
        found[start].append((name, manager))
    return {unit: (chain[0][0], tuple(manager for _, manager in chain)) for unit, chain in found.items()}


def _shown(authors: Authors, manager: MemberId | None) -> Author | None:
    return authors.get(manager) if manager is not None else None
