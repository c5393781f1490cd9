"""An application to a guild, and an invitation to one."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, Personal
from commkit_gaming.guilds.records import GuildId, GuildMember

GuildApplicationId = NewType("GuildApplicationId", UUID)
"""The id of an application to a guild; its order is the order of time."""


@frozen
class GuildApplication:
    """That a member asks to come into a guild; it goes when it is accepted, declined or taken back.

    Attributes:
        id: Its id.
        guild: The guild.
        member: Who asks.
        text: What they say.
        made_at: When.
    """

    id: GuildApplicationId
    guild: GuildId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    text: Annotated[str, Personal(of="member", max=2_000)]
    made_at: datetime


@frozen
class GuildInvitation:
    """That a member is invited to a guild.

    Attributes:
        guild: The guild.
        member: Who is invited.
        invited_by: Who invited them.
        sent_at: When.
    """

    guild: GuildId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    invited_by: Annotated[MemberId, Person(owns=False)]
    sent_at: datetime


@frozen
class MyGuilds:
    """The guilds of a member, for themselves.

    Attributes:
        memberships: Those that they are in.
        applications: Their applications, at most 200.
        invitations: Invitations to them, at most 200.
    """

    memberships: tuple[GuildMember, ...]
    applications: tuple[GuildApplication, ...]
    invitations: tuple[GuildInvitation, ...]
