"""The commands and queries of applications and invitations."""

from typing import Annotated

from attrs import frozen

from commkit import Command, MemberId, Query, Text, TextCommand
from commkit_gaming.guilds.joining.records import (
    GuildApplication,
    GuildApplicationId,
    GuildInvitation,
    MyGuilds,
)
from commkit_gaming.guilds.records import GuildId, GuildMember


@frozen
class ApplyToGuild(TextCommand[GuildApplication]):
    """Ask to come into a guild; those who may accept are told. Again, it changes the text.

    Attributes:
        guild: The guild.
        text: What one says, for those alone who may accept.

    Raises:
        NotFound: There is no such guild for the actor.
        Denied: Its leader blocks the actor.
        Conflict: It takes no applications, or the actor is in it.
    """

    permission = "gaming.join_guilds"
    shown = ("text",)
    personal = ("text",)

    guild: GuildId
    text: Annotated[str, Text(max=2_000)]


@frozen
class AcceptGuildApplication(Command[GuildMember]):
    """Take in who applied to a guild, as a recruit.

    Raises:
        NotFound: There is no such application for the actor.
        Conflict: The guild is full, or they are in as many guilds as one may be.
    """

    permission = "gaming.join_guilds"

    application: GuildApplicationId


@frozen
class DeclineGuildApplication(Command[None]):
    """Decline an application; they are told.

    Raises:
        NotFound: There is no such application for the actor.
    """

    permission = "gaming.join_guilds"

    application: GuildApplicationId


@frozen
class ListGuildApplications(Query[tuple[GuildApplication, ...]]):
    """The applications to a guild that the actor may accept, the oldest first, at most 200; and one's own.

    Raises:
        NotFound: There is no such guild for the actor.
    """

    permission = "gaming.join_guilds"

    guild: GuildId


@frozen
class InviteToGuild(Command[GuildInvitation]):
    """Invite a member to a guild, with the right to; they are told. Again, it changes nothing.

    Raises:
        NotFound: There is no such guild or member for the actor.
        Denied: The actor has no right to invite, or the member blocks them.
        Conflict: The member is in it, or 200 invitations wait for an answer.
    """

    permission = "gaming.join_guilds"

    guild: GuildId
    member: MemberId


@frozen
class AcceptGuildInvitation(Command[GuildMember]):
    """Come into a guild that one is invited to, as a recruit.

    Raises:
        NotFound: There is no such guild for the actor, or no invitation to it.
        Conflict: The guild is full, or one is in as many guilds as one may be.
    """

    permission = "gaming.join_guilds"

    guild: GuildId


@frozen
class LeaveGuild(Command[None]):
    """Leave a guild, take one's application back, or decline an invitation; what one wrote stays.

    Of a leader who leaves the next one by rank, and then by how long they are in it, leads. With the last one it ends.
    Who leaves one that was disbanded reads its hall no more.

    Raises:
        NotFound: There is no such guild for the actor.
    """

    permission = "gaming.leave_guild"
    withdraws = True

    guild: GuildId


@frozen
class ReadMyGuilds(Query[MyGuilds]):
    """The guilds that one is in, applied to, and is invited to."""

    permission = "gaming.leave_guild"
