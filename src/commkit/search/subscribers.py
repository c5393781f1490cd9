"""Keeps another search engine up to date."""

from commkit.runtime.delivery.deliveries import Delivery
from commkit.search.facts import SearchEntryIndexed, SearchEntryRemoved
from commkit.search.feature import search
from commkit.search.indexing import statements as indexing_sql
from commkit.search.ports import SearchPort


@search.subscribes_to(SearchEntryIndexed, SearchEntryRemoved)
def update_search_port(delivery: Delivery, fact: SearchEntryIndexed | SearchEntryRemoved) -> None:
    """Send the present entry to the other engine, whatever happened since the fact."""
    port = delivery.port(SearchPort)
    with delivery.context(read_only=True) as context:
        community = context.community_id
        entry = context.one(indexing_sql.ONE, record=fact.record, object=fact.object)
    if entry is None:
        port.delete(community, fact.record, fact.object)
    else:
        port.put(community, entry)
