"""One Kit for one test after the other: composing it and compiling its statements takes longer than most tests do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from attrs import evolve

from commkit import Kit
from commkit.runtime.model.clock import Clock, system_clock
from commkit.runtime.sessions.composition import Composition
from tests.sample import new_kit


class ReusedKits:
    """Kits of one composition, one for each database that tests use.

    Args:
        make: Makes the Kit of a database.
    """

    def __init__(self, make: Callable[[str], Kit] = new_kit) -> None:
        self._make = make
        self._kits: dict[str, tuple[Kit, Composition]] = {}
        ALL.append(self)

    @contextmanager
    def kit(self, url: str, *, clock: Clock = system_clock) -> Iterator[Kit]:
        """The Kit of a database for one test; one that the test leaves changed is not used again.

        Args:
            url: The database.
            clock: Where time comes from.
        """
        kit, composition = self._kits.pop(url, None) or self._made(url)
        # Each test gets a composition of its own: some put another function in its place.
        kit._composition = evolve(composition, clock=clock)
        try:
            yield kit
        finally:
            is_changed = kit._signals._signals or kit.database.observer is not None
            is_kept = not is_changed and url not in self._kits  # a test may ask for a second one
            if kit.database.is_sqlite or not is_kept:  # the next test finds another file under this name
                kit.close()
            if is_kept:
                self._kits[url] = kit, composition

    def keeps(self, kit: Kit) -> bool:
        """Whether another test may get this Kit."""
        return any(kept is kit for kept, _ in self._kits.values())

    def forget_statements(self) -> None:
        """Let them compile what they run anew."""
        for kit, _ in self._kits.values():
            kit.database._prepared.clear()

    def _made(self, url: str) -> tuple[Kit, Composition]:
        kit = self._make(url)
        return kit, kit._composition

    def close(self) -> None:
        """Close all of them; whoever asks for one next gets a new one."""
        while self._kits:
            _, (kit, _) = self._kits.popitem()
            kit.close()


ALL: list[ReusedKits] = []
"""All that were made, for who wants to know what each test runs."""
