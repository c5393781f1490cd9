"""The absence of a member."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, Personal


@frozen
class Absence:
    """When a member is out of office, and who stands in for them.

    Attributes:
        member: The member.
        since: From when on.
        until: Until when.
        deputy: Who stands in for them; None for nobody.
        note: What others should know, in the member's words.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    since: datetime
    until: datetime
    deputy: Annotated[MemberId | None, Person(owns=False)]
    note: Annotated[str, Personal(of="member", max=500)]
