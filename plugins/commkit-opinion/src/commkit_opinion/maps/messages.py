"""The query of the opinion map."""

from attrs import frozen

from commkit import Query
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.maps.records import OpinionMap


@frozen
class ReadOpinionMap(Query[OpinionMap]):
    """Read the opinion map of a consultation as the worker computed it last: groups, what tells them apart, consensus.

    Without the extra `map` there are no groups, and all people count as one.

    Raises:
        NotFound: There is no such consultation for this actor.
    """

    permission = "opinion.read"

    consultation: ConsultationId
