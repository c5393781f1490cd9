"""One Kit for one test after the other: composing it and compiling its statements takes longer than most tests do."""

from collections.abc import Iterator
from contextlib import contextmanager

from attrs import evolve

from commkit import Kit
from commkit.runtime.model.clock import Clock, system_clock
from tests.sample import new_kit


class ReusedKits:
    """Kits with the type `forum`, one for each database that tests use."""

    def __init__(self) -> None:
        self._kits: dict[str, Kit] = {}

    @contextmanager
    def kit(self, url: str, *, clock: Clock = system_clock) -> Iterator[Kit]:
        """The Kit of a database for one test; one that the test leaves changed is not used again.

        Args:
            url: The database.
            clock: Where time comes from.
        """
        kit = self._kits.pop(url, None) or new_kit(url)
        kit._composition = evolve(kit._composition, clock=clock)
        try:
            yield kit
        finally:
            is_changed = kit._signals._signals or kit.database.observer is not None
            if kit.database.is_sqlite or is_changed:  # the next test finds another file under this name
                kit.close()
            if not is_changed:
                self._kits[url] = kit

    def close(self) -> None:
        """Close all of them."""
        for kit in self._kits.values():
            kit.close()
