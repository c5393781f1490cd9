"""What is imported: a consultation of another system, its statements and ballots."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import Items, Text
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.proposing.records import StatementState
from commkit_opinion.voting.records import OpinionChoice

Source = Annotated[str, Text(max=100, multiline=False)]
"""The name of the export; nothing of one source is imported twice."""
ExternalId = Annotated[str, Text(max=40, multiline=False)]
"""An id at the source."""
Body = Annotated[str, Text(max=1_000, min=0)]


@frozen(kw_only=True)
class ExternalStatement:
    """A statement of the other system.

    Attributes:
        external_id: Its id at the source.
        author: The id of its author at the source; None where the source names nobody.
        body: What it says.
        state: Its state.
        at: When it was proposed.
    """

    external_id: ExternalId
    author: ExternalId | None
    body: Body
    state: StatementState
    at: datetime


@frozen
class ExternalBallot:
    """One ballot.

    Attributes:
        choice: What it says.
        at: When it was cast.
    """

    choice: OpinionChoice
    at: datetime


@frozen(kw_only=True)
class ExternalVotes:
    """All ballots of one person on one statement.

    Attributes:
        statement: The id of the statement at the source.
        voter: The id of the person at the source.
        ballots: The ballots, in their order; the last one is their vote.
    """

    statement: ExternalId
    voter: ExternalId
    ballots: Annotated[tuple[ExternalBallot, ...], Items(max=1_000)]


@frozen
class ImportedConsultation:
    """A consultation that was imported.

    Attributes:
        consultation: Its id.
        created: Whether this import created it.
    """

    consultation: ConsultationId
    created: bool
