"""The absence of a member."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person


@frozen
class Absence:
    """When a member is out of office.

    Attributes:
        member: The member.
        since: From when on.
        until: Until when.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    since: datetime
    until: datetime
