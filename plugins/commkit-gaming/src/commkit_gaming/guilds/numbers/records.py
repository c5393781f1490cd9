"""Guilds in numbers."""

from attrs import frozen

from commkit.statistics import Share


@frozen(kw_only=True)
class GuildNumbers:
    """The guilds of a community as they are now.

    Attributes:
        guilds: Guilds that are not disbanded.
        alone: Those of them with one member.
        alone_share: `alone` among `guilds`, with its sample size and interval (Wilson, 95 %); None for no guild.
        members: Members of the community.
        in_guilds: Those of them who are in a guild; who is in several is counted once.
        member_share: `in_guilds` among `members`, with its sample size and interval; None for no member.
    """

    guilds: int
    alone: int
    alone_share: Share | None
    members: int
    in_guilds: int
    member_share: Share | None
