"""The record of a group."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

GroupId = NewType("GroupId", UUID)
"""The id of a group."""


@frozen
class Group:
    """Members who are mentioned, or allowed something, together.

    Attributes:
        id: Its id.
        name: The name it is mentioned by, as in `@night-shift`; unique in the community.
        title: Its title.
        open: Whether members join and leave by themselves.
        created_at: When it was created.
        member_count: Number of members.
        walled: Whether nobody else sees what it is the audience of, whatever their role.
        kept_by: The plugin that keeps it, by its commands only; empty where people do.
    """

    id: GroupId
    name: str
    title: str
    open: bool
    created_at: datetime
    member_count: int
    walled: bool = False
    kept_by: str = ""


@frozen
class ManyInGroup:
    """Noted of a command that brings many into a group, or removes many, their agents among them.

    What follows for each of them may be found out for all at once; the group is locked.

    Attributes:
        group: The group.
    """

    group: GroupId
