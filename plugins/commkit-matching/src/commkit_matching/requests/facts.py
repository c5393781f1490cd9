"""What happens to requests: for nobody but plugins."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_matching.requests.records import RequestId


@frozen
class MatchRequested(Fact):
    """A member asks to be matched.

    Attributes:
        request: The request.
        member: Who asks.
        kind: The name of the kind.
        side: The name of the side.
    """

    name = "matching.requested"
    visible_to = None
    inward = ("member",)
    request: RequestId
    member: MemberId
    kind: str
    side: str


@frozen
class MatchRequestWithdrawn(Fact):
    """A member asks no more.

    Attributes:
        request: The request.
        kind: The name of the kind.
        side: The name of the side.
    """

    name = "matching.request_withdrawn"
    visible_to = None
    request: RequestId
    kind: str
    side: str
