"""How applications and invitations are read."""

from commkit import Context
from commkit_gaming.guilds import statements as guild_sql
from commkit_gaming.guilds.feature import guild_feature
from commkit_gaming.guilds.joining import statements as sql
from commkit_gaming.guilds.joining.messages import ListGuildApplications, ReadMyGuilds
from commkit_gaming.guilds.joining.records import GuildApplication, MyGuilds
from commkit_gaming.guilds.records import Guild


@guild_feature.handles(ListGuildApplications)
def list_guild_applications(context: Context, query: ListGuildApplications) -> tuple[GuildApplication, ...]:
    """Load the guild, then those that the actor sees."""
    return tuple(context.rows(sql.APPLICATIONS, guild=context.get(Guild, query.guild).id))


@guild_feature.handles(ReadMyGuilds)
def read_my_guilds(context: Context, query: ReadMyGuilds) -> MyGuilds:
    """In three statements."""
    me = context.member
    return MyGuilds(
        tuple(context.rows(guild_sql.SHOWN_GUILDS_OF, member=me)),
        tuple(context.rows(sql.MY_APPLICATIONS, member=me)),
        tuple(context.rows(sql.MY_INVITATIONS, member=me)),
    )
