"""Thread streams: how many live streams a server may hold that gives each of its answers a thread.

Such a server serves nobody any more once streams have all of its threads. So shells for it let through only a few, of
all that the contract opens, and refuse the next ones at once.
"""

from collections.abc import Callable, Iterator
from threading import Lock
from time import monotonic
from typing import Self

from attrs import evolve

from commkit.adapters.http.contract import Contract
from commkit.adapters.http.event_stream import EventStream
from commkit.adapters.http.shells import close_stream, refusal
from commkit.adapters.http.streaming import too_many_readers
from commkit.adapters.http.values import Response
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.forks import renew_in_forks

THREAD_STREAMS = 3
"""Streams of a process: one less than the threads that small servers begin with, such as waitress."""


class ThreadStreams:
    """The streams that hold a thread of the server each.

    Args:
        most: How many may be open; half of them, but at least one, for visitors, and for who is no member of what they
            follow. 0 refuses all.

    Raises:
        Invalid: It is no such number.
    """

    def __init__(self, most: int = THREAD_STREAMS) -> None:
        if type(most) is not int or most < 0:
            raise Invalid.field("streams", "out_of_range", "give a whole number, 0 or more")
        self._most = most
        self.renew_after_fork()
        renew_in_forks(self)

    def renew_after_fork(self) -> None:
        """Begin anew: the streams are the parent's."""
        self._lock = Lock()
        self._held: set[_Held] = set()

    @property
    def count(self) -> int:
        """How many are open."""
        with self._lock:
            return len(self._held)

    def hold(self, contract: Contract, response: Response, actor: str | None) -> Response:
        """The response, with its stream counted until it is closed; a refusal where there are too many.

        Args:
            contract: The contract.
            response: What it answered.
            actor: Who asked; None for a visitor.
        """
        if response.stream is None:
            return response
        stream = response.stream
        is_outside = isinstance(stream, EventStream) and stream.for_visitor
        held = _Held(stream, self._release, for_visitor=actor is None or is_outside)
        if self._take(held):
            return evolve(response, stream=held)
        close_stream(response.stream)
        return refusal(too_many_readers(), signed_in=actor is not None, challenge=contract.challenge)

    def _take(self, held: "_Held") -> bool:
        with self._lock:
            now = monotonic()
            self._held = {each for each in self._held if not each.is_lost(now)}
            mine = [each for each in self._held if each.for_visitor]
            has_room = len(self._held) < self._most
            if has_room and held.for_visitor:
                has_room = len(mine) < max(1, self._most // 2)
            if has_room:
                self._held.add(held)
            return has_room

    def _release(self, held: "_Held") -> None:
        with self._lock:
            self._held.discard(held)


class _Held:
    """A stream as a server iterates over it and closes it."""

    def __init__(
        self, stream: Iterator[bytes], release: Callable[["_Held"], None], *, for_visitor: bool
    ) -> None:
        self.for_visitor = for_visitor
        self._stream = stream
        self._release = release
        self._has_begun = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        self._has_begun = True
        return next(self._stream)

    def close(self) -> None:
        """Let it give back what it holds."""
        try:
            close_stream(self._stream)
        finally:
            self._release(self)

    def is_lost(self, now: float) -> bool:
        """Whether it is over and never began: the framework put another response in its place, and no thread has it."""
        stream = self._stream
        return not self._has_begun and isinstance(stream, EventStream) and stream.is_over(now)
