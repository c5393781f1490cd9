"""How the numbers of guilds are read."""

from commkit import Context
from commkit.statistics import share_of
from commkit_gaming.guilds.feature import guild_feature
from commkit_gaming.guilds.numbers import statements as sql
from commkit_gaming.guilds.numbers.messages import ReadGuildNumbers
from commkit_gaming.guilds.numbers.records import GuildNumbers


@guild_feature.handles(ReadGuildNumbers)
def read_guild_numbers(context: Context, query: ReadGuildNumbers) -> GuildNumbers:
    """Count in two statements."""
    ((guilds, alone),) = context.rows(sql.GUILDS)
    ((in_guilds,),) = context.rows(sql.MEMBERS)
    members = context.community.member_count
    return GuildNumbers(
        guilds=guilds,
        alone=alone,
        alone_share=share_of(alone, guilds),
        members=members,
        in_guilds=in_guilds,
        member_share=share_of(in_guilds, members),
    )
