"""The query of what is found as a page shows it."""

from attrs import frozen

from commkit.runtime.model.messages import Query
from commkit.search.messages import SearchFilter
from commkit.search.views.records import HitPage


@frozen
class ViewHits(SearchFilter, Query[HitPage]):
    """What `SearchContent` finds, with authors and the titles of threads, in a fixed number of statements.

    Attributes:
        text: As for `SearchContent`, like the rest.

    Raises:
        Invalid: There is no word to search for, or the cursor was not made by such a search.
    """

    permission = "search.query"
    personal = ("text",)
