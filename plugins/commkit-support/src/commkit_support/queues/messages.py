"""The queries of queues and metrics."""

from datetime import datetime

from attrs import field, frozen

from commkit import Page, Query
from commkit_support.queues.records import QueuedQuestion, SupportMetrics


@frozen(kw_only=True)
class ListUnansweredQuestions(Query[Page[QueuedQuestion]]):
    """Open questions without any answer by a person, the one whose first reply is due first ahead.

    After those that wait for a first reply come those with a first reply that is no answer, and imported ones, the
    oldest first. Questions that wait for their asker are not listed.

    Attributes:
        after: The `next` of the page before.
        limit: Questions on a page, 1 to 100.
    """

    permission = "support.read_queue"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadSupportMetrics(Query[SupportMetrics]):
    """The numbers of a support community.

    Attributes:
        since: Count only questions asked from then on; all of them where it is left out.
    """

    permission = "support.read_metrics"

    since: datetime | None = field(default=None, kw_only=True)
