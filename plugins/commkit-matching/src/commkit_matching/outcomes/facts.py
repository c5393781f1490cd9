"""What is told of outcomes."""

from attrs import frozen

from commkit import Fact
from commkit_matching.matches.records import MatchId


@frozen
class MatchOutcomeGiven(Fact):
    """Somebody said what came of a match; neither who nor what is told.

    Attributes:
        match: The match.
    """

    name = "matching.outcome_given"
    visible_to = None
    match: MatchId
