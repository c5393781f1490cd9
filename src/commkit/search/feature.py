"""The feature of search."""

from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import OUTSIDER
from commkit.search.facts import SearchEntryIndexed, SearchEntryRemoved
from commkit.search.ports import SearchPort
from commkit.search.records import SearchCandidate, SearchEntry, SearchHit, SearchResults
from commkit.search.tables import metadata

search = Feature(
    "search",
    tables=metadata,
    migrations="commkit.migrations",
    # Anybody may search; what they find is what they may see, which may be nothing.
    port_types=(SearchPort,),
    grants={OUTSIDER: {"search.query"}},
    facts=(SearchEntryIndexed, SearchEntryRemoved),
    records=(SearchCandidate, SearchEntry, SearchHit, SearchResults),
)
"""The feature of search; every community has it."""
