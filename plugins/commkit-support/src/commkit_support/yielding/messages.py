"""The messages about held answers."""

from datetime import datetime
from typing import Annotated, Literal

from attrs import field, frozen

from commkit import Command, Query, Text, TextCommand
from commkit.posts import PostId
from commkit_support.yielding.records import HeldAnswer, HeldAnswerId, YieldNumbers


@frozen
class HoldAnswer(TextCommand[HeldAnswer]):
    """Answer a question as staff: the answer is published when the yield window ends.

    Attributes:
        question: The question.
        body: The text.
        markup: The markup of the text.

    Raises:
        Invalid: The post is not a question.
        Conflict: It is solved or closed, or was removed; or nothing has to wait (`support.nothing_to_wait_for`): reply.
    """

    permission = "support.hold_answer"
    creates = True
    shown = ("body",)
    personal = ("body",)

    question: PostId
    body: Annotated[str, Text(max=40_000)]
    markup: Literal["markdown", "html"] = field(default="markdown", kw_only=True)


@frozen
class PublishHeldAnswer(Command[HeldAnswer]):
    """Publish a held answer of one's own where it has to wait no longer; the worker sends it at the end of the window.

    Where it still has to wait, the worker tries again then. Where the question was settled, it gives way.

    Raises:
        NotFound: There is no such held answer of this actor.
    """

    permission = "support.hold_answer"
    creates = True

    held: HeldAnswerId


@frozen
class YieldToAnswer(Command[HeldAnswer]):
    """Agree with the answer of somebody else: the held answer becomes an endorsement of it.

    Attributes:
        held: A held answer of one's own.
        answer: An answer to the same question.

    Raises:
        NotFound: There is no such held answer of this actor.
        Invalid: The answer is to another question.
        Conflict: It is held no longer.
    """

    permission = "support.hold_answer"

    held: HeldAnswerId
    answer: PostId


@frozen
class WithdrawHeldAnswer(Command[HeldAnswer]):
    """Take back a held answer of one's own.

    Raises:
        NotFound: There is no such held answer of this actor.
        Conflict: It is held no longer.
    """

    permission = "support.hold_answer"

    held: HeldAnswerId


@frozen
class ListHeldAnswers(Query[tuple[HeldAnswer, ...]]):
    """The answers to a question that are held, the first ahead, at most 100; for staff."""

    permission = "support.read_held_answers"

    question: PostId


@frozen
class ReadYieldNumbers(Query[YieldNumbers]):
    """What became of the answers that were held.

    Attributes:
        since: Count those that were held from then on; all of them where it is left out.
    """

    permission = "support.read_held_answers"

    since: datetime | None = field(default=None, kw_only=True)
