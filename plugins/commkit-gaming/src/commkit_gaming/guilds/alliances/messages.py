"""The commands and the query of alliances."""

from attrs import frozen

from commkit import Command, Query
from commkit_gaming.guilds.alliances.records import GuildAlliance
from commkit_gaming.guilds.records import GuildId


@frozen
class OfferGuildAlliance(Command[GuildAlliance]):
    """Offer an alliance of a guild that one leads to another one, whose leader is told. Again, it changes nothing.

    Attributes:
        guild: The guild that one leads.
        ally: The other guild.

    Raises:
        NotFound: There is no such guild for the actor.
        Denied: The actor does not lead the first one.
        Conflict: It is the same guild, or the other one was disbanded.
    """

    permission = "gaming.join_guilds"

    guild: GuildId
    ally: GuildId


@frozen
class AcceptGuildAlliance(Command[GuildAlliance]):
    """Accept the alliance that another guild offered to one that one leads. Again, it changes nothing.

    Attributes:
        guild: The guild that one leads.
        ally: The guild that offered it.

    Raises:
        NotFound: There is no such guild for the actor, or no such offer.
        Denied: The actor does not lead the first one.
    """

    permission = "gaming.join_guilds"

    guild: GuildId
    ally: GuildId


@frozen
class EndGuildAlliance(Command[bool]):
    """End an alliance of a guild that one leads, take its offer back, or decline one.

    Attributes:
        guild: The guild that one leads.
        ally: The other guild.

    Returns:
        Whether there was an alliance, or an offer.

    Raises:
        NotFound: There is no such guild for the actor.
        Denied: The actor does not lead the first one.
    """

    permission = "gaming.join_guilds"

    guild: GuildId
    ally: GuildId


@frozen
class ListGuildAlliances(Query[tuple[GuildAlliance, ...]]):
    """The alliances of a guild, at most 200; for its leader with the offers.

    Raises:
        NotFound: There is no such guild for the actor.
    """

    permission = "gaming.read_guilds"

    guild: GuildId
