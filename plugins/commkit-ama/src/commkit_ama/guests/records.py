"""A guest of a question hour."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Erasure, Person


@frozen
class HourGuest:
    """Who was named to answer the questions of an hour.

    Attributes:
        thread: The post that opened the hour.
        member: The guest.
        position: Their place among the guests, from 0.
        named_at: When they were named.
    """

    thread: PostId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    position: int
    named_at: datetime
