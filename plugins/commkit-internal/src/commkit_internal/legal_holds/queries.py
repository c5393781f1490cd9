"""How legal holds are read, and what they reach is exported."""

from uuid import UUID

from commkit import Context, Page
from commkit.privacy import count_held, read_held
from commkit.storage import LAST_ID, keyset, page_size
from commkit_internal.legal_holds import statements as sql
from commkit_internal.legal_holds.feature import legal_hold_feature
from commkit_internal.legal_holds.messages import ExportForDiscovery, ListHolds, ReadHold
from commkit_internal.legal_holds.policy import check_open, digest
from commkit_internal.legal_holds.records import DiscoveryPage, LegalHold, LegalHoldScope
from commkit_internal.legal_holds.visibility import OF_THIS_HOLD, behind_walls

_HOLDS = keyset(UUID, of="internal.legal_holds")


@legal_hold_feature.handles(ListHolds)
def list_holds(context: Context, query: ListHolds) -> Page[LegalHold]:
    """One statement."""
    limit = page_size(query.limit)
    (after,) = _HOLDS.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    return _HOLDS.page(rows, limit, lambda hold: (hold.id,))


@legal_hold_feature.handles(ReadHold)
def read_hold(context: Context, query: ReadHold) -> LegalHoldScope:
    """Three statements."""
    hold = context.get(LegalHold, query.hold)
    return LegalHoldScope(
        hold,
        tuple(context.rows(sql.MEMBERS, hold=hold.id)),
        tuple(context.rows(sql.THREADS, hold=hold.id)),
    )


@legal_hold_feature.handles(ExportForDiscovery)
def export_for_discovery(context: Context, query: ExportForDiscovery) -> DiscoveryPage:
    """A statement for each table, and one more to count what stands behind walls."""
    hold = context.get(LegalHold, query.hold)
    check_open(hold)
    page = read_held(
        context,
        OF_THIS_HOLD,
        leave_out=behind_walls,
        after=query.after,
        size=page_size(query.limit),
        hold=hold.id,
    )
    return DiscoveryPage(
        hold=hold.id,
        start=query.after,
        rows=page.rows,
        purposes=page.purposes,
        left_out=count_held(context, OF_THIS_HOLD, only=behind_walls, hold=hold.id),
        digest=digest(hold.id, query.after, page.rows, page.purposes),
        next=page.after,
    )
