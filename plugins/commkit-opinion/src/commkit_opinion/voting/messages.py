"""The commands and queries of votes."""

from attrs import field, frozen

from commkit import Command, Page, Query
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.proposing.records import StatementId
from commkit_opinion.voting.records import OpinionChoice, StatementTotals, StatementToVote, StatementVote


@frozen
class VoteOnStatement(Command[StatementVote]):
    """Agree or disagree with a statement, or pass; again, to change the vote.

    Nothing tells others who voted, and when: beside a running count it would tell for what.

    Attributes:
        statement: The statement.
        choice: What the actor says.

    Raises:
        NotFound: There is no such statement for this actor.
        Conflict: The consultation is closed, or members do not vote on this statement.
    """

    permission = "opinion.vote"
    discreet = True

    statement: StatementId
    choice: OpinionChoice


@frozen
class ReadNextStatement(Query[StatementToVote | None]):
    """Read the statement on which the actor should vote next; None where there is none.

    It is drawn among those that they have not voted on: the fewer votes a statement has, the more likely. So those that
    came late or stand far behind are voted on as well. Whoever asks twice gets the same, unless others voted meanwhile.

    Raises:
        NotFound: There is no such consultation for this actor.
    """

    permission = "opinion.vote"

    consultation: ConsultationId


@frozen
class ListStatementTotals(Query[Page[StatementTotals]]):
    """List the accepted statements of a consultation by their numbers, with what members say to them.

    The host sees all numbers, and statements that are not accepted, too; everybody else none that is about fewer people
    than the threshold.

    Attributes:
        consultation: The consultation.
        after: The `next` of the page before.
        limit: Statements on a page, 1 to 100.

    Raises:
        NotFound: There is no such consultation for this actor.
    """

    permission = "opinion.read"
    personal = ()

    consultation: ConsultationId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
