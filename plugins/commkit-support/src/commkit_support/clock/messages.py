"""The messages about clocks."""

from typing import Annotated

from attrs import frozen

from commkit import Command, Query, Text
from commkit.posts import PostId
from commkit_support.clock.records import ClockReport, QuestionClock


@frozen(kw_only=True)
class CheckClocks(Command[ClockReport]):
    """Emit a fact for each promise that is due soon or overdue, once each.

    It also sends `qa.CheckOrphans`, fails expired handoffs, and reminds members of the questions that they care for.

    The host's scheduler sends it as `SYSTEM`, every minute or so.

    Attributes:
        limit: At most so many of each kind, 1 to 1,000; the report says whether there is more.
    """

    permission = "support.check_clocks"

    limit: int = 200


@frozen
class SetPriority(Command[QuestionClock]):
    """Give a question another priority: its promises are those of that one, and the time that was used stays used.

    Attributes:
        question: The question.
        priority: `normal`, or the name of a priority of `ClockSettings`.

    Raises:
        Invalid: The post is not a question, or there is no such priority.
        Conflict: It is solved or closed, or was removed.
        NotFound: There is no such question for this actor, or it has no clock.
    """

    permission = "support.set_priority"
    personal = ()

    question: PostId
    priority: Annotated[str, Text(max=32, multiline=False)]


@frozen
class ReadClock(Query[QuestionClock]):
    """The clock of a question, with the promises of a first reply and a solution.

    Raises:
        NotFound: There is no such question for this actor, or it has no clock.
    """

    permission = "support.read_queue"

    question: PostId
