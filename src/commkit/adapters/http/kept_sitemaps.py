"""Sitemaps that a process keeps for a minute: anybody may ask for them, and making one costs by what a community has.

Kept is what a visitor got. Whether visitors may have it still is asked each time, before.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic

from attrs import define, field

from commkit.runtime.model.forks import ForkedLock

KEPT_FOR = 60.0
"""Seconds: crawlers come for one some times a day."""
MAX_KEPT = 64
"""Sitemaps, at most."""
MAX_BYTES = 16 << 20
"""Of all that are kept; one of 10,000 addresses has about a megabyte."""


@define(eq=False)
class _Kept:
    """One sitemap; while one makes it, others wait for what it makes."""

    body: bytes | None = None
    ends_at: float = 0.0
    lock: ForkedLock = field(factory=ForkedLock)


class KeptSitemaps:
    """Keeps the sitemaps that were asked for last."""

    def __init__(self) -> None:
        self._lock = ForkedLock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    def ask(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The sitemap that is kept, or a new one.

        Args:
            key: Which one; communities have nothing in common.
            make: Makes a new one; what it raises is kept for nobody.
        """
        kept = self._find(key)
        with kept.lock:
            if kept.body is not None and monotonic() < kept.ends_at:
                return kept.body
            kept.body = None
            try:
                body = make()
            except BaseException:
                self._drop(key, kept)
                raise
            kept.body, kept.ends_at = body, monotonic() + KEPT_FOR
            self._trim()
        return body

    def _find(self, key: Hashable) -> _Kept:
        with self._lock:
            kept = self._kept.setdefault(key, _Kept())
            self._kept.move_to_end(key)
            return kept

    def _drop(self, key: Hashable, kept: _Kept) -> None:
        with self._lock:
            if self._kept.get(key) is kept:
                del self._kept[key]

    def _trim(self) -> None:
        """Drop what is too old, but not what is being made, and then what was asked for least recently."""
        with self._lock:
            now = monotonic()
            for key, kept in list(self._kept.items()):
                if kept.body is not None and now >= kept.ends_at:
                    del self._kept[key]
            size = sum(len(kept.body or b"") for kept in self._kept.values())
            while self._kept and (size > MAX_BYTES or len(self._kept) > MAX_KEPT):
                _, dropped = self._kept.popitem(last=False)
                size -= len(dropped.body or b"")
