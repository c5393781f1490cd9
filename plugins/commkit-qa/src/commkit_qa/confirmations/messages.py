"""The messages about confirmations."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, Page, Query, TextCommand
from commkit.posts import PostId
from commkit_qa.confirmations.records import AnswerConfirmations, Confirmation, Version


@frozen
class ConfirmAnswer(TextCommand[Confirmation]):
    """Say that an answer worked for oneself. Once each; again changes the version, or nothing.

    Attributes:
        answer: The answer.
        version: With which version it worked, such as `3.13.1`; None for no word about that.

    Raises:
        Invalid: It is no answer to a question, or the version is none (`bad_version`).
        Conflict: It is the actor's own (`qa.own_answer`), or one of the two was removed.
    """

    permission = "qa.confirm_answer"
    granted_to = "member"
    shown = ("version",)  # what comes behind the numbers of a version is words
    personal = ()

    answer: PostId
    version: Version | None = field(default=None, kw_only=True)


@frozen
class WithdrawConfirmation(Command[None]):
    """Take one's own confirmation back; without one nothing changes.

    Attributes:
        answer: The answer.
    """

    permission = "qa.confirm_answer"
    granted_to = "member"
    personal = ()

    answer: PostId


@frozen
class ListConfirmations(Query[Page[Confirmation]]):
    """Who says that an answer worked, in the order in which they joined.

    Attributes:
        answer: The answer.
        after: The `next` of the page before.
        limit: Confirmations on a page, 1 to 100.

    Raises:
        NotFound: There is no such answer for this actor.
    """

    permission = "qa.read_confirmations"
    granted_to = "visitor"
    personal = ()

    answer: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class CountConfirmations(Query[tuple[AnswerConfirmations, ...]]):
    """How many members some answers helped; what nobody confirmed, or the reader may not see, is left out.

    Attributes:
        answers: At most 100.
    """

    permission = "qa.read_confirmations"
    granted_to = "visitor"

    answers: Annotated[tuple[PostId, ...], Items(max=100)]
