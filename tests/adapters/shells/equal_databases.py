"""Equal databases: a community with people in it, copied for each shell, and calls that are repeated exactly.

Whatever happens by chance in a call, such as the random part of an id or the token of an invitation, is made from the
time of the clock, which stands still meanwhile. So the same call gives the same bytes on each of the databases.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from attrs import frozen

from commkit import Kit
from commkit.communities import Site
from commkit.runtime.model import ids
from commkit.testing.clock import ManualClock
from commkit.testing.histories import World, create_world, seed_threads
from commkit.testing.kits import KitFactory
from commkit_support import Support

PEOPLE = ("steward", "member", "another")
SITE = Site(base_url="https://community.example/")
PLUGIN_SETTINGS = {"support.handoff": {"no_help_desk_reason": "It is a test."}}


def new_plugin() -> Support:
    """The plugin of the communities that shells serve."""
    return Support(no_help_desk_reason="It is a test.")


def create_town(kit: Kit) -> World:
    """A support community with people in it, one of whom has opened a thread."""
    world = create_world(kit, "support", settings=PLUGIN_SETTINGS, sample_values={}, people=PEOPLE)
    # The type refuses those with the title that worlds give them: it is too short.
    attempts = list(seed_threads(world, PEOPLE[-1], title="Why does it fail?", body="I wonder why it fails."))
    assert attempts[0].error is None, attempts[0].error
    return world


@frozen
class EqualDatabases:
    """Kits on copies of one database.

    Attributes:
        world: What is in each of them.
        kits: By name.
        clock: The clock of all.
    """

    world: World
    kits: dict[str, Kit]
    clock: ManualClock

    @contextmanager
    def repeatable(self, name: str) -> Iterator[Kit]:
        """What happens by chance inside is the same on every kit, until time passes.

        Args:
            name: The name of the kit on which something is done, once before each `tick`.
        """
        kit = self.kits[name]
        chance = random.Random(self.clock.now.timestamp())

        def uuid7(*, nanoseconds: int) -> UUID:
            milliseconds = nanoseconds // 1_000_000
            return UUID(int=milliseconds << 80 | 7 << 76 | 2 << 62 | chance.getrandbits(62))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ids, "uuid7", uuid7)
            patch.setattr(ids, "uuid4", lambda: UUID(int=chance.getrandbits(128), version=4))
            patch.setattr(os, "urandom", chance.randbytes)
            patch.setattr(random, "_urandom", chance.randbytes)
            kit._composition.ids._last = 0
            yield kit

    def tick(self) -> None:
        """A moment passes for all."""
        self.clock.advance(timedelta(seconds=1))


@contextmanager
def equal_databases(
    factory: KitFactory,
    clock: ManualClock,
    names: Any,
    *more: Any,
    prepare: Callable[[Kit], None] | None = None,
) -> Iterator[EqualDatabases]:
    """Copies of the database of a support community.

    Args:
        factory: Makes kits of some engine.
        clock: The clock of all.
        names: The names of the copies.
        *more: Further plugins.
        prepare: Adds what else all copies have.
    """
    world = create_town(factory(new_plugin(), *more, clock=clock, ports={Site: SITE}))
    if prepare is not None:
        prepare(world.kit)
    with ExitStack() as stack:
        copies = {name: stack.enter_context(factory.copy(world.kit)) for name in names}
        yield EqualDatabases(world, copies, clock)
