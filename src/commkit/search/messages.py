"""Queries of search."""

from datetime import datetime
from typing import Annotated, Any, Literal

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Query
from commkit.runtime.values.validation import Text
from commkit.search.records import SearchCandidate, SearchResults

MAX_CANDIDATES = 1_000
"""Candidates of another engine that are looked up at once, at most."""

_Word = Annotated[str, Text(max=64)]


@frozen
class SearchContent(Query[SearchResults]):
    """Find what holds all of the words, among what the actor may see.

    A word is found at the beginning of words too: `inst` finds `install`. `"exact words"` are found side by side, and
    `-word` must not be there. Case and accents do not matter.

    Args:
        text: What to search for.
        record: Only objects of this record, such as `Post`.
        kind: Only this kind, such as `question`.
        tag: Only what bears this tag.
        author: Only what this member made.
        since: Only what was made then or later.
        until: Only what was made before.
        order: `relevance` gives the best 200 first, words of the title counting most; `newest` goes through all.
        after: The `next` of the page before.
        limit: Hits on a page, 1 to 100.

    Raises:
        Invalid: There is no word to search for, or the cursor belongs to another search.
    """

    permission = "search.query"
    personal = ("text",)

    text: Annotated[str, Text(max=500)]
    record: _Word | None = None
    kind: _Word | None = None
    tag: _Word | None = None
    author: MemberId | None = None
    since: datetime | None = None
    until: datetime | None = None
    order: Literal["relevance", "newest"] = "relevance"
    after: Annotated[str, Text(max=200)] | None = None
    limit: int = 20


@frozen
class ReadSearchCandidates(Query[tuple[Any, ...]]):
    """Load what another search engine found; what the actor may not see is left out, and the order stays.

    Args:
        candidates: What it found, the best first; at most 1,000.
        limit: How many objects to give, 1 to 100.

    Raises:
        Invalid: There are too many candidates.
    """

    permission = "search.query"
    personal = ()

    candidates: tuple[SearchCandidate, ...]
    limit: int = 20
