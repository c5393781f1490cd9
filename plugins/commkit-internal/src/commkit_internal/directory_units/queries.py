"""How the org units of a directory are read, and who waits for one."""

from uuid import UUID

from commkit import Context, Page
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_internal.directory_units import statements as sql
from commkit_internal.directory_units.feature import directory_unit_feature
from commkit_internal.directory_units.messages import ListDirectoryUnits, ListUnplaced
from commkit_internal.directory_units.records import DirectoryPlacement, DirectoryUnit

_UNITS = keyset(UUID, of="internal.directory_units")
_WAITING = keyset(UUID, of="internal.unplaced")


@directory_unit_feature.handles(ListDirectoryUnits)
def list_directory_units(context: Context, query: ListDirectoryUnits) -> Page[DirectoryUnit]:
    """One statement."""
    (after,), limit = _UNITS.decode(query.after, default=(FIRST_ID,)), page_size(query.limit)
    rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    return _UNITS.page(rows, limit, lambda kept: (kept.unit,))


@directory_unit_feature.handles(ListUnplaced)
def list_unplaced(context: Context, query: ListUnplaced) -> Page[DirectoryPlacement]:
    """One statement."""
    (after,), limit = _WAITING.decode(query.after, default=(FIRST_ID,)), page_size(query.limit)
    rows = context.rows(sql.WAITING, after=after, size=limit + 1)
    return _WAITING.page(rows, limit, lambda waiting: (waiting.member,))
