"""The commands and queries of guilds as a whole."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit_gaming.guilds.records import Guild, GuildId, GuildMember, GuildRank, GuildRight

Name = Annotated[str, Text(max=100, multiline=False)]
Tag = Annotated[str, Text(max=5, multiline=False)]
Description = Annotated[str, Text(max=2_000, min=0)]


@frozen
class FoundGuild(TextCommand[Guild]):
    """Found a guild, lead it, and be the first in it; it gets a hall.

    Officers may invite, accept, kick and arrange scrims then, veterans invite, and recruits nothing; `SetGuildRights`
    changes it.

    Attributes:
        name: Its name.
        tag: 2 to 5 Latin letters and digits; capital letters are made of small ones.
        description: What it is about.
        capacity: How many members it has at most, from 2 on.
        recruiting: Whether it takes applications.

    Raises:
        Invalid: The tag is malformed, or the capacity is out of range.
        Conflict: A guild has or had the tag, or the actor is in as many guilds as one may be.
    """

    permission = "gaming.join_guilds"
    creates = True
    shown = ("name", "tag", "description")
    personal = ("name", "tag", "description")

    name: Name
    tag: Tag
    description: Description = field(default="", kw_only=True)
    capacity: int = field(default=50, kw_only=True)
    recruiting: bool = field(default=True, kw_only=True)


@frozen(kw_only=True)
class EditGuild(TextCommand[Guild]):
    """Change what a guild says of itself, with the right to edit it; stewards may, too.

    Attributes:
        guild: The guild.
        name: Its name.
        description: What it is about.
        capacity: How many members it has at most; not less than it has.
        recruiting: Whether it takes applications.

    Raises:
        NotFound: There is no such guild for the actor.
        Denied: The actor has no right to edit it.
        Invalid: The capacity is out of range.
        Conflict: It has more members than that, or was disbanded.
    """

    permission = "gaming.join_guilds"
    shown = ("name", "description")
    personal = ("name", "description")

    guild: GuildId = field(kw_only=False)
    name: Name
    description: Description
    capacity: int
    recruiting: bool


@frozen
class SetGuildRights(Command[Guild]):
    """Say what a rank may do in a guild that one leads.

    Attributes:
        guild: The guild.
        rank: A rank below the leader.
        rights: All that it may do.

    Raises:
        NotFound: There is no such guild for the actor.
        Denied: The actor does not lead it.
        Invalid: It is the rank of the leader, who may do everything.
    """

    permission = "gaming.join_guilds"

    guild: GuildId
    rank: GuildRank
    rights: tuple[GuildRight, ...]


@frozen
class DisbandGuild(Command[Guild]):
    """Disband a guild that one leads; stewards may disband any.

    Nobody is in it any more, and applications and invitations go. Its hall is archived, and stays for those to read who
    were in it last. Its tag is not free again.

    Raises:
        NotFound: There is no such guild for the actor.
        Denied: The actor does not lead it.
        Conflict: It was disbanded already.
    """

    permission = "gaming.join_guilds"

    guild: GuildId


@frozen
class ReadGuild(Query[Guild]):
    """Read a guild, also one that was disbanded.

    Raises:
        NotFound: There is no such guild for the actor.
    """

    permission = "gaming.read_guilds"

    guild: GuildId


@frozen
class ListGuilds(Query[Page[Guild]]):
    """List the guilds that there are, the newest first.

    Attributes:
        after: The `next` of the page before.
        limit: Guilds on a page, 1 to 100.
    """

    permission = "gaming.read_guilds"
    personal = ()

    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListGuildMembers(Query[tuple[GuildMember, ...]]):
    """Who is in a guild, by rank and then by how long; at most 1,000. Minors are shown to those in it alone.

    Raises:
        NotFound: There is no such guild for the actor.
    """

    permission = "gaming.join_guilds"

    guild: GuildId
