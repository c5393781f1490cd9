"""What can be asked of support, and what is told of it."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Fact, MemberId, Page, Query, Text
from commkit.posts import Post, PostId
from commkit_support.records import ClockReport, FirstReplyClock, QueuedQuestion, SupportMetrics

Reason = Annotated[str, Text(max=2_000)]
Body = Annotated[str, Text(max=40_000)]


@frozen
class AcceptAnswer(Command[Post]):
    """Mark a reply as the answer to its question, by the asker or staff. To accept it twice changes nothing.

    Raises:
        NotFound: There is no such question or answer for this actor.
        Invalid: It is not a question, or the reply is not an answer to it.
        Conflict: Another answer stands, or one of the two was taken down.
    """

    permission = "support.accept"

    question: PostId
    answer: PostId


@frozen
class ReopenQuestion(Command[Post]):
    """Open a solved or closed question again, by the asker or staff; an accepted answer is accepted no longer.

    Raises:
        Conflict: It is open.
    """

    permission = "support.reopen"
    personal = ("reason",)

    question: PostId
    reason: Annotated[str, Text(max=2_000, min=0)] = ""


@frozen
class CloseQuestion(Command[Post]):
    """Close a question without an accepted answer, by the asker or staff, with a reason that all see as a comment.

    Raises:
        Conflict: It is solved or closed already, or was taken down.
    """

    permission = "support.close"
    personal = ("reason",)

    question: PostId
    reason: Reason


@frozen
class RequestInformation(Command[Post]):
    """Ask the asker back, in a comment; the question waits for them, its clock stands still until they reply.

    Raises:
        Conflict: It is solved or closed, or was taken down.
    """

    permission = "support.request_information"
    personal = ("body",)

    question: PostId
    body: Body


@frozen(kw_only=True)
class CheckFirstReplyClocks(Command[ClockReport]):
    """Tell what has become due, each thing once; run by the host's scheduler, every minute or so, as SYSTEM.

    Attributes:
        limit: At most so many of each kind, 1 to 1,000; the report says whether there is more.
    """

    permission = "support.check_first_reply_clocks"

    limit: int = 200


@frozen(kw_only=True)
class ListUnansweredQuestions(Query[Page[QueuedQuestion]]):
    """Open questions without any answer, the one whose first reply is due first ahead.

    Behind those that are owed a first reply come those that had one that is no answer, and imported ones, the oldest
    first. Questions that wait for their asker are not among them.

    Attributes:
        after: The `next` of the page before.
        limit: Questions on a page, 1 to 100.
    """

    permission = "support.read_queue"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListOrphanedQuestions(Query[Page[QueuedQuestion]]):
    """Questions left alone, the oldest first.

    They are open without any answer for longer than `orphan_after`, and not in the hands of a help desk. Imported
    questions are listed too, though no fact is told of them.
    """

    permission = "support.read_queue"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadFirstReplyClock(Query[FirstReplyClock]):
    """The first-reply clock of a question.

    Raises:
        NotFound: There is no such question for this actor, or it has no clock.
    """

    permission = "support.read_queue"

    question: PostId


@frozen
class ReadSupportMetrics(Query[SupportMetrics]):
    """How the community does.

    Attributes:
        since: Count only questions asked from then on; all of them where it is left out.
    """

    permission = "support.read_metrics"

    since: datetime | None = field(default=None, kw_only=True)


@frozen
class QuestionSolved(Fact):
    """An answer was accepted."""

    name = "support.question_solved"
    question: PostId
    answer: PostId
    asker: MemberId | None
    answerer: MemberId | None


@frozen
class QuestionReopened(Fact):
    """A solved or closed question is open again; `answer` is the one no longer accepted, if there was one."""

    name = "support.question_reopened"
    question: PostId
    answer: PostId | None


@frozen
class QuestionClosed(Fact):
    """A question was closed without an accepted answer; the reason is the comment."""

    name = "support.question_closed"
    question: PostId
    comment: PostId


@frozen
class FirstReplyReceived(Fact):
    """Somebody other than the asker replied for the first time, which stops the clock."""

    name = "support.first_reply_received"
    question: PostId
    reply: PostId
    late: bool


@frozen
class FirstReplyDueSoon(Fact):
    """A first reply is due soon."""

    name = "support.first_reply_due_soon"
    question: PostId
    due_at: datetime


@frozen
class FirstReplyOverdue(Fact):
    """A first reply is overdue."""

    name = "support.first_reply_overdue"
    question: PostId
    due_at: datetime


@frozen
class QuestionOrphaned(Fact):
    """A question was left alone: nobody has answered it for longer than `orphan_after`."""

    name = "support.question_orphaned"
    question: PostId
    opened_at: datetime
