"""The rules of guilds that need no database."""

import re
from collections.abc import Iterable, Sequence

from commkit import Invalid
from commkit_gaming.guilds.records import Guild, GuildMember, GuildRank, GuildRight
from commkit_minors import FamiliarGroups

ORDER = tuple(GuildRank)
"""The ranks, the highest first."""
FAMILIAR_GUILDS = FamiliarGroups(name="gaming.guild_mates", kept_by="gaming.guilds")
"""Who is in one guild knows each other: nobody comes into one by themselves."""
_TAG = re.compile(r"[A-Z0-9]{2,5}")


def outranks(one: GuildRank, other: GuildRank) -> bool:
    """Whether a rank stands above another one."""
    return ORDER.index(one) < ORDER.index(other)


def rights_of(guild: Guild, rank: GuildRank) -> frozenset[str]:
    """What a rank may do in a guild; the leader everything."""
    if rank is GuildRank.LEADER:
        return frozenset(GuildRight)
    named: dict[GuildRank, tuple[str, ...]] = {
        GuildRank.OFFICER: guild.officer_rights,
        GuildRank.VETERAN: guild.veteran_rights,
        GuildRank.RECRUIT: guild.recruit_rights,
    }
    return frozenset(named[rank])


def successor_of(members: Iterable[GuildMember]) -> GuildMember | None:
    """Who leads next: of the highest rank who has been in the guild for the longest; None where nobody is left."""
    return min(
        members, key=lambda each: (ORDER.index(each.rank), each.joined_at, each.member.int), default=None
    )


def words_of(rights: Sequence[GuildRight]) -> tuple[str, ...]:
    """Rights as they are stored: each once, in the order in which they are declared."""
    return tuple(right.value for right in GuildRight if right in rights)


def normal_tag(tag: str) -> str:
    """A tag in capital letters.

    Raises:
        Invalid: It has other characters than Latin letters and digits, or is too short or too long.
    """
    found = tag.strip().upper()
    if not _TAG.fullmatch(found):
        raise Invalid.field(
            "tag", "bad_tag", "give 2 to 5 Latin letters and digits", error_code="gaming.bad_tag"
        )
    return found
