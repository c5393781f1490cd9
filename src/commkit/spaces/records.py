"""The record of a space."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.members import GroupId

SpaceId = NewType("SpaceId", UUID)
"""The id of a space."""


class SpaceJoinPolicy(StrEnum):
    """How members come into the audience of a space."""

    OPEN = "open"
    """Every member of the community may join."""
    REQUEST = "request"
    """Every member may ask to join; a moderator decides."""
    INVITE = "invite"
    """By being added."""


@frozen
class Space:
    """A named part of a community: a category, section, board, circle.

    Attributes:
        id: Its id.
        slug: Its name in addresses; unique in the community.
        title: Its title.
        purpose: What it is for, in one or two sentences.
        parent: The space that it is a part of.
        kinds: The kinds of posts that may be opened in it; empty for all of the community type.
        rules: Its rules, in Markdown.
        audience: The group whose members see what stands in it; None for all who see the community.
        walled: Whether nobody else sees in, whatever their role.
        listed: Whether it is in the list of spaces.
        join_policy: How members come into its audience.
        kept_by: The plugin that keeps it, by its commands only; empty where people do.
        created_at: When it was created.
        archived_at: When it was closed for writing; None while it is open.
    """

    id: SpaceId
    slug: str
    title: str
    purpose: str
    parent: SpaceId | None
    kinds: tuple[str, ...]
    rules: str
    audience: GroupId | None
    walled: bool
    listed: bool
    join_policy: SpaceJoinPolicy
    kept_by: str
    created_at: datetime
    archived_at: datetime | None = None
