"""The storage of `limits` in the database of a unit; it needs the extra `limits`, so load it where it is used."""

from datetime import datetime, timedelta

from limits.storage import Storage
from sqlalchemy import bindparam, case, delete, select

from commkit.runtime.model.errors import CommkitError
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import statement, upsert
from commkit.runtime.storage.tables import rate
from commkit.runtime.storage.unit import UnitOfWork

_new = upsert(rate)
_HAS_ENDED = rate.c.expires_at <= bindparam("now", type_=UtcDateTime)
COUNT = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id", "actor", "rate"],
        set_={
            "hits": case((_HAS_ENDED, _new.excluded.hits), else_=rate.c.hits + _new.excluded.hits),
            "expires_at": case((_HAS_ENDED, _new.excluded.expires_at), else_=rate.c.expires_at),
        },
    ).returning(rate.c.hits, rate.c.expires_at)
)
"""Counts, and locks the row until the transaction ends: who comes next counts on from there."""
_ITS = (rate.c.community_id == bindparam("community_id")) & (rate.c.actor == bindparam("actor"))
_READ = statement(
    lambda: select(rate.c.hits, rate.c.expires_at).where(
        _ITS, rate.c.rate == bindparam("rate"), rate.c.expires_at > bindparam("now")
    )
)
_CLEAR = statement(lambda: delete(rate).where(_ITS, rate.c.rate == bindparam("rate")))
_CLEAR_ALL = statement(lambda: delete(rate).where(_ITS))


class RateStorage(Storage):
    """One actor's counts in one community, as the strategies of `limits` want them.

    Args:
        unit: The transaction in which they are read and written.
        community: The community, or the lobby.
        actor: The host's key of the user; empty for all who are not signed in.
        now: What time it is.

    Attributes:
        hits: The number after the last count.
    """

    STORAGE_SCHEME = None

    def __init__(self, unit: UnitOfWork, *, community: CommunityId, actor: str, now: datetime) -> None:
        super().__init__()
        self._unit = unit
        self._its = {"community_id": community, "actor": actor}
        self._now = now
        self._ends = now
        self.hits = 0

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the database may raise."""
        return CommkitError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count; gives the new number."""
        ends = self._now + timedelta(seconds=expiry)
        row = self._unit.one(COUNT, **self._its, rate=key, hits=amount, expires_at=ends, now=self._now)
        assert row is not None
        hits, self._ends = row
        self.hits = int(hits)
        return self.hits

    def get(self, key: str) -> int:
        """The number now."""
        row = self._unit.one(_READ, **self._its, rate=key, now=self._now)
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds since 1970."""
        row = self._unit.one(_READ, **self._its, rate=key, now=self._now)
        ends: datetime = row[1] if row else self._now
        return ends.timestamp()

    def ends_in(self) -> float:
        """Seconds until the window that was last counted in ends."""
        return (self._ends - self._now).total_seconds()

    def check(self) -> bool:
        """The unit is open, so the database is there."""
        return True

    def reset(self) -> int:
        """Forget all counts of this actor here."""
        return self._unit.run(_CLEAR_ALL, **self._its)

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._unit.run(_CLEAR, **self._its, rate=key)
