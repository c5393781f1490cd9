"""When it is offered to do something about a guild, besides the permission."""

from commkit import Context
from commkit_gaming.guilds.feature import guild_feature
from commkit_gaming.guilds.joining.messages import ApplyToGuild, InviteToGuild
from commkit_gaming.guilds.messages import DisbandGuild, EditGuild, SetGuildRights
from commkit_gaming.guilds.records import Guild


@guild_feature.offers(EditGuild, DisbandGuild, SetGuildRights, InviteToGuild, about=Guild)
def is_there(context: Context, guild: Guild) -> bool:
    """A guild that was not disbanded."""
    return guild.disbanded_at is None


@guild_feature.offers(ApplyToGuild, about=Guild)
def takes_applications(context: Context, guild: Guild) -> bool:
    """One that takes applications."""
    return guild.disbanded_at is None and guild.recruiting
