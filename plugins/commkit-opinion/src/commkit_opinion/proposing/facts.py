"""What happens to statements."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.proposing.records import StatementId


@frozen
class StatementProposed(Fact):
    """A statement was proposed, or seeded."""

    name = "opinion.statement_proposed"
    visible_to = "opinion.moderate"
    statement: StatementId
    consultation: ConsultationId


@frozen
class StatementDecided(Fact):
    """A statement was accepted or rejected by a steward.

    Attributes:
        statement: The statement.
        consultation: The consultation.
        author: Who proposed it; None for the host.
        accepted: Whether it was accepted.
    """

    name = "opinion.statement_decided"
    visible_to = "opinion.moderate"
    statement: StatementId
    consultation: ConsultationId
    author: MemberId | None
    accepted: bool
