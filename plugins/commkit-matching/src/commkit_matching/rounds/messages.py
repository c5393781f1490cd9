"""The messages about rounds."""

from attrs import frozen

from commkit import Command, Query
from commkit_matching.requests.messages import KindField
from commkit_matching.requests.records import RequestId
from commkit_matching.rounds.records import MatchingChances, MatchingRound


@frozen
class RunMatchingRound(Command[MatchingRound]):
    """Run a round now: the engine proposes matches among those who ask.

    The answer says how many, and not who: that is for those who are matched.

    Raises:
        Invalid: There is no such kind.
    """

    permission = "matching.run"
    personal = ()
    creates = True

    kind: KindField


@frozen
class ExplainMatchRequest(Query[MatchingChances]):
    """What decides whether one is matched: how many others ask, and how many of them each limit excludes.

    Raises:
        NotFound: The actor has no such request.
        Conflict: It was withdrawn.
    """

    permission = "matching.withdraw"

    request: RequestId
