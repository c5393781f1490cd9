"""Every message of the core and of the workspace's plugins is covered by each suite that is generated over messages.

A new message is covered by itself; where it is not, since its noun has no suite or a line is missing, its name is here.
"""

from collections.abc import Iterator
from contextlib import closing

import pytest

from commkit import Command, Kit
from tests.meta.fakes import FakePlugin
from tests.meta.suites import Covered, MessageClass, kit_of_all


@pytest.fixture(scope="module")
def kit() -> Iterator[Kit]:
    with closing(kit_of_all()) as made:
        yield made


@pytest.fixture(scope="module")
def kit_with_fake() -> Iterator[Kit]:
    with closing(kit_of_all(FakePlugin())) as made:
        yield made


def wanted(kit: Kit, suite: str) -> set[MessageClass]:
    """The messages that a suite must cover."""
    everything = set(kit.registry.messages.values())
    if suite == "meanwhile":
        return {cls for cls in everything if issubclass(cls, Command)}
    if suite == "interfering":  # what makes something public, and what is done in the lobby, is not private
        publishing = Covered(kit).publishing()
        return {
            cls
            for name, cls in kit.registry.messages.items()
            if not (issubclass(cls, Command) and (cls.lobby or name in publishing))
        }
    return everything


def uncovered(kit: Kit, suite: str) -> list[str]:
    """The names of the messages that a suite must cover, and does not."""
    return sorted(map(kit.registry.name_of, wanted(kit, suite) - getattr(Covered(kit), suite)()))


SUITES = ("permitted", "meanwhile", "malformed", "interfering")


@pytest.mark.parametrize("suite", SUITES)
def test_every_message_is_covered(kit: Kit, suite: str) -> None:
    assert uncovered(kit, suite) == []


@pytest.mark.parametrize("suite", SUITES)
def test_control_an_uncovered_message_is_reported(kit_with_fake: Kit, suite: str) -> None:
    found = uncovered(kit_with_fake, suite)
    assert "fake.make_fake_note" in found
    assert ("fake.read_fake_notes" in found) is (suite != "meanwhile")


def test_each_message_that_reveals_something_is_one(kit: Kit) -> None:
    assert Covered(kit).publishing() <= kit.registry.messages.keys()
