"""Queries of search."""

from datetime import datetime
from typing import Annotated, Any, Literal

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Query
from commkit.runtime.values.texts import Text
from commkit.search.records import SearchCandidate, SearchResults

MAX_CANDIDATES = 1_000
"""Candidates of another engine that one query loads, at most."""

Word = Annotated[str, Text(max=64)]


@frozen
class SearchFilter:
    """What is searched for, and in which order it comes; the base of queries that search.

    A word also matches the beginning of words: `inst` finds `install`. `"exact words"` match only side by side, and
    `-word` excludes a word; a minus sign or an en dash will do, too. Quotation marks of any language make a phrase.
    Case and accents do not matter.

    Attributes:
        text: The words: at most 64 in all, those of phrases and excluded ones too; in a script without spaces each
            character is one. The first 16 terms are searched for, a term being a word or a phrase.
        record: Only objects of this record, such as `Post`.
        kind: Only this kind, such as `question`.
        tag: Only objects with this tag, or with the tag that it is a synonym of.
        author: Only objects of this member.
        since: Only objects created then or later.
        until: Only objects created before.
        order: `relevance` gives the 200 most relevant of the 1,000 newest matches: words of the title count most, then
            those of tags, and more often is better; how near they are to each other does not count. `newest` goes
            through all.
        after: The `next` of the page before.
        limit: Hits on a page, 1 to 100.
        match: `all` finds what has all of the words, `any` what has at least one of them: for what is like a text.
            Phrases count as their words then.
    """

    text: Annotated[str, Text(max=500)]
    record: Word | None = None
    kind: Word | None = None
    tag: Word | None = None
    author: MemberId | None = None
    since: datetime | None = None
    until: datetime | None = None
    order: Literal["relevance", "newest"] = "relevance"
    after: Annotated[str, Text(max=1_500)] | None = None
    limit: int = 20
    match: Literal["all", "any"] = "all"


@frozen
class SearchContent(SearchFilter, Query[SearchResults]):
    """Find the objects with all words of a text, or any of them, among those that the actor may see.

    Attributes:
        text: As for `SearchFilter`, like the rest.

    Raises:
        Invalid: There is no word to search for, there are more than 64, the community has no such record or kind, or
            the cursor is of another search.
    """

    permission = "search.query"
    personal = ("text",)


@frozen
class ReadSearchCandidates(Query[tuple[Any, ...]]):
    """Load what another search engine found; objects that the actor may not see are left out, and the order stays.

    Attributes:
        candidates: What it found, the most relevant first; at most 1,000.
        limit: Objects to load, 1 to 100.

    Raises:
        Invalid: There are too many candidates.
    """

    permission = "search.query"
    personal = ()

    candidates: tuple[SearchCandidate, ...]
    limit: int = 20
