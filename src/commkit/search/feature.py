"""The feature of search: finding what one may see."""

from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import OUTSIDER
from commkit.search.messages import EntryChanged, EntryForgotten
from commkit.search.records import Entry, Hit, Results
from commkit.search.tables import metadata

search = Feature(
    "search",
    tables=metadata,
    migrations="commkit.migrations",
    # Anybody may search; what they find is what they may see, which may be nothing.
    grants={OUTSIDER: {"search.find"}},
    facts=(EntryChanged, EntryForgotten),
    records=(Entry, Hit, Results),
)
"""The feature of search; every community has it."""
