"""What happens to consultations."""

from attrs import frozen

from commkit import Fact
from commkit_opinion.consultations.records import ConsultationId


@frozen
class ConsultationOpened(Fact):
    """A consultation was opened."""

    name = "opinion.consultation_opened"
    visible_to = "opinion.read"
    consultation: ConsultationId


@frozen
class ConsultationClosed(Fact):
    """A consultation was closed, by a command or at its time."""

    name = "opinion.consultation_closed"
    visible_to = "opinion.read"
    consultation: ConsultationId
