"""The messages about orphaned questions."""

from datetime import datetime

from attrs import field, frozen

from commkit import Command, Page, Query
from commkit_qa.orphans.records import OrphanCount, OrphanedQuestion, OrphanReport


@frozen(kw_only=True)
class CheckOrphans(Command[OrphanReport]):
    """Emit a fact for each question that is orphaned since the last time, once each.

    The host's scheduler sends it as `SYSTEM`, every few minutes or so.

    Attributes:
        limit: At most so many, 1 to 1,000; the report says whether there are more.
    """

    permission = "qa.check_orphans"

    limit: int = 200


@frozen(kw_only=True)
class ListOrphans(Query[Page[OrphanedQuestion]]):
    """The orphaned questions, the oldest first.

    Attributes:
        after: The `next` of the page before.
        limit: Questions on a page, 1 to 100.
    """

    permission = "qa.list_orphans"
    granted_to = "member"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class CountOrphans(Query[OrphanCount]):
    """How many questions are orphaned.

    Attributes:
        since: Count only questions asked from then on; all of them where it is left out.
    """

    permission = "qa.count_orphans"

    since: datetime | None = field(default=None, kw_only=True)
