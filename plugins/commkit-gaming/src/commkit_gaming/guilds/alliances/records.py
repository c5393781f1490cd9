"""An alliance of two guilds, or the offer of one."""

from datetime import datetime

from attrs import frozen

from commkit_gaming.guilds.records import GuildId


@frozen
class GuildAlliance:
    """An alliance of two guilds, or the offer of one; there is one row of two guilds, whoever offers.

    Attributes:
        first: The guild with the lower id.
        second: The other guild.
        offered_by: The one of them that offered it.
        offered_at: When.
        made_at: When the other one accepted; None while it is an offer.
    """

    first: GuildId
    second: GuildId
    offered_by: GuildId
    offered_at: datetime
    made_at: datetime | None
