"""The commands and queries of rounds of questions."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text
from commkit.posts import Post, PostId
from commkit_media.questions.records import QuestionRound, ReaderQuestion

Body = Annotated[str, Text(max=40_000)]


@frozen
class SetQuestionTimes(Command[QuestionRound]):
    """Say when the questions of a round are collected; votes are given before and afterwards, too.

    Attributes:
        thread: The post that opened the round.
        opens_at: When the collection opens; None for at once.
        closes_at: When it closes; None for never.

    Raises:
        Invalid: It is no round of questions, or closes before it opens.
    """

    permission = "media.set_question_times"

    thread: PostId
    opens_at: datetime | None = field(default=None, kw_only=True)
    closes_at: datetime | None = field(default=None, kw_only=True)


@frozen
class AnswerAsExpert(Command[Post]):
    """Answer a question of a round, as an expert.

    Attributes:
        question: The question.
        body: The text, 1 to 40,000 characters, as Markdown.

    Raises:
        Invalid: It is no question of a round.
        Conflict: It was removed, or its thread is locked.
    """

    permission = "media.answer_questions"
    creates = True
    personal = ("body",)

    question: PostId
    body: Body


@frozen
class ReadQuestionRound(Query[QuestionRound]):
    """Read when the questions of a round are collected, how many there are, and how many were answered.

    Raises:
        Invalid: It is no round of questions.
    """

    permission = "media.read_questions"

    thread: PostId


@frozen
class ListReaderQuestions(Query[Page[ReaderQuestion]]):
    """List the questions of a round with their answers: the answered ones first, then those with the most votes.

    Attributes:
        thread: The post that opened the round.
        unanswered: Only those without an answer, for experts who look for what to answer next.
        after: The `next` of the page before.
        limit: Questions on a page, 1 to 100.
        rendered: Whether texts are rendered, as for `ViewThread`.

    Raises:
        Invalid: It is no round of questions.
    """

    permission = "media.read_questions"
    personal = ()

    thread: PostId
    unanswered: bool = field(default=False, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
    rendered: bool = field(default=True, kw_only=True)
