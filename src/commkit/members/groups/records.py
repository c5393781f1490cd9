"""What a group is."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

GroupId = NewType("GroupId", UUID)
"""The id of a group."""


@frozen
class Group:
    """Members who are meant together.

    Attributes:
        id: Its id.
        name: How it is mentioned: `@night-shift`; unique in the community.
        title: What it is called.
        open: Whether members may go in and out by themselves.
        created_at: When it was made.
        member_count: How many are in it.
    """

    id: GroupId
    name: str
    title: str
    open: bool
    created_at: datetime
    member_count: int
