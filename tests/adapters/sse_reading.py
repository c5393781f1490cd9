"""Reading server-sent events, as a client does: pieces of bytes become events."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from attrs import define, field, frozen

from commkit.adapters.http.event_stream import EventStream


@frozen
class Event:
    """An event that a client would dispatch."""

    id: str
    name: str
    data: dict[str, Any]


@define
class Parser:
    """Follows the specification: an id counts also where there is no event with it.

    Attributes:
        last_id: What the client would send in Last-Event-ID.
        events: The events, in order.
        comments: How many comments came.
    """

    last_id: str = ""
    events: list[Event] = field(factory=list)
    comments: int = 0
    _rest: bytes = b""

    def feed(self, piece: bytes) -> None:
        *blocks, self._rest = (self._rest + piece).split(b"\n\n")
        for block in blocks:
            self._block(block.decode())

    def _block(self, block: str) -> None:
        name, data = "message", ""
        for line in block.split("\n"):
            key, _, value = line.partition(":")
            if not key:
                self.comments += bool(line)
            elif key == "id":
                self.last_id = value.strip()
            elif key == "event":
                name = value.strip()
            elif key == "data":
                data += value.strip()
        if data:
            self.events.append(Event(self.last_id, name, json.loads(data)))

    def named(self, name: str) -> list[Event]:
        """The events of a name."""
        return [event for event in self.events if event.name == name]

    def posts(self) -> list[str]:
        """The ids of the posts that were created."""
        return [event.data["post"] for event in self.named("posts.created")]


def read_until(
    stream: EventStream, parser: Parser, enough: Callable[[Parser], bool], *, seconds: float = 20
) -> None:
    """Read a stream until the parser has enough; fails where it ends before, or takes too long."""
    end = monotonic() + seconds
    while not enough(parser):
        assert monotonic() < end, f"it took too long; there are {[event.name for event in parser.events]}"
        parser.feed(next(stream))


def read_to_end(stream: EventStream, parser: Parser, *, seconds: float = 20) -> None:
    """Read a stream until it ends."""
    end = monotonic() + seconds
    for piece in stream:
        assert monotonic() < end, "it did not end"
        parser.feed(piece)


@contextmanager
def closing_all(*streams: EventStream) -> Iterator[None]:
    """Close streams, whatever happens."""
    try:
        yield
    finally:
        for stream in streams:
            stream.close()
