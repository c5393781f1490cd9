"""The statements of applications and invitations."""

from sqlalchemy import and_, bindparam, delete, func, select, update

from commkit.storage import Id, insert_if_absent, statement, visible_statement
from commkit_gaming.guilds.joining.records import GuildApplication, GuildInvitation
from commkit_gaming.guilds.records import Guild
from commkit_gaming.tables import guild, guild_application, guild_invitation

_APPLICATIONS_HERE = guild_application.c.community_id == bindparam("community_id", type_=Id)
_INVITATIONS_HERE = guild_invitation.c.community_id == bindparam("community_id", type_=Id)
_GUILD, _MEMBER = bindparam("guild", type_=Id), bindparam("member", type_=Id)
_APPLICATION = tuple(guild_application.c[name] for name in GuildApplication.__annotations__)
_INVITATION = tuple(guild_invitation.c[name] for name in GuildInvitation.__annotations__)
_ITS_APPLICATIONS = _APPLICATIONS_HERE & (guild_application.c.guild == _GUILD)
_ITS_INVITATIONS = _INVITATIONS_HERE & (guild_invitation.c.guild == _GUILD)
_MY_APPLICATIONS = _APPLICATIONS_HERE & (guild_application.c.member == _MEMBER)
_MY_INVITATIONS = _INVITATIONS_HERE & (guild_invitation.c.member == _MEMBER)

ADD_APPLICATION = statement(lambda: insert_if_absent(guild_application))
"""Adds nothing where they applied already."""
APPLICATION = visible_statement(
    lambda visible: select(*_APPLICATION).where(
        _APPLICATIONS_HERE,
        guild_application.c.id == bindparam("id", type_=Id),
        visible(GuildApplication, guild_application),
    ),
    into=GuildApplication,
)
MY_APPLICATION = statement(
    lambda: select(*_APPLICATION).where(_ITS_APPLICATIONS, _MY_APPLICATIONS), into=GuildApplication
)
SET_TEXT = statement(
    lambda: (
        update(guild_application)
        .values(text=bindparam("new_text"))
        .where(_APPLICATIONS_HERE, guild_application.c.id == bindparam("id", type_=Id))
    )
)
APPLICATIONS = visible_statement(
    lambda visible: (
        select(*_APPLICATION)
        .where(_ITS_APPLICATIONS, visible(GuildApplication, guild_application))
        .order_by(guild_application.c.id)
        .limit(200)
    ),
    into=GuildApplication,
)
MY_APPLICATIONS = visible_statement(
    lambda visible: (
        select(*_APPLICATION)
        .where(_MY_APPLICATIONS, visible(GuildApplication, guild_application))
        .order_by(guild_application.c.id)
        .limit(200)
    ),
    into=GuildApplication,
)
DELETE_APPLICATION = statement(lambda: delete(guild_application).where(_ITS_APPLICATIONS, _MY_APPLICATIONS))
DELETE_APPLICATIONS_TO = statement(lambda: delete(guild_application).where(_ITS_APPLICATIONS))
DELETE_APPLICATIONS_OF = statement(lambda: delete(guild_application).where(_MY_APPLICATIONS))

ADD_INVITATION = statement(lambda: insert_if_absent(guild_invitation))
"""Adds nothing where they are invited already."""
INVITATION = statement(
    lambda: select(*_INVITATION).where(_ITS_INVITATIONS, _MY_INVITATIONS), into=GuildInvitation
)
COUNT_INVITATIONS = statement(lambda: select(func.count()).where(_ITS_INVITATIONS))
MY_INVITATIONS = visible_statement(
    lambda visible: (
        select(*_INVITATION)
        .select_from(
            guild_invitation.join(
                guild,
                and_(
                    guild.c.community_id == guild_invitation.c.community_id,
                    guild.c.id == guild_invitation.c.guild,
                ),
            )
        )
        .where(_MY_INVITATIONS, visible(Guild, guild))
        .order_by(guild_invitation.c.sent_at, guild_invitation.c.guild)
        .limit(200)
    ),
    into=GuildInvitation,
)
"""The invitations of a member."""
DELETE_INVITATION = statement(lambda: delete(guild_invitation).where(_ITS_INVITATIONS, _MY_INVITATIONS))
DELETE_INVITATIONS_TO = statement(lambda: delete(guild_invitation).where(_ITS_INVITATIONS))
DELETE_INVITATIONS_OF = statement(lambda: delete(guild_invitation).where(_MY_INVITATIONS))
