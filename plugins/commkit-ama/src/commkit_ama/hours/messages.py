"""The commands and the query of question hours."""

from datetime import datetime

from attrs import field, frozen

from commkit import Command, Query
from commkit.posts import PostId
from commkit_ama.hours.records import QuestionHour


@frozen
class SetQuestionTimes(Command[QuestionHour]):
    """Say when a question hour collects questions, and when it ends; one that ended goes on where that is later now.

    Votes and answers are taken before it opens and after it closes, too, until it ends.

    Attributes:
        thread: The post that opened it.
        opens_at: From when on questions are collected; None for at once.
        closes_at: Up to when questions are collected; None for until it ends.
        ends_at: From when on nothing is accepted; None for never.

    Raises:
        Invalid: It is no question hour, closes before it opens, or ends before it closes.
    """

    permission = "ama.manage"

    thread: PostId
    opens_at: datetime | None = field(default=None, kw_only=True)
    closes_at: datetime | None = field(default=None, kw_only=True)
    ends_at: datetime | None = field(default=None, kw_only=True)


@frozen
class EndQuestionHour(Command[QuestionHour]):
    """End a question hour now: no question, vote, answer or comment is accepted any more.

    Raises:
        Invalid: It is no question hour.
        Conflict: It ended already.
    """

    permission = "ama.manage"

    thread: PostId


@frozen
class ReadQuestionHour(Query[QuestionHour]):
    """Read where a question hour is, who its guests are, how many questions there are, and how many were answered.

    Raises:
        Invalid: It is no question hour.
    """

    permission = "ama.read"

    thread: PostId
