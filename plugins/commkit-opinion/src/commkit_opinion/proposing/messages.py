"""The commands and queries of statements."""

from typing import Annotated

from attrs import field, frozen

from commkit import Page, Query, Text, TextCommand
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.proposing.records import OpinionStatement, StatementId, StatementState

Body = Annotated[str, Text(max=1_000)]
Reason = Annotated[str, Text(max=2_000, min=0)]


@frozen
class SeedStatement(TextCommand[OpinionStatement]):
    """Add a statement to a consultation as its steward; it is accepted at once.

    Attributes:
        consultation: The consultation.
        body: What it says: one idea, with which one can agree or disagree.

    Raises:
        NotFound: There is no such consultation for this actor.
        Conflict: It is closed, or has as many statements as the settings allow.
    """

    permission = "opinion.moderate"
    creates = True
    shown = ("body",)
    personal = ("body",)

    consultation: ConsultationId
    body: Body


@frozen
class ProposeStatement(TextCommand[OpinionStatement]):
    """Propose a statement to others; in a moderated consultation a steward decides about it first.

    Attributes:
        consultation: The consultation.
        body: What it says: one idea, with which one can agree or disagree.

    Raises:
        NotFound: There is no such consultation for this actor.
        Conflict: It is closed, it has as many statements as the settings allow, or as many of the actor wait.
    """

    permission = "opinion.propose"
    creates = True
    shown = ("body",)
    personal = ("body",)

    consultation: ConsultationId
    body: Body


@frozen
class DecideStatement(TextCommand[OpinionStatement]):
    """Accept or reject a statement; also one that was decided before. Its author is notified.

    Attributes:
        statement: The statement.
        accept: Whether members vote on it.
        reason: Why.

    Raises:
        NotFound: There is no such statement for this actor.
        Conflict: That is its state already.
    """

    permission = "opinion.moderate"
    shown = ("reason",)
    personal = ("reason",)

    statement: StatementId
    accept: bool
    reason: Reason = field(default="", kw_only=True)


@frozen
class ReadStatement(Query[OpinionStatement]):
    """Read one statement.

    Raises:
        NotFound: There is no such statement for this actor.
    """

    permission = "opinion.read"

    statement: StatementId


@frozen
class ListStatements(Query[Page[OpinionStatement]]):
    """List statements of a consultation in one state that the actor sees, by their numbers.

    Attributes:
        consultation: The consultation.
        state: Their state; pending and rejected ones are for their authors and for moderators.
        after: The `next` of the page before.
        limit: Statements on a page, 1 to 100.

    Raises:
        NotFound: There is no such consultation for this actor.
    """

    permission = "opinion.read"
    personal = ()

    consultation: ConsultationId
    state: StatementState = field(default=StatementState.ACCEPTED, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
