"""What happens to guilds."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_gaming.guilds.records import GuildId, GuildRank

SEE_REQUESTS = "gaming.see_guild_requests"
"""The permission of the host alone: who applied to, and was invited to, a guild is told to nobody else."""


@frozen
class GuildFounded(Fact):
    """A guild was founded."""

    name = "gaming.guild_founded"
    visible_to = "gaming.read_guilds"
    guild: GuildId


@frozen
class GuildChanged(Fact):
    """What a guild says of itself, or what its ranks may do, was changed."""

    name = "gaming.guild_changed"
    visible_to = "gaming.read_guilds"
    guild: GuildId


@frozen
class GuildDisbanded(Fact):
    """A guild was disbanded.

    Attributes:
        guild: The guild.
        members: Who was in it; nobody where the last one left.
    """

    name = "gaming.guild_disbanded"
    visible_to = "gaming.join_guilds"
    guild: GuildId
    members: tuple[MemberId, ...]


@frozen
class GuildEntered(Fact):
    """A member came into a guild."""

    name = "gaming.guild_entered"
    visible_to = "gaming.join_guilds"
    guild: GuildId
    member: MemberId


@frozen
class GuildLeft(Fact):
    """A member is in a guild no more: they left it or the community, were kicked, or were banned."""

    name = "gaming.guild_left"
    visible_to = "gaming.join_guilds"
    guild: GuildId
    member: MemberId


@frozen
class GuildMemberKicked(Fact):
    """A member was taken out of a guild by somebody in it."""

    name = "gaming.guild_kicked"
    visible_to = SEE_REQUESTS
    guild: GuildId
    member: MemberId


@frozen
class GuildRankSet(Fact):
    """A member of a guild has another rank; a new leader has it by being handed the guild, or by succession."""

    name = "gaming.guild_rank_set"
    visible_to = "gaming.join_guilds"
    guild: GuildId
    member: MemberId
    rank: GuildRank


@frozen
class GuildApplicationMade(Fact):
    """A member asked to come into a guild."""

    name = "gaming.guild_application"
    visible_to = SEE_REQUESTS
    guild: GuildId
    member: MemberId


@frozen
class GuildApplicationDeclined(Fact):
    """A guild declined an application."""

    name = "gaming.guild_declined"
    visible_to = SEE_REQUESTS
    guild: GuildId
    member: MemberId


@frozen
class GuildInvitationSent(Fact):
    """Somebody in a guild invited a member."""

    name = "gaming.guild_invitation"
    visible_to = SEE_REQUESTS
    guild: GuildId
    member: MemberId


@frozen
class GuildAllianceOffered(Fact):
    """A guild offered an alliance to another one."""

    name = "gaming.guild_alliance_offered"
    visible_to = SEE_REQUESTS
    guild: GuildId
    ally: GuildId


@frozen
class GuildAllianceRefused(Fact):
    """A guild took the offer of an alliance back, or declined it."""

    name = "gaming.guild_alliance_refused"
    visible_to = SEE_REQUESTS
    guild: GuildId
    ally: GuildId


@frozen
class GuildAllianceMade(Fact):
    """A guild accepted the offer of another one: they are allies."""

    name = "gaming.guild_alliance_made"
    visible_to = "gaming.read_guilds"
    guild: GuildId
    ally: GuildId


@frozen
class GuildAllianceEnded(Fact):
    """A guild ended its alliance with another one; where a guild is disbanded, its alliances end without it."""

    name = "gaming.guild_alliance_ended"
    visible_to = "gaming.read_guilds"
    guild: GuildId
    ally: GuildId
