"""The statements of alliances."""

from sqlalchemy import and_, bindparam, delete, or_, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, visible_statement
from commkit_gaming.guilds.alliances.records import GuildAlliance
from commkit_gaming.guilds.records import Guild
from commkit_gaming.tables import guild, guild_alliance

_HERE = guild_alliance.c.community_id == bindparam("community_id", type_=Id)
_GUILD = bindparam("guild", type_=Id)
_PAIR = and_(
    _HERE,
    guild_alliance.c.first == bindparam("first", type_=Id),
    guild_alliance.c.second == bindparam("second", type_=Id),
)
_COLUMNS = tuple(guild_alliance.c[name] for name in GuildAlliance.__annotations__)
_OF_GUILD = and_(_HERE, or_(guild_alliance.c.first == _GUILD, guild_alliance.c.second == _GUILD))

ADD = statement(lambda: insert_if_absent(guild_alliance))
"""Adds nothing where the two have an alliance or an offer: a key decides."""
ONE = statement(lambda: select(*_COLUMNS).where(_PAIR), into=GuildAlliance)
"""What two guilds have. It checks no visibility: the caller has loaded both."""
MAKE = statement(
    lambda: (
        update(guild_alliance)
        .values(made_at=bindparam("at", type_=UtcDateTime))
        .where(_PAIR, guild_alliance.c.made_at.is_(None))
    )
)
DELETE = statement(lambda: delete(guild_alliance).where(_PAIR))
DELETE_OF = statement(lambda: delete(guild_alliance).where(_OF_GUILD))
LIST = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .select_from(
            guild_alliance.join(
                guild,
                and_(
                    guild.c.community_id == guild_alliance.c.community_id,
                    or_(guild.c.id == guild_alliance.c.first, guild.c.id == guild_alliance.c.second),
                    guild.c.id != _GUILD,
                ),
            )
        )
        .where(
            _OF_GUILD,
            or_(guild_alliance.c.made_at.is_not(None), bindparam("with_offers")),
            visible(Guild, guild),
        )
        .order_by(guild_alliance.c.offered_at, guild_alliance.c.first, guild_alliance.c.second)
        .limit(200)
    ),
    into=GuildAlliance,
)
"""The alliances of a guild with those that the reader sees."""
