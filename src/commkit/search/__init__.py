"""Search: finding what one may see, in the database's own full-text index or in another engine.

Other nouns and plugins put their objects into it with `index`, in the transaction that changes them, and take them out
with `forget`.
"""

from commkit.search import handlers as _handlers
from commkit.search import posts as _posts
from commkit.search.engines import forget, hide_within, index, index_new, show_within
from commkit.search.feature import search
from commkit.search.messages import EntryChanged, EntryForgotten, Search
from commkit.search.port import Candidate, SearchPort, search_through
from commkit.search.records import Entry, Hit, Piece, Results

__all__ = [
    "Candidate",
    "Entry",
    "EntryChanged",
    "EntryForgotten",
    "Hit",
    "Piece",
    "Results",
    "Search",
    "SearchPort",
    "forget",
    "hide_within",
    "index",
    "index_new",
    "search",
    "search_through",
    "show_within",
]

del _handlers, _posts
