"""The query of the numbers of the desk."""

from datetime import datetime

from attrs import field, frozen

from commkit import Query
from commkit_articles.numbers.records import DeskNumbers


@frozen
class ReadDeskNumbers(Query[DeskNumbers]):
    """How many articles there are in each state, how long they take, and how often they are corrected.

    Attributes:
        since: Count only articles begun from then on; all of them where it is left out.
    """

    permission = "articles.read_numbers"

    since: datetime | None = field(default=None, kw_only=True)
