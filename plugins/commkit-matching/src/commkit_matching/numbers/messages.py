"""The query of the numbers."""

from attrs import frozen

from commkit import Query
from commkit_matching.numbers.records import MatchingNumbers
from commkit_matching.requests.messages import KindField


@frozen
class ReadMatchingNumbers(Query[MatchingNumbers]):
    """How matching of a kind goes: share matched, time to match, acceptance, fairness of exposure.

    Raises:
        Invalid: There is no such kind.
    """

    permission = "matching.read_numbers"
    personal = ()

    kind: KindField
