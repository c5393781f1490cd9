"""What is told of rounds."""

from attrs import frozen

from commkit import Fact
from commkit_matching.rounds.records import RoundId


@frozen
class MatchingRoundRun(Fact):
    """A round was run.

    Attributes:
        round: The round.
        kind: The name of the kind.
        proposals: How many proposals it made.
    """

    name = "matching.round_run"
    visible_to = None
    round: RoundId
    kind: str
    proposals: int
