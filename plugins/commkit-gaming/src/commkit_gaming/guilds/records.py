"""A guild, who is in it, and what its ranks may do."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.members import GroupId
from commkit.spaces import SpaceId
from commkit.storage import Erasure, Person, Plain

GuildId = NewType("GuildId", UUID)
"""The id of a guild; its order is the order of time."""


class GuildRank(StrEnum):
    """Where a member stands in a guild, from the highest to the lowest."""

    LEADER = "leader"
    """May do everything in the guild; there is one."""
    OFFICER = "officer"
    VETERAN = "veteran"
    RECRUIT = "recruit"


class GuildRight(StrEnum):
    """What the leader lets a rank do."""

    INVITE = "invite"
    """Invite members of the community."""
    ACCEPT = "accept"
    """Read applications, accept and decline them."""
    KICK = "kick"
    """Take out who has a lower rank."""
    EDIT = "edit"
    """Change the name, the description, the capacity, and whether the guild takes applications."""
    PROMOTE = "promote"
    """Give a rank below one's own to who has a rank below one's own."""
    SCRIMS = "scrims"
    """Ask other guilds for scrims, answer them, and tell what came of them."""


@frozen
class Guild:
    """A guild.

    Attributes:
        id: Its id.
        name: Its name.
        tag: What stands before the names of its members: 2 to 5 capital letters and digits; a tag is taken once.
        description: What it is about.
        capacity: How many members it has at most.
        members: How many it has.
        recruiting: Whether it takes applications.
        officer_rights: What officers may do, by the names of `GuildRight`.
        veteran_rights: What veterans may do.
        recruit_rights: What recruits may do.
        hall: The space of the guild, whose audience its members are.
        group: The group of its members.
        founded_at: When it was founded.
        disbanded_at: When it was disbanded; None while it is there.
    """

    id: GuildId
    name: Annotated[str, Plain(max=100, multiline=False)]
    tag: Annotated[str, Plain(max=5, multiline=False)]
    description: Annotated[str, Plain(max=2_000)]
    capacity: int
    members: int
    recruiting: bool
    officer_rights: tuple[str, ...]
    veteran_rights: tuple[str, ...]
    recruit_rights: tuple[str, ...]
    hall: SpaceId
    group: GroupId
    founded_at: datetime
    disbanded_at: datetime | None


@frozen
class GuildMember:
    """That a member is in a guild.

    Attributes:
        guild: The guild.
        member: Who.
        rank: Their rank.
        joined_at: Since when they are in it.
    """

    guild: GuildId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    rank: GuildRank
    joined_at: datetime
