"""Who sees scrims and their no-shows."""

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, or_

from commkit.storage import Reader
from commkit_gaming.guilds.records import GuildRight
from commkit_gaming.guilds.visibility import has_right
from commkit_gaming.scrims.feature import RUN, scrim_feature
from commkit_gaming.scrims.records import Scrim, ScrimNoShow
from commkit_gaming.tables import guild, guild_member, scrim


@scrim_feature.hides(Scrim)
def of_other_guilds(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """An accepted scrim is there for members of both guilds, another one for those with the right to scrims there."""
    inside, held = guild_member.alias(), guild.alias()
    arranges_or_sees = or_(row.c.accepted_at.is_not(None), has_right(GuildRight.SCRIMS, inside, held))
    is_there = (
        exists()
        .select_from(
            inside.join(held, and_(held.c.community_id == inside.c.community_id, held.c.id == inside.c.guild))
        )
        .where(
            inside.c.community_id == row.c.community_id,
            or_(inside.c.guild == row.c.guild, inside.c.guild == row.c.other),
            inside.c.member == reader.member,
            arranges_or_sees,
        )
        .correlate_except(inside, held)
    )
    return and_(not_(reader.may(RUN)), not_(is_there))


@scrim_feature.hides(ScrimNoShow)
def of_who_does_not_arrange(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A no-show is there for those with the right to scrims in one of the two guilds."""
    inside, held, played = guild_member.alias(), guild.alias(), scrim.alias()
    arranges = (
        exists()
        .select_from(
            played.join(
                inside,
                and_(
                    inside.c.community_id == played.c.community_id,
                    or_(inside.c.guild == played.c.guild, inside.c.guild == played.c.other),
                ),
            ).join(held, and_(held.c.community_id == inside.c.community_id, held.c.id == inside.c.guild))
        )
        .where(
            played.c.community_id == row.c.community_id,
            played.c.id == row.c.scrim,
            inside.c.member == reader.member,
            has_right(GuildRight.SCRIMS, inside, held),
        )
        .correlate_except(inside, held, played)
    )
    return and_(not_(reader.may(RUN)), not_(arranges))
