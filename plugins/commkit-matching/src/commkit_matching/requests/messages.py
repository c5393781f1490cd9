"""The messages about requests."""

from collections.abc import Mapping
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Query, Text, TextCommand
from commkit_matching.kinds.records import MatchKindInfo
from commkit_matching.requests.records import MatchRequest, RequestDetails, RequestId

KindField = Annotated[str, Text(max=100, multiline=False)]
SideField = Annotated[str, Text(max=64, multiline=False)]


@frozen
class ListMatchKinds(Query[tuple[MatchKindInfo, ...]]):
    """The kinds of matches of this community, with what is asked, and what others read of it when."""

    permission = "matching.ask"


@frozen
class AskToBeMatched(TextCommand[MatchRequest]):
    """Ask to be matched, or change what one asks for; it stands until it is withdrawn.

    Attributes:
        kind: The name of the kind.
        side: The name of the side.
        places: With how many others at once, 1 to what the side allows.
        wishes: Texts by the name of the wish; choices are separated by commas. They take the place of earlier ones.

    Raises:
        Invalid: There is no such kind or side, or the places or wishes do not fit.
        Denied: The actor may not stand on this side (`matching.not_eligible`).
    """

    permission = "matching.ask"
    discreet = True  # who looks for somebody is for nobody else
    shown = ("wishes",)
    personal = ("wishes",)

    kind: KindField
    side: SideField
    places: int = field(default=1, kw_only=True)
    wishes: Mapping[str, str] = field(factory=dict, kw_only=True)


@frozen
class WithdrawMatchRequest(Command[None]):
    """Ask no more; open proposals are closed, matches stay. Nobody learns who did it.

    Raises:
        NotFound: The actor has no such request.
    """

    permission = "matching.withdraw"
    withdraws = True
    discreet = True

    request: RequestId


@frozen
class ListMyMatchRequests(Query[tuple[RequestDetails, ...]]):
    """What one asks for now, with the wishes."""

    permission = "matching.withdraw"
