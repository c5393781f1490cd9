"""Search: finding what one may see, in the database's own full-text index or in another engine.

Other nouns and plugins add their objects with `index_object`, in the transaction that changes them, and remove them
with `remove_from_index`.
"""

from commkit.runtime.values.words import tokenize
from commkit.search import queries as _queries
from commkit.search import reactions as _reactions
from commkit.search import subscribers as _subscribers
from commkit.search.facts import SearchEntryIndexed, SearchEntryRemoved
from commkit.search.feature import search
from commkit.search.indexing.handlers import (
    index_new_objects,
    index_object,
    remove_from_index,
)
from commkit.search.indexing.policy import searched_text
from commkit.search.messages import ReadSearchCandidates, SearchContent, SearchFilter
from commkit.search.ports import SearchPort, search_with_port
from commkit.search.rebuilding.jobs import rebuild_index
from commkit.search.records import SearchCandidate, SearchEntry, SearchHit, SearchResults, TextFragment
from commkit.search.views import queries as _views_queries
from commkit.search.views.messages import ViewHits
from commkit.search.views.records import HitPage, HitView

__all__ = [
    "HitPage",
    "HitView",
    "ReadSearchCandidates",
    "SearchCandidate",
    "SearchContent",
    "SearchEntry",
    "SearchEntryIndexed",
    "SearchEntryRemoved",
    "SearchFilter",
    "SearchHit",
    "SearchPort",
    "SearchResults",
    "TextFragment",
    "ViewHits",
    "index_new_objects",
    "index_object",
    "rebuild_index",
    "remove_from_index",
    "search",
    "search_with_port",
    "searched_text",
    "tokenize",
]

del _queries, _reactions, _subscribers, _views_queries
