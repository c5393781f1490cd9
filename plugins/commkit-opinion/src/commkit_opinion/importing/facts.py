"""What happens to imports."""

from attrs import frozen

from commkit import Fact
from commkit_opinion.consultations.records import ConsultationId


@frozen
class BallotsImported(Fact):
    """Ballots of a consultation were imported.

    Attributes:
        consultation: The consultation.
        count: How many ballots.
    """

    name = "opinion.ballots_imported"
    visible_to = "opinion.read"
    consultation: ConsultationId
    count: int
