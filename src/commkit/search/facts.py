"""Facts for other search engines; emitted only where the host gives a `SearchPort`."""

from uuid import UUID

from attrs import frozen

from commkit.runtime.model.messages import Fact


@frozen
class SearchEntryIndexed(Fact):
    """Something stands in the index now, or stands there otherwise; told where a `SearchPort` is to be fed."""

    name = "search.entry_indexed"
    record: str
    object: UUID


@frozen
class SearchEntryRemoved(Fact):
    """Something stands in the index no more; told where a `SearchPort` is to be fed."""

    name = "search.entry_removed"
    record: str
    object: UUID
