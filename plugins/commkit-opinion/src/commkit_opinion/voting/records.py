"""A vote on a statement, and what votes come to."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.statistics import Share
from commkit.storage import Person
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.proposing.records import OpinionStatement, StatementId


class OpinionChoice(StrEnum):
    """What a member says to a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105  # no password
    """Neither, or unsure."""


@frozen
class StatementVote:
    """The vote of a member on a statement; there is one at most, which they may change.

    Attributes:
        statement: The statement.
        consultation: The consultation.
        member: Who voted.
        choice: What they say now.
        at: When they said so last.
        ballots: How often they voted on it: once, and once for each change.
    """

    statement: StatementId
    consultation: ConsultationId
    member: Annotated[MemberId, Person()]
    choice: OpinionChoice
    at: datetime
    ballots: int


@frozen
class Tally:
    """The votes on a statement in numbers, one row for each statement.

    Attributes:
        statement: The statement.
        consultation: The consultation.
        agrees: Members who agree.
        disagrees: Members who disagree.
        passes: Members who passed.
        agree_ballots: Ballots that agreed, those that were changed later too.
        disagree_ballots: Ballots that disagreed, those that were changed later too.
        pass_ballots: Ballots that passed, those that were changed later too.
    """

    statement: StatementId
    consultation: ConsultationId
    agrees: int = 0
    disagrees: int = 0
    passes: int = 0
    agree_ballots: int = 0
    disagree_ballots: int = 0
    pass_ballots: int = 0


@frozen
class StatementToVote:
    """The statement on which a member votes next.

    Attributes:
        statement: The statement.
        left: How many accepted statements they have not voted on yet, this one among them.
    """

    statement: OpinionStatement
    left: int


@frozen(kw_only=True)
class StatementTotals:
    """What members say to a statement.

    Every member has one vote. The totals of ballots stand beside it, in which a vote that was changed counts each time,
    as some systems publish them.

    Attributes:
        statement: The statement.
        voters: Members who voted; None where they are fewer than the threshold: nothing is shown of them then.
        agrees: Members who agree.
        disagrees: Members who disagree.
        passes: Members who passed.
        agree_ballots: Ballots that agreed.
        disagree_ballots: Ballots that disagreed.
        pass_ballots: Ballots that passed.
        agreement: `agrees` among `voters`, with its sample size and interval (Wilson, 95 %).
        mine: What the reader said; None where they did not vote.
    """

    statement: OpinionStatement
    voters: int | None
    agrees: int | None
    disagrees: int | None
    passes: int | None
    agree_ballots: int | None
    disagree_ballots: int | None
    pass_ballots: int | None
    agreement: Share | None
    mine: OpinionChoice | None
