"""A life circle, and an invitation to one."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.members import GroupId
from commkit.spaces import SpaceId
from commkit.storage import Erasure, Person, Plain

CircleId = NewType("CircleId", UUID)
"""The id of a life circle."""


class CircleJoinPolicy(StrEnum):
    """How colleagues come into a life circle."""

    OPEN = "open"
    """It is listed, and whoever may be in it joins."""
    INVITE = "invite"
    """Nobody outside knows of it; those inside invite."""


@frozen
class Circle:
    """A life circle: parents, carers, people who live with an illness. It does not say who started it.

    Attributes:
        id: Its id.
        title: Its title.
        purpose: What it is for.
        join_policy: How colleagues come in.
        space: The walled space in which its threads stand.
        group: The group of those inside.
        started_at: When it was started.
        ended_at: When the last one left; None while somebody is inside.
    """

    id: CircleId
    title: Annotated[str, Plain(max=200, multiline=False)]
    purpose: Annotated[str, Plain(max=1_000)]
    join_policy: CircleJoinPolicy
    space: SpaceId
    group: GroupId
    started_at: datetime
    ended_at: datetime | None


@frozen
class CircleInvitation:
    """That a colleague is invited to a life circle.

    Attributes:
        circle: The circle.
        member: Who is invited.
        invited_by: Who invited them.
        at: When.
    """

    circle: CircleId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    invited_by: Annotated[MemberId, Person(owns=False)]
    at: datetime
