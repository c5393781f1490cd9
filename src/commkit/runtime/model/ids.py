"""Ids: made in the client, 16 bytes everywhere, typed with `NewType`.

A community's id is random (UUIDv4) so that shards fill evenly; every other id is a UUIDv7, whose order is the order of
time, so that keyset pages need no second column. It holds the time to the microsecond, so that facts of different
processes on one machine are in order too.
"""

import secrets
from datetime import datetime
from typing import NewType
from uuid import UUID

from uuid_utils.compat import uuid4, uuid7

from commkit.runtime.model.clock import EPOCH, to_microseconds
from commkit.runtime.model.forks import ForkedLock

CommunityId = NewType("CommunityId", UUID)
"""The id of a community."""
MemberId = NewType("MemberId", UUID)
"""The id of a person, the same in every community of the database."""
FactId = NewType("FactId", UUID)
"""The id of a fact; its order is the order of time."""

LOBBY = CommunityId(UUID(int=0))
"""The community id of rows that belong to no community: what is done in the lobby."""

NIL_ID = FactId(UUID(int=0))
"""Before every fact."""

_MILLISECOND_BITS = 80
_FRACTION_BITS = 64
_FRACTION = 0xFFF << _FRACTION_BITS
"""The 12 bits behind the version: random, or finer time (RFC 9562, section 6.2, method 3)."""


def new_community_id() -> CommunityId:
    """A random id (UUIDv4)."""
    return CommunityId(uuid4())


def is_id_type(hint: object) -> bool:
    """Whether an annotation is a type of ids, such as `MemberId`, or one of its own kind (`AgentId`)."""
    above: object = getattr(hint, "__supertype__", None)
    return above is UUID or (above is not None and is_id_type(above))


def first_id_from(moment: datetime, *, behind: bool = False) -> UUID:
    """The lowest id (UUIDv7) that a moment can have, to the millisecond: every earlier one has a lower id.

    Args:
        moment: Any time; those before 1970 have the ids of 1970.
        behind: The lowest id of the millisecond behind it instead: every id of the moment is below.
    """
    milliseconds = max(to_microseconds(moment), 0) // 1000 + int(behind)
    return UUID(int=min(milliseconds, 2**48 - 1) << _MILLISECOND_BITS)


class Ids:
    """Makes UUIDv7 ids that rise within a process, also in one microsecond (RFC 9562, section 6.2, methods 3 and 2)."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = ForkedLock()

    def new(self, at: datetime) -> UUID:
        """An id whose time is `at`, at least 1970; a later call with the same time gives a greater id."""
        milliseconds, rest = divmod(to_microseconds(max(at, EPOCH)), 1000)
        number = uuid7(nanoseconds=milliseconds * 1_000_000).int & ~_FRACTION
        number |= rest * 4096 // 1000 << _FRACTION_BITS
        with self._lock:
            if number <= self._last and number >> _MILLISECOND_BITS == self._last >> _MILLISECOND_BITS:
                number = self._last + 1 + secrets.randbits(24)
            self._last = number
        return UUID(int=number)
