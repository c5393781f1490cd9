"""Server-sent events: how they are written, and which ids a client may resume from."""

from typing import Any
from uuid import UUID

import msgspec

from commkit.adapters.http.problems import BadRequest
from commkit.runtime.delivery.following import time_of
from commkit.runtime.model.ids import FactId, first_id_from

RETRY_MS = 3_000
"""How long a client waits before it connects again."""
_VERSION = (0xF << 76, 0x7 << 76)
_VARIANT = 0x2 << 62
_REST = (0xFFF << 64) | ((1 << 62) - 1)
"""What an id holds beside its milliseconds, version and variant."""

EVENT_STREAM = (
    ("Content-Type", "text/event-stream"),
    ("Cache-Control", "private, no-store"),
    ("Vary", "Authorization, Cookie"),
    ("X-Accel-Buffering", "no"),  # proxies would wait for more
)


def event(name: str, data: Any, *, id: FactId) -> bytes:
    """An event, as it is sent."""
    return b"id: %s\nevent: %s\ndata: %s\n\n" % (str(id).encode(), name.encode(), msgspec.json.encode(data))


def opening(position: FactId | None) -> bytes:
    """What a stream begins with: from where to resume, before anything has happened."""
    return b"retry: %d\n%s\n" % (RETRY_MS, _position_line(position))


def heartbeat(position: FactId) -> bytes:
    """A comment, which keeps the connection open, and from where to resume; clients see no event."""
    return b":\n%s\n" % _position_line(position)


def position_at(moment: Any) -> FactId:
    """The id that stands for a moment, and for no fact: it says nothing of what a reader may not see."""
    return FactId(UUID(int=first_id_from(moment).int | _VERSION[1] | _VARIANT))


def is_position(id: FactId) -> bool:
    """Whether an id stands for a moment, and for no fact."""
    return not id.int & _REST


def read_event_id(header: str) -> FactId | None:
    """The id that a client resumes from; None where it gives none.

    Raises:
        BadRequest: It is none that a stream sends.
    """
    if not header:
        return None
    try:
        found = FactId(UUID(header))
        time_of(found)  # the bits of an id reach behind the year 9999
    except (ValueError, OverflowError):
        raise _no_event_id() from None
    if (
        found.int & _VERSION[0] != _VERSION[1] or str(found) != header.lower()
    ):  # `UUID` reads other forms, too
        raise _no_event_id()
    return found


def _no_event_id() -> BadRequest:
    return BadRequest(
        400, "event_id", "send in Last-Event-ID the id of the last event that you got, or leave it out"
    )


def _position_line(position: FactId | None) -> bytes:
    return b"" if position is None else b"id: %s\n" % str(position).encode()
