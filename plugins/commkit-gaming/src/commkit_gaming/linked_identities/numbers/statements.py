"""The statements of the numbers of linked identities."""

from sqlalchemy import and_, bindparam, distinct, func, or_, select

from commkit.members import CURRENT_STATUSES, membership
from commkit.storage import Id, UtcDateTime, statement
from commkit_gaming.tables import game_account

VERIFIED = statement(
    lambda: (
        select(func.count(distinct(game_account.c.member)))
        .select_from(
            game_account.join(
                membership,
                and_(
                    membership.c.community_id == game_account.c.community_id,
                    membership.c.id == game_account.c.member,
                ),
            )
        )
        .where(
            game_account.c.community_id == bindparam("community_id", type_=Id),
            game_account.c.valid_until > bindparam("now", type_=UtcDateTime),
            or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        )
    )
)
"""How many members have a verified account. It counts hidden ones: the number names nobody."""
