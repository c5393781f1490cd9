"""The feature of search."""

from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import OUTSIDER
from commkit.search.facts import SearchEntryIndexed, SearchEntryRemoved
from commkit.search.ports import SearchPort
from commkit.search.records import SearchCandidate, SearchEntry, SearchHit, SearchResults
from commkit.search.tables import metadata
from commkit.search.views.records import HitPage, HitView

search = Feature(
    "search",
    tables=metadata,
    migrations="commkit.migrations",
    port_types=(SearchPort,),
    # Anybody may search; hits are only what the actor may see.
    grants={OUTSIDER: {"search.query"}},
    facts=(SearchEntryIndexed, SearchEntryRemoved),
    records=(SearchCandidate, SearchEntry, SearchHit, SearchResults, HitPage, HitView),
)
"""The feature of search; every community has it."""
