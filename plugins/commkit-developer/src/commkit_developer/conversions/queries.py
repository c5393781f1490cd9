"""How conversions and their numbers are read."""

from uuid import UUID

from commkit import Context, Page
from commkit.posts import Post
from commkit.storage import EARLIEST, LAST_ID, keyset, page_size
from commkit_developer.conversions import statements as sql
from commkit_developer.conversions.feature import conversion_feature
from commkit_developer.conversions.messages import ListConversions, ReadConversionNumbers
from commkit_developer.conversions.records import Conversion, ConversionCount, ConversionNumbers

_BY_ID = keyset(UUID, of="developer.conversions")


@conversion_feature.handles(ListConversions)
def list_conversions(context: Context, query: ListConversions) -> Page[Conversion]:
    """Load the thread, then read a page in one statement."""
    thread, limit = context.get(Post, query.thread), page_size(query.limit)
    keyed = _BY_ID.within(thread.id)
    (before,) = keyed.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, thread=thread.id, before=before, size=limit + 1)
    return keyed.page(rows, limit, lambda conversion: (conversion.id,))


@conversion_feature.handles(ReadConversionNumbers)
def read_conversion_numbers(context: Context, query: ReadConversionNumbers) -> ConversionNumbers:
    """Count in one statement."""
    rows = context.rows(sql.COUNTS, since=query.since or EARLIEST)
    counts = tuple(ConversionCount(*row) for row in rows)
    return ConversionNumbers(
        converted=sum(each.count for each in counts),
        undone=sum(each.undone for each in counts),
        counts=counts,
    )
