"""How kudos are read and counted."""

from datetime import timedelta
from uuid import UUID

from commkit import Context, Invalid, Page
from commkit.members import Membership
from commkit.storage import LAST_ID, keyset, page_size
from commkit_internal.kudos import statements as sql
from commkit_internal.kudos.feature import kudos_feature
from commkit_internal.kudos.messages import CountKudos, ListKudos
from commkit_internal.kudos.records import Kudos, KudosCount

_KUDOS = keyset(UUID, of="internal.kudos")


@kudos_feature.handles(ListKudos)
def list_kudos(context: Context, query: ListKudos) -> Page[Kudos]:
    """One statement; one more for the receiver."""
    limit = page_size(query.limit)
    (after,) = _KUDOS.decode(query.after, default=(LAST_ID,))
    where = {"after": after, "size": limit + 1}
    if query.receiver is None:
        rows = context.rows(sql.PAGE, **where)
    else:
        receiver = context.get(Membership, query.receiver).id
        rows = context.rows(sql.OF_RECEIVER, receiver=receiver, **where)
    return _KUDOS.page(rows, limit, lambda kudos: (kudos.id,))


@kudos_feature.handles(CountKudos)
def count_kudos(context: Context, query: CountKudos) -> tuple[KudosCount, ...]:
    """One statement."""
    if not timedelta(days=1) <= query.within <= timedelta(days=366):
        raise Invalid.field("within", "out_of_range", "give a day to a year")
    return tuple(context.rows(sql.COUNTS, since=context.now - query.within))
