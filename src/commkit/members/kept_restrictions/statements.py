"""The statements of restrictions that outlast an erasure."""

from sqlalchemy import bindparam, delete, or_, select

from commkit.members.kept_restrictions.tables import hash_key, kept_restriction
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

_HERE = kept_restriction.c.community_id == bindparam("community_id")
_THIS = _HERE & (kept_restriction.c.user_hash == bindparam("user_hash"))
_HOLDS = or_(kept_restriction.c.until.is_(None), kept_restriction.c.until > bindparam("now"))

HASH_KEY = statement(lambda: select(hash_key.c.value).where(hash_key.c.id == 1))
ADD_HASH_KEY = statement(lambda: insert_if_absent(hash_key))
HASH_KEY_WHERE_ANY_IS_KEPT = statement(
    lambda: select(hash_key.c.value).where(
        hash_key.c.id == 1, select(kept_restriction.c.status).where(_HERE).exists()
    )
)
_insert = upsert(kept_restriction)
KEEP = statement(
    lambda: _insert.on_conflict_do_update(
        index_elements=["community_id", "user_hash"],
        set_={"status": _insert.excluded.status, "until": _insert.excluded.until},
    )
)
HOLDING = statement(
    lambda: select(kept_restriction.c.user_hash, kept_restriction.c.status, kept_restriction.c.until).where(
        _HERE, kept_restriction.c.user_hash.in_(bindparam("user_hashes", expanding=True)), _HOLDS
    )
)
DELETE = statement(lambda: delete(kept_restriction).where(_THIS))
DELETE_ENDED = statement(
    lambda: delete(kept_restriction).where(_HERE, kept_restriction.c.until <= bindparam("now"))
)
COMMUNITIES = statement(lambda: select(kept_restriction.c.community_id).distinct())
"""Where anything is kept, in any community."""
HOLDING_ANYWHERE = statement(
    lambda: (
        select(kept_restriction.c.community_id, kept_restriction.c.status, kept_restriction.c.until)
        .where(
            kept_restriction.c.community_id.in_(bindparam("communities", type_=Id, expanding=True)),
            kept_restriction.c.user_hash.in_(bindparam("user_hashes", expanding=True)),
            _HOLDS,
        )
        .order_by(kept_restriction.c.community_id)
    )
)
