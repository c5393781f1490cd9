"""Facts for other search engines; emitted only where the host gives a `SearchPort`."""

from uuid import UUID

from attrs import frozen

from commkit.runtime.model.messages import Fact


@frozen
class SearchEntryIndexed(Fact):
    """An object was added to the index or updated there; emitted only if the host gives a `SearchPort`."""

    name = "search.entry_indexed"
    visible_to = None
    record: str
    object: UUID


@frozen
class SearchEntryRemoved(Fact):
    """An object was removed from the index; emitted only if the host gives a `SearchPort`."""

    name = "search.entry_removed"
    visible_to = None
    record: str
    object: UUID
