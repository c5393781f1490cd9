"""The statements of guilds and their members."""

from typing import Any

from sqlalchemy import and_, bindparam, case, delete, exists, insert, or_, select, update

from commkit.members import membership
from commkit.storage import (
    Id,
    Statement,
    UtcDateTime,
    Visible,
    Words,
    insert_if_absent,
    statement,
    visible_statement,
)
from commkit_gaming.guilds.policy import ORDER
from commkit_gaming.guilds.records import Guild, GuildMember, GuildRank
from commkit_gaming.tables import guild, guild_member

_HERE = guild.c.community_id == bindparam("community_id", type_=Id)
_THIS = _HERE & (guild.c.id == bindparam("id", type_=Id))
_COLUMNS = tuple(guild.c[name] for name in Guild.__annotations__)
_RUNNING = guild.c.disbanded_at.is_(None)


ADD = statement(lambda: insert_if_absent(guild))
"""Adds nothing where the tag is taken: a key decides."""
ONE = visible_statement(lambda visible: select(*_COLUMNS).where(_THIS, visible(Guild, guild)), into=Guild)
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=Guild)
"""A guild as it is until the commit, whoever asks."""
OF_GROUP = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, guild.c.group == bindparam("group", type_=Id), _RUNNING)
        .with_for_update()
    ),
    into=Guild,
)
"""The guild that a group is of, locked; none where it was disbanded."""
PAGE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_HERE, guild.c.id < bindparam("after", type_=Id), _RUNNING, visible(Guild, guild))
        .order_by(guild.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Guild,
)
NAMES = visible_statement(
    lambda visible: select(guild.c.id, guild.c.name).where(
        _HERE, guild.c.id.in_(bindparam("ids", expanding=True, type_=Id)), visible(Guild, guild)
    )
)
EDIT = statement(
    lambda: (
        update(guild)
        .values(
            name=bindparam("new_name"),
            description=bindparam("new_description"),
            capacity=bindparam("new_capacity"),
            recruiting=bindparam("new_recruiting"),
        )
        .where(_THIS, _RUNNING, guild.c.members <= bindparam("new_capacity"))
    )
)
"""Changes nothing where it has more members than that."""


def _set_rights(column: str) -> Statement[Any]:
    return statement(
        lambda: update(guild).values({column: bindparam("rights", type_=Words())}).where(_THIS, _RUNNING)
    )


SET_RIGHTS = {rank: _set_rights(f"{rank}_rights") for rank in ORDER if rank is not GuildRank.LEADER}
TAKE_PLACE = statement(
    lambda: (
        update(guild)
        .values(members=guild.c.members + 1)
        .where(_THIS, _RUNNING, guild.c.members < guild.c.capacity)
    )
)
"""Takes one of the places; nothing where all are taken: this statement keeps guilds within their capacity."""
FREE_PLACE = statement(lambda: update(guild).values(members=guild.c.members - 1).where(_THIS))
DISBAND = statement(
    lambda: (
        update(guild)
        .values(members=0, recruiting=False, disbanded_at=bindparam("at", type_=UtcDateTime))
        .where(_THIS, _RUNNING)
    )
)

# --- who is inside ---------------------------------------------------------------------------------------------------

_MEMBERS_HERE = guild_member.c.community_id == bindparam("community_id", type_=Id)
_OF_GUILD = _MEMBERS_HERE & (guild_member.c.guild == bindparam("id", type_=Id))
_THE_MEMBER = guild_member.c.member == bindparam("member", type_=Id)
_MEMBER_COLUMNS = tuple(guild_member.c[name] for name in GuildMember.__annotations__)

ADD_MEMBER = statement(lambda: insert(guild_member))
MEMBER = statement(lambda: select(*_MEMBER_COLUMNS).where(_OF_GUILD, _THE_MEMBER), into=GuildMember)
"""One's membership in a guild. It checks no visibility: the caller has loaded the guild."""
_BY_RANK = (
    case({rank.value: number for number, rank in enumerate(ORDER)}, value=guild_member.c.rank),
    guild_member.c.joined_at,
    guild_member.c.member,
)
MEMBERS = statement(
    lambda: select(*_MEMBER_COLUMNS).where(_OF_GUILD).order_by(*_BY_RANK).limit(1_000), into=GuildMember
)
"""All in a guild, in the order of succession. It checks no visibility: the caller has loaded the guild."""


def _shown_members(visible: Visible) -> Any:
    reader = guild_member.alias("reader")
    is_inside = exists().where(
        reader.c.community_id == guild_member.c.community_id,
        reader.c.guild == guild_member.c.guild,
        reader.c.member == visible.reader.member,
    )
    of_guild = and_(
        membership.c.community_id == guild_member.c.community_id, membership.c.id == guild_member.c.member
    )
    return (
        select(*_MEMBER_COLUMNS)
        .select_from(guild_member.join(membership, of_guild))
        .where(_OF_GUILD, or_(visible.listed(membership), is_inside.correlate_except(reader)))
        .order_by(*_BY_RANK)
        .limit(1_000)
    )


SHOWN_MEMBERS = visible_statement(_shown_members, into=GuildMember)
"""The same without whom lists leave out, but for those in the guild: they know each other."""
GUILDS_OF = statement(
    lambda: (
        select(*_MEMBER_COLUMNS)
        .where(_MEMBERS_HERE, _THE_MEMBER)
        .order_by(guild_member.c.joined_at, guild_member.c.guild)
    ),
    into=GuildMember,
)
"""All memberships of a member; for their number alone."""
SHOWN_GUILDS_OF = visible_statement(
    lambda visible: (
        select(*_MEMBER_COLUMNS)
        .select_from(
            guild_member.join(
                guild,
                and_(guild.c.community_id == guild_member.c.community_id, guild.c.id == guild_member.c.guild),
            )
        )
        .where(_MEMBERS_HERE, _THE_MEMBER, visible(Guild, guild))
        .order_by(guild_member.c.joined_at, guild_member.c.guild)
    ),
    into=GuildMember,
)
"""The memberships of a member in guilds that the reader sees."""


def _mates() -> Any:
    mine, other = guild_member.alias("mine"), guild_member.alias("other")
    return (
        select(other.c.member)
        .select_from(
            mine.join(other, and_(other.c.community_id == mine.c.community_id, other.c.guild == mine.c.guild))
        )
        .where(
            mine.c.community_id == bindparam("community_id", type_=Id),
            mine.c.member == bindparam("member", type_=Id),
            other.c.member.in_(bindparam("members", expanding=True, type_=Id)),
        )
        .distinct()
    )


MATES = statement(_mates)
"""Those of some members who are in a guild with a member."""
SET_RANK = statement(
    lambda: update(guild_member).values(rank=bindparam("new_rank")).where(_OF_GUILD, _THE_MEMBER)
)
DELETE_MEMBER = statement(lambda: delete(guild_member).where(_OF_GUILD, _THE_MEMBER))
DELETE_MEMBERS = statement(lambda: delete(guild_member).where(_OF_GUILD))
