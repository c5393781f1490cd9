"""The statements of the numbers of guilds."""

from sqlalchemy import bindparam, distinct, func, select

from commkit.storage import Id, count_where, statement, visible_statement
from commkit_gaming.guilds.records import Guild
from commkit_gaming.tables import guild, guild_member

GUILDS = visible_statement(
    lambda visible: (
        select(func.count(), count_where(guild.c.members == 1))
        .select_from(guild)
        .where(
            guild.c.community_id == bindparam("community_id", type_=Id),
            guild.c.disbanded_at.is_(None),
            visible(Guild, guild),
        )
    )
)
"""How many guilds there are, and how many of them have one member."""
MEMBERS = statement(
    lambda: select(func.count(distinct(guild_member.c.member))).where(
        guild_member.c.community_id == bindparam("community_id", type_=Id)
    )
)
"""How many members are in a guild; who leaves the community, or is in one that is disbanded, is in none."""
