"""Following: the facts of one community as they are committed, none lost, read from the outbox.

Ids are in the order of time, commits are not: on PostgreSQL a transaction with an earlier id may commit after one with
a later id, and machines' clocks differ. So a follower reads the last minute again each time, and leaves out what it
gave already. What somebody has not been given when they got a fact has an id of at most a minute before it.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from attrs import frozen

from commkit.runtime.delivery import outbox as sql
from commkit.runtime.model.clock import from_microseconds
from commkit.runtime.model.ids import CommunityId, FactId, first_id_from
from commkit.runtime.model.messages import Fact
from commkit.runtime.model.records import OutboxRow
from commkit.runtime.sessions.composition import Composition
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.values.serialization import from_json, load

WINDOW = timedelta(seconds=60)
"""How long a fact may take from its id to its commit, differences between clocks included. A command takes
milliseconds, and waits for a lock for some seconds; a worker's batch or an import commits within a minute."""

_PAGE = 500
_MILLISECOND_BITS = 80
_log = logging.getLogger("commkit")


def time_of(id: FactId) -> datetime:
    """The time of an id, to the millisecond.

    Raises:
        OverflowError: It is behind the year 9999: no id that was made here.
    """
    return from_microseconds((id.int >> _MILLISECOND_BITS) * 1000)


@frozen
class OutboxReader:
    """Reads the facts of one community from the outbox; it changes nothing there.

    Attributes:
        community: The community's id.
    """

    _composition: Composition
    community: CommunityId

    def now(self) -> datetime:
        """The time by which ids are made."""
        return self._composition.clock()

    def oldest(self) -> FactId | None:
        """The id of the first fact that the outbox still has; None where it has none."""
        with self._unit() as unit:
            found = unit.one(sql.OLDEST, community_id=self.community)
        return found[0] if found is not None else None

    def ids_after(self, id: FactId) -> list[FactId]:
        """The ids of all facts behind an id."""
        with self._unit() as unit:
            return [found for (found,) in unit.rows(sql.IDS_AFTER, community_id=self.community, after=id)]

    def page_after(self, id: FactId, *, size: int = _PAGE) -> tuple[list[Fact], FactId | None]:
        """The next facts behind an id, and the id of the last row that was read; None where there was none.

        Facts that this Kit does not know are left out.
        """
        with self._unit() as unit:
            rows = unit.rows(sql.ROWS_AFTER, community_id=self.community, after=id, size=size)
        return list(self._facts(rows)), rows[-1].id if rows else None

    def read(self, ids: Iterable[FactId]) -> list[Fact]:
        """The facts of some ids, in their order."""
        wanted = set(ids)
        found: list[Fact] = []
        last: FactId | None = FactId(first_id_from(time_of(min(wanted)))) if wanted else None
        newest = max(wanted, default=None)
        while last is not None and newest is not None and last < newest:
            facts, last = self.page_after(last)
            found += [fact for fact in facts if fact.id in wanted]
        return found

    def _facts(self, rows: Iterable[OutboxRow]) -> Iterable[Fact]:
        for row in rows:
            kind = self._composition.registry.facts.get(row.fact)
            if kind is None:
                continue  # a plugin of another process emitted it
            try:
                yield load(kind, from_json(row.body))
            except Exception:
                _log.exception("fact.not_read id=%s fact=%s", row.id, row.fact)

    def _unit(self) -> UnitOfWork:
        return UnitOfWork(self._composition.database, connection=None, read_only=True)


class Follower:
    """Gives each fact of one community once, from when it was made on; for one thread at a time.

    Args:
        reader: Reads the outbox.
        window: How far back it reads again.

    Attributes:
        read_at: When it last read: what was not given by then has an id of at most `window` before.
    """

    def __init__(self, reader: OutboxReader, *, window: timedelta = WINDOW) -> None:
        self._reader = reader
        self._window = window
        self.read_at = reader.now()
        self._floor = FactId(first_id_from(self.read_at - window))
        self._seen = set(reader.ids_after(self._floor))

    def read(self) -> list[Fact]:
        """The facts that were committed since the last time, by their ids."""
        now = self._reader.now()
        ids = self._reader.ids_after(self._floor)
        new = [id for id in ids if id not in self._seen]
        facts = self._reader.read(new) if new else []
        # Only now: where the database fails, the next reading begins where this one did.
        self._floor = max(self._floor, FactId(first_id_from(now - self._window)))
        self._seen = {id for id in ids if id > self._floor}
        self.read_at = now
        return facts

    def given(self) -> "Given":
        """What was given so far: who joins now gets everything else from now on."""
        return Given(self._floor, frozenset(self._seen))


@frozen
class Given:
    """Which facts a follower has given, or was made too late for.

    Attributes:
        floor: All up to this id.
        ids: And these.
    """

    floor: FactId
    ids: frozenset[FactId]

    def __contains__(self, id: FactId) -> bool:
        return id <= self.floor or id in self.ids
