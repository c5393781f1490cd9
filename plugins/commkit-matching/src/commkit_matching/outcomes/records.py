"""What came of matches."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.statistics import Share
from commkit.storage import Erasure, Person
from commkit_matching.matches.records import MatchId


@frozen
class MatchOutcome:
    """What a member says came of a match; nobody else reads it.

    Attributes:
        match: The match.
        member: Who says so.
        value: 1 to 5, or 0 for no and 1 for yes.
        given_at: When.
    """

    match: MatchId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    value: int
    given_at: datetime


@frozen
class OutcomeNumbers:
    """What came of the matches of a kind. It is told in batches of five people, so that no two readings tell of one.

    Attributes:
        kind: The name of the kind.
        n: How many outcomes are counted: the sample size; 0 while fewer than five people have said something.
        distribution: How many said each value, the worst value first.
        mean: The arithmetic mean; None without any.
        good: The share of outcomes that are 4 or 5, or yes, with its Wilson score interval; None without any.
    """

    kind: str
    n: int
    distribution: tuple[int, ...]
    mean: float | None
    good: Share | None
