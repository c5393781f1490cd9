"""How guilds are read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from commkit import Context, Description, MemberId, Page
from commkit.storage import LAST_ID, keyset, page_size
from commkit_gaming.guilds import statements as sql
from commkit_gaming.guilds.feature import guild_feature
from commkit_gaming.guilds.messages import ListGuildMembers, ListGuilds, ReadGuild
from commkit_gaming.guilds.records import Guild, GuildMember

_GUILDS = keyset(UUID, of="gaming.guilds")


@guild_feature.describes(Guild)
def describe_guilds(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A guild is called by its name."""
    if not ids or not context.can("gaming.read_guilds"):
        return {}
    return {id: Description(title=name) for id, name in context.rows(sql.NAMES, ids=list(ids))}


@guild_feature.handles(ReadGuild)
def read_guild(context: Context, query: ReadGuild) -> Guild:
    """Load it."""
    return context.get(Guild, query.guild)


@guild_feature.handles(ListGuilds)
def list_guilds(context: Context, query: ListGuilds) -> Page[Guild]:
    """A page in one statement."""
    limit = page_size(query.limit)
    (after,) = _GUILDS.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    return _GUILDS.page(rows, limit, lambda one: (one.id,))


@guild_feature.handles(ListGuildMembers)
def list_guild_members(context: Context, query: ListGuildMembers) -> tuple[GuildMember, ...]:
    """Load the guild, then all in it in one statement."""
    return tuple(context.rows(sql.SHOWN_MEMBERS, id=context.get(Guild, query.guild).id))


def guild_mates(context: Context, member: MemberId, others: Collection[MemberId]) -> Iterable[MemberId]:
    """Those of some members who are in a guild with a member; who may know it, the caller checks."""
    if not others:
        return ()
    return [id for (id,) in context.rows(sql.MATES, member=member, members=list(others))]
