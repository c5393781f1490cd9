"""What a member asks for."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, Personal, Plain

RequestId = NewType("RequestId", UUID)
"""The id of a request to be matched."""
KindName = Annotated[str, Plain(max=100, multiline=False)]
SideName = Annotated[str, Plain(max=64, multiline=False)]
WishName = Annotated[str, Plain(max=64, multiline=False)]


class RequestState(StrEnum):
    """Where a request is."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"


@frozen
class MatchRequest:
    """That a member asks to be matched; nobody else reads it.

    Attributes:
        id: Its id.
        kind: The name of the kind of matches.
        side: On which side.
        member: Who asks.
        places: With how many others, at once.
        state: Whether it is open.
        asked_at: When it was made.
        closed_at: When it was withdrawn; None while it is open.
        matched_at: When it first led to a match; None until then.
        left_out: In how many rounds it got nothing since it last got something.
        considered_at: When a round last considered it, or when it was made.
    """

    id: RequestId
    kind: KindName
    side: SideName
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    places: int
    state: RequestState
    asked_at: datetime
    closed_at: datetime | None
    matched_at: datetime | None
    left_out: int
    considered_at: datetime


@frozen
class WishOfRequest:
    """What a member wishes of who they are matched with, or offers.

    Attributes:
        request: The request.
        wish: The name of the wish.
        member: Who asks.
        text: What they say.
    """

    request: RequestId
    wish: WishName
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    text: Annotated[str, Personal(of="member", max=2_000)]


@frozen
class RequestDetails:
    """A request with its wishes, for who asks.

    Attributes:
        request: The request.
        wishes: The texts by the name of the wish.
    """

    request: MatchRequest
    wishes: Mapping[str, str]
