"""The messages about first-reply clocks."""

from attrs import frozen

from commkit import Command, Query
from commkit.posts import PostId
from commkit_support.clock.records import ClockReport, FirstReplyClock


@frozen(kw_only=True)
class CheckFirstReplyClocks(Command[ClockReport]):
    """Emit a fact for each clock that is due soon, overdue or orphaned, once each, and fail expired handoffs.

    The host's scheduler sends it as `SYSTEM`, every minute or so.

    Attributes:
        limit: At most so many of each kind, 1 to 1,000; the report says whether there is more.
    """

    permission = "support.check_first_reply_clocks"

    limit: int = 200


@frozen
class ReadFirstReplyClock(Query[FirstReplyClock]):
    """The first-reply clock of a question.

    Raises:
        NotFound: There is no such question for this actor, or it has no clock.
    """

    permission = "support.read_queue"

    question: PostId
