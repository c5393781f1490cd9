"""Accreditations of members for the press room."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.members import GroupId
from commkit.storage import Erasure, Person, Personal, Plain

AccreditationId = NewType("AccreditationId", UUID)
"""The id of an accreditation; a member has one at most."""


class AccreditationState(StrEnum):
    """Where an accreditation is."""

    REQUESTED = "requested"
    """It waits for the editors."""
    GRANTED = "granted"
    """It holds, until it expires."""
    REFUSED = "refused"
    """The editors refused it; it may be requested again."""
    WITHDRAWN = "withdrawn"
    """It held, and does no more: it was withdrawn, given up, or its member left; it may be requested again."""


@frozen
class Accreditation:
    """The accreditation of a member, for themselves and the editors.

    Attributes:
        id: Its id.
        member: Who is accredited, or asks for it.
        outlet: For which outlet they work.
        note: What they told the editors.
        state: Where it is.
        requested_at: When it was last requested.
        decided_by: Who decided last; None for nobody, the host, or themselves.
        decided_at: When that was.
        reason: Why, in their words.
        expires_at: From when on it does not hold any more; None for never.
    """

    id: AccreditationId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    outlet: Annotated[str, Personal(max=200, multiline=False, of="member")]
    note: Annotated[str, Personal(max=2_000, of="member")]
    state: AccreditationState
    requested_at: datetime
    decided_by: Annotated[MemberId | None, Person(owns=False)]
    decided_at: datetime | None
    reason: Annotated[str, Personal(max=1_000, of="member")]
    expires_at: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether it holds at a moment.

        Args:
            at: The moment.
        """
        granted = self.state is AccreditationState.GRANTED
        return granted and (self.expires_at is None or at < self.expires_at)


@frozen
class PressGroup:
    """The group of those who are accredited.

    Attributes:
        name: What it is for; `accredited`.
        group: The group, which the press room keeps.
    """

    name: Annotated[str, Plain(max=32, multiline=False)]
    group: GroupId
