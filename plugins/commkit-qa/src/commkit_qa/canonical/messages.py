"""The messages about canonical answers."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Page, Query, Text, TextCommand
from commkit.posts import PostId
from commkit_qa.canonical.records import Canonical, CanonicalNumbers, Subject

Reason = Annotated[str, Text(max=2_000)]


@frozen
class MarkCanonical(TextCommand[Canonical]):
    """Say that an answer is the canonical one for a subject; its question is the one that others are sent to.

    The same answer for the same subject again changes nothing; with another subject or reason, these are changed.

    Attributes:
        question: The question.
        answer: An answer to it.
        subject: What it is canonical for, such as `resetting passwords`.
        reason: Why; all who see the question read it.

    Raises:
        NotFound: There is no such question or answer for this actor.
        Invalid: It is no question, or the reply is no answer to it.
        Conflict: Another answer to it is canonical (`qa.other_canonical`), the question is a duplicate
            (`qa.canonical_duplicate`), or one of the two was removed.
    """

    permission = "qa.mark_canonical"
    shown = ("subject", "reason")
    personal = ("reason",)

    question: PostId
    answer: PostId
    subject: Subject
    reason: Annotated[str, Text(max=2_000, min=0)] = ""


@frozen
class WithdrawCanonical(TextCommand[Canonical]):
    """Say that a question has no canonical answer any more, with a reason.

    Attributes:
        question: The question.
        reason: Why; all who see the question read it.

    Raises:
        NotFound: There is no such question for this actor, or it has no canonical answer (`qa.no_canonical`).
    """

    permission = "qa.mark_canonical"
    shown = ("reason",)
    personal = ("reason",)

    question: PostId
    reason: Reason


@frozen
class ListCanonical(Query[Page[Canonical]]):
    """The canonical answers that stand, in the order in which they were marked.

    Attributes:
        after: The `next` of the page before.
        limit: Answers on a page, 1 to 100.
    """

    permission = "qa.read_canonical"
    granted_to = "visitor"
    personal = ()

    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListCanonicalHistory(Query[Page[Canonical]]):
    """Why a question has its canonical answer, or none any more: all marks, the oldest first, with who and why.

    Attributes:
        question: The question.
        after: The `next` of the page before.
        limit: Marks on a page, 1 to 100.

    Raises:
        NotFound: There is no such question for this actor.
    """

    permission = "qa.read_canonical"
    granted_to = "visitor"
    personal = ()

    question: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadCanonicalNumbers(Query[CanonicalNumbers]):
    """How much canonical answers serve: shares of questions and duplicates, each with its sample and its interval.

    Attributes:
        since: Count only questions asked from then on; all of them where it is left out.
    """

    permission = "qa.read_canonical_numbers"

    since: datetime | None = field(default=None, kw_only=True)
