"""Strikes as records."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.moderation.decisions.records import DecisionId
from commkit.runtime.model.ids import MemberId

StrikeId = NewType("StrikeId", UUID)
"""The id of a strike."""


@frozen
class Strike:
    """A strike against a member, which counts for a time.

    Attributes:
        id: Its id.
        member: The member.
        decision: The decision that gave it.
        at: When it was given.
        expires_at: When it stops counting.
    """

    id: StrikeId
    member: MemberId
    decision: DecisionId
    at: datetime
    expires_at: datetime
