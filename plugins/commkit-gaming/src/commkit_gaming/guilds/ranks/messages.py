"""The commands about who stands where in a guild."""

from attrs import frozen

from commkit import Command, MemberId
from commkit_gaming.guilds.records import GuildId, GuildMember, GuildRank


@frozen
class SetGuildRank(Command[GuildMember]):
    """Promote or demote somebody in a guild: who stands below oneself, to a rank below one's own.

    Raises:
        NotFound: There is no such guild for the actor, or the member is not in it.
        Denied: The actor has no right to promote, or does not stand above both ranks.
    """

    permission = "gaming.join_guilds"

    guild: GuildId
    member: MemberId
    rank: GuildRank


@frozen
class HandOverGuild(Command[GuildMember]):
    """Let somebody else in a guild lead it from now on; who led it is an officer then.

    Raises:
        NotFound: There is no such guild for the actor, or the member is not in it.
        Denied: The actor does not lead it.
        Conflict: The member is the actor.
    """

    permission = "gaming.join_guilds"

    guild: GuildId
    member: MemberId


@frozen
class KickFromGuild(Command[None]):
    """Take somebody out of a guild who stands below oneself; they are told, and may come back.

    Raises:
        NotFound: There is no such guild for the actor, or the member is not in it.
        Denied: The actor has no right to kick, or does not stand above the member.
    """

    permission = "gaming.join_guilds"

    guild: GuildId
    member: MemberId
