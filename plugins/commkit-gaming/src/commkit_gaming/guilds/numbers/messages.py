"""The query of the numbers of guilds."""

from attrs import frozen

from commkit import Query
from commkit_gaming.guilds.numbers.records import GuildNumbers


@frozen
class ReadGuildNumbers(Query[GuildNumbers]):
    """How many guilds there are, how many of them are one member alone, and how many members are in one."""

    permission = "gaming.read_guild_numbers"
    granted_to = "steward"
