"""Who sees linked accounts."""

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, or_

from commkit.members import CURRENT_STATUSES, BlockLevel, block, membership
from commkit.storage import NOBODY, Reader
from commkit_gaming.linked_identities.facts import VERIFY
from commkit_gaming.linked_identities.feature import linked_identity_feature
from commkit_gaming.linked_identities.records import GameAccount, ShownTo
from commkit_gaming.tables import guild_member
from commkit_minors import is_unprotected


@linked_identity_feature.hides(GameAccount)
def not_shown(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """An account is there for whose it is; for others while it is verified, they are a member and show it to them.

    A minor's is shown to guild mates at most, and nobody's to who is blocked by them.
    """
    for_all = and_(
        row.c.shown_to == ShownTo.MEMBERS,
        reader.member != NOBODY,
        is_unprotected(row.c.community_id, row.c.member, reader.now),
    )
    for_mates = and_(row.c.shown_to != ShownTo.NOBODY, _are_mates(row, reader))
    shown = and_(
        row.c.valid_until > reader.now,
        or_(for_all, for_mates),
        _is_current(row),
        not_(_blocks(row, reader)),
    )
    return and_(row.c.member != reader.member, not_(reader.may(VERIFY)), not_(shown))


def _is_current(row: FromClause) -> ColumnElement[bool]:
    whose = membership.alias()
    return (
        exists()
        .where(
            whose.c.community_id == row.c.community_id,
            whose.c.id == row.c.member,
            or_(*(whose.c.status == status for status in CURRENT_STATUSES)),
        )
        .correlate_except(whose)
    )


def _are_mates(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    theirs, mine = guild_member.alias(), guild_member.alias()
    same = and_(mine.c.community_id == theirs.c.community_id, mine.c.guild == theirs.c.guild)
    return (
        exists()
        .select_from(theirs.join(mine, same))
        .where(
            theirs.c.community_id == row.c.community_id,
            theirs.c.member == row.c.member,
            mine.c.member == reader.member,
        )
        .correlate_except(theirs, mine)
    )


def _blocks(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    shuts = block.alias()
    return (
        exists()
        .where(
            shuts.c.community_id == row.c.community_id,
            shuts.c.member == row.c.member,
            shuts.c.blocked == reader.member,
            shuts.c.level == BlockLevel.BLOCK,
        )
        .correlate_except(shuts)
    )
