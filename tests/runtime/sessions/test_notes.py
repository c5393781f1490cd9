"""Notes: what a transform found in a command its reactions are told, and those of no other command."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from attrs import evolve, frozen

from commkit import Context, Denied, Feature, Kit, PluginError
from tests.runtime.plugins import Rang, Ring, bell, club
from tests.sample import OWNER, create_community, new_kit

FAILS, WITH_PART, WITH_FAILURE = 13, 5, 7


@frozen
class Heard:
    """How often was rung, as the transform saw it."""

    times: int


def _noting() -> Feature:
    feature = Feature("club.noting")

    @feature.transforms(Ring)
    def note(context: Context, command: Ring) -> None:
        if command.times > 1:
            context.note(Heard(command.times))

    return feature


def _changing() -> Feature:
    """A feature whose transform comes later and changes the command."""
    feature = Feature("club.u")

    @feature.transforms(Ring)
    def change(_: Context, command: Ring) -> Ring:
        return evolve(command, times=command.times + 100)

    return feature


def _hearing(heard: list[Heard | None]) -> Feature:
    feature = Feature("club.z")

    @feature.reacts_to(Rang)
    def hear(context: Context, fact: Rang) -> None:
        if fact.times == FAILS + 100:
            raise Denied("club.unlucky", "ring less")
        if fact.times == WITH_PART + 100:
            context.do(Ring(1))
        if fact.times == WITH_FAILURE + 100:
            with pytest.raises(Denied):
                context.do(Ring(FAILS))
        heard.append(context.noted(Heard))

    return feature


@pytest.fixture
def heard() -> list[Heard | None]:
    return []


@pytest.fixture
def kit(sqlite_url: str, heard: list[Heard | None]) -> Iterator[Kit]:
    with closing(new_kit(sqlite_url, club(bell(), _noting(), _changing(), _hearing(heard)))) as made:
        create_community(made, type="club")
        yield made


@pytest.mark.parametrize(
    ("times", "found"),
    [
        (1, [None]),
        (2, [Heard(2)]),
        (WITH_PART, [None, Heard(WITH_PART)]),
        (WITH_FAILURE, [Heard(WITH_FAILURE)]),
    ],
)
def test_a_command_finds_its_own_note_whatever_its_parts_and_later_transforms_do(
    kit: Kit, heard: list[Heard | None], times: int, found: list[Heard | None]
) -> None:
    with kit.session(OWNER, "town") as session:
        session.do(Ring(times))
    assert heard == found


def test_a_note_ends_with_its_command(kit: Kit, heard: list[Heard | None]) -> None:
    with kit.session(OWNER, "town") as session:
        session.do(Ring(2))
        session.do(Ring(1))
    assert heard == [Heard(2), None]


def test_outside_a_command_nothing_is_noted(kit: Kit) -> None:
    with Context(kit._composition, actor=OWNER, community="town") as context:
        assert context.noted(Heard) is None
        with pytest.raises(PluginError) as caught:
            context.note(Heard(1))
    assert caught.value.code == "runtime.nothing_runs"
