"""What happens to maps."""

from attrs import frozen

from commkit import Fact
from commkit_opinion.consultations.records import ConsultationId


@frozen
class OpinionMapDue(Fact):
    """The worker computes the map of a consultation.

    Attributes:
        consultation: The consultation.
        turn: Counts its runs.
    """

    name = "opinion.map_due"
    visible_to = "opinion.manage"
    consultation: ConsultationId
    turn: int


@frozen
class OpinionMapComputed(Fact):
    """The map of a consultation was computed anew, from other votes than before."""

    name = "opinion.map_computed"
    visible_to = "opinion.read"
    consultation: ConsultationId
