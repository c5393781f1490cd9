"""The query of the numbers of a ladder."""

from attrs import frozen

from commkit import Query
from commkit_ladders.ladders.records import LadderId
from commkit_ladders.numbers.records import LadderNumbers


@frozen
class ReadLadderNumbers(Query[LadderNumbers]):
    """How many play on a ladder, how many games wait, and how often the favourite wins.

    Raises:
        NotFound: There is no such ladder for this actor.
    """

    permission = "ladders.read_numbers"
    granted_to = "steward"

    ladder: LadderId
