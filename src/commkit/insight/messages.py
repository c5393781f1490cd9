"""The query of what a community's numbers are for."""

from attrs import frozen

from commkit.insight.records import CommunityMeasures
from commkit.runtime.model.messages import Query


@frozen
class ReadMeasures(Query[CommunityMeasures]):
    """Read by which numbers this community pays back, and which its guards read.

    What is not measured here is named, too. The numbers themselves are asked by the queries that it names, each with
    its own permission.
    """

    permission = "insight.read_measures"
    personal = ()
