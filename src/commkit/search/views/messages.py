"""The query of what is found as a page shows it."""

from datetime import datetime
from typing import Annotated, Literal

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Query
from commkit.runtime.values.texts import Text
from commkit.search.messages import Word
from commkit.search.views.records import HitPage


@frozen
class ViewHits(Query[HitPage]):
    """What `SearchContent` finds, with authors and the titles of threads, in a fixed number of statements.

    Attributes:
        text: The words, as `SearchContent` takes them.
        record: Only objects of this record, such as `Post`.
        kind: Only this kind, such as `question`.
        tag: Only objects with this tag.
        author: Only objects of this member.
        since: Only objects created then or later.
        until: Only objects created before.
        order: `relevance`, or `newest`.
        after: The `next` of the page before.
        limit: Hits on a page, 1 to 100.

    Raises:
        Invalid: There is no word to search for, or the cursor was not made by such a search.
    """

    permission = "search.query"
    personal = ("text",)

    text: Annotated[str, Text(max=500)]
    record: Word | None = None
    kind: Word | None = None
    tag: Word | None = None
    author: MemberId | None = None
    since: datetime | None = None
    until: datetime | None = None
    order: Literal["relevance", "newest"] = "relevance"
    after: Annotated[str, Text(max=200)] | None = None
    limit: int = 20
