"""The command and the query of questions to guests."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text
from commkit.posts import Post, PostId
from commkit_ama.questions.records import GuestQuestion, QuestionOrder

Body = Annotated[str, Text(max=40_000)]


@frozen
class AnswerAsGuest(Command[Post]):
    """Answer a question of an hour, as one of its guests, or as who answers in all hours.

    Attributes:
        question: The question.
        body: The text, 1 to 40,000 characters, as Markdown.

    Raises:
        Invalid: It is no question of a question hour.
        Denied: The actor is no guest of the hour, or it ended.
        Conflict: The question was removed, or its thread is locked.
    """

    permission = "ama.answer"
    creates = True
    personal = ("body",)

    question: PostId
    body: Body


@frozen
class ListGuestQuestions(Query[Page[GuestQuestion]]):
    """List the questions of an hour with their answers.

    Attributes:
        thread: The post that opened the hour.
        order: Whether the answered ones come before the others; among them those with the most votes come first.
        unanswered: Only those without an answer, for guests who look for what to answer next.
        after: The `next` of the page before.
        limit: Questions on a page, 1 to 100.
        rendered: Whether texts are rendered, as for `ViewThread`.

    Raises:
        Invalid: It is no question hour.
    """

    permission = "ama.read"
    personal = ()

    thread: PostId
    order: QuestionOrder = field(default=QuestionOrder.ANSWERED, kw_only=True)
    unanswered: bool = field(default=False, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
    rendered: bool = field(default=True, kw_only=True)
