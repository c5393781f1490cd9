"""The query of the numbers of idea calls."""

from datetime import datetime

from attrs import field, frozen

from commkit import Query
from commkit_internal.idea_calls.numbers.records import IdeaNumbers


@frozen
class ReadIdeaNumbers(Query[IdeaNumbers]):
    """What idea calls come to: ideas, authors, promises that were kept, and the time to a decision.

    Attributes:
        since: Count only ideas submitted from then on; all of them where it is left out.
    """

    permission = "internal.read_idea_numbers"

    since: datetime | None = field(default=None, kw_only=True)
