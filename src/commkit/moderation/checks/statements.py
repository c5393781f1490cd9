"""The statements of what checks remember: how often a member posted, and posted one text."""

from sqlalchemy import bindparam, case, delete, select

from commkit.moderation.cases.statements import here
from commkit.moderation.tables import fingerprint
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import statement, upsert

_new = upsert(fingerprint)
_WINDOW_IS_OVER = fingerprint.c.at <= bindparam("since", type_=UtcDateTime)

COUNT = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id", "member", "digest"],
        set_={
            "times": case((_WINDOW_IS_OVER, _new.excluded.times), else_=fingerprint.c.times + 1),
            "at": case((_WINDOW_IS_OVER, _new.excluded.at), else_=fingerprint.c.at),
        },
    ).returning(fingerprint.c.times)
)
"""Counts one more post in the present window, and gives how many there are."""
READ_COUNT = statement(
    lambda: select(fingerprint.c.times, fingerprint.c.at).where(
        here(fingerprint),
        fingerprint.c.member == bindparam("member"),
        fingerprint.c.digest == bindparam("digest"),
    )
)
PURGE = statement(
    lambda: delete(fingerprint).where(here(fingerprint), fingerprint.c.at <= bindparam("before"))
)
