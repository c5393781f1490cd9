"""The messages about outcomes."""

from attrs import frozen

from commkit import Command, Query
from commkit_matching.matches.records import MatchId
from commkit_matching.outcomes.records import OutcomeNumbers
from commkit_matching.requests.messages import KindField


@frozen
class GiveMatchOutcome(Command[None]):
    """Say once what came of a match. Nobody reads it; stewards read numbers of five people and more.

    Attributes:
        match: The match.
        value: 1 to 5, or 0 for no and 1 for yes, as the kind asks (`MatchKindInfo.best`).

    Raises:
        NotFound: The actor is in no such match.
        Conflict: It was never made, or the actor said so already.
        Invalid: The kind has no such value.
    """

    permission = "matching.give_outcome"
    discreet = True

    match: MatchId
    value: int


@frozen
class CountMatchOutcomes(Query[OutcomeNumbers]):
    """What came of the matches of a kind, where five people and more have said so.

    Raises:
        Invalid: There is no such kind.
    """

    permission = "matching.read_numbers"
    personal = ()

    kind: KindField
