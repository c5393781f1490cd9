"""Kits of a club whose bell is heard, with the retention that a test gives."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from typing import Any

import pytest

from commkit import Delivery, Kit
from commkit.testing.clock import ManualClock
from tests.runtime.delivery.club import heard_by
from tests.runtime.plugins import Rang, club
from tests.runtime.purging.purges import MakeKit
from tests.sample import create_community, new_kit


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def keeping(url: str, clock: ManualClock) -> Iterator[MakeKit]:
    """Makes a Kit with the type `club` that keeps rows so long; whoever hears 13 fails."""

    def hear(_: Delivery, fact: Rang) -> None:
        if fact.times == 13:
            raise ConnectionError("deaf")

    with ExitStack() as stack:
        made: list[Kit] = []

        def make(*subscribers: Any, **retention: Any) -> Kit:
            plugin = club(heard_by(*(subscribers or (hear,))))
            kit = stack.enter_context(closing(new_kit(url, plugin, clock=clock, retention=retention)))
            if not made:
                create_community(kit, type="club", members=("ada",))
            made.append(kit)
            return kit

        yield make
