"""Kits of a club whose bell is heard, for the tests of the worker."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest

from commkit import Kit
from tests.runtime.delivery.club import Clock, MakeKit, Subscriber, heard_by
from tests.runtime.plugins import club
from tests.sample import create_community, new_kit


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def club_of(url: str, clock: Clock) -> Iterator[MakeKit]:
    """Makes a Kit with the type `club` and these subscribers; the first one also founds the community."""
    with ExitStack() as stack:
        made: list[Kit] = []

        def make(*subscribers: Subscriber, **options: Any) -> Kit:
            kit = stack.enter_context(
                closing(new_kit(url, club(heard_by(*subscribers)), **({"clock": clock} | options)))
            )
            if not made:
                create_community(kit, type="club")
                kit.worker().drain()
            made.append(kit)
            return kit

        yield make
