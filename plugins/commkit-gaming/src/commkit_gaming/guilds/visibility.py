"""Who sees applications to guilds."""

from sqlalchemy import ColumnElement, FromClause, String, and_, exists, not_, or_, type_coerce

from commkit.storage import Reader
from commkit_gaming.guilds.feature import guild_feature
from commkit_gaming.guilds.joining.records import GuildApplication
from commkit_gaming.guilds.records import GuildRank, GuildRight
from commkit_gaming.tables import guild, guild_member


@guild_feature.hides(GuildApplication)
def not_for_the_reader(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """An application is there for who made it, and for those in the guild whose rank may accept."""
    inside, held = guild_member.alias(), guild.alias()
    may_accept = (
        exists()
        .select_from(
            inside.join(held, and_(held.c.community_id == inside.c.community_id, held.c.id == inside.c.guild))
        )
        .where(
            inside.c.community_id == row.c.community_id,
            inside.c.guild == row.c.guild,
            inside.c.member == reader.member,
            has_right(GuildRight.ACCEPT, inside, held),
        )
        .correlate_except(inside, held)
    )
    return and_(row.c.member != reader.member, not_(may_accept))


def has_right(right: GuildRight, inside: FromClause, held: FromClause) -> ColumnElement[bool]:
    """Whether somebody in a guild has a right by their rank, as `rights_of` says it.

    Args:
        right: The right.
        inside: The row of who is in it.
        held: The row of the guild.
    """
    by_rank = [
        and_(inside.c.rank == rank, type_coerce(held.c[f"{rank}_rights"], String).like(f"%{right}%"))
        for rank in GuildRank
        if rank is not GuildRank.LEADER
    ]
    return or_(inside.c.rank == GuildRank.LEADER, *by_rank)
