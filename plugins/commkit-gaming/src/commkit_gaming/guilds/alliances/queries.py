"""How alliances are read."""

from commkit import Context
from commkit_gaming.guilds.alliances import statements as sql
from commkit_gaming.guilds.alliances.messages import ListGuildAlliances
from commkit_gaming.guilds.alliances.records import GuildAlliance
from commkit_gaming.guilds.feature import guild_feature
from commkit_gaming.guilds.ranks.handlers import membership_in
from commkit_gaming.guilds.records import Guild, GuildRank


@guild_feature.handles(ListGuildAlliances)
def list_guild_alliances(context: Context, query: ListGuildAlliances) -> tuple[GuildAlliance, ...]:
    """Load the guild, look whether the actor leads it, then list."""
    found = context.get(Guild, query.guild)
    me = context.member_or_none
    mine = membership_in(context, found.id, me) if me is not None else None
    leads = mine is not None and mine.rank is GuildRank.LEADER
    return tuple(context.rows(sql.LIST, guild=found.id, with_offers=leads))
