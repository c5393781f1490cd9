"""What a context reads once in a command: the phases share it, and the next command reads it anew."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from commkit import Context, Denied, Feature, Kit
from tests.runtime.plugins import Rang, Ring, bell, club
from tests.sample import OWNER, create_community, new_kit

MakeKit = Callable[..., Kit]


class Reader:
    """A feature whose gate, transform and reaction ask for the same."""

    def __init__(self) -> None:
        self.calls = 0
        self.seen: list[int] = []
        self.feature = Feature("club.reader")
        self.feature.gates(Ring)(self.note)
        self.feature.transforms(Ring)(self.note)
        self.feature.reacts_to(Rang)(self.note)

    def read(self, context: Context) -> int:
        self.calls += 1
        return self.calls

    def note(self, context: Context, _: object) -> None:
        self.seen.append(context.once(self.read))


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def kit(sqlite_url: str, reader: Reader) -> Iterator[Kit]:
    last = Feature("club.z")

    @last.reacts_to(Rang)
    def refuse(context: Context, fact: Rang) -> None:
        if fact.times == 13:
            raise Denied("club.unlucky", "ring less")
        if fact.times == 7:
            context.forget(reader.read)
            reader.note(context, fact)
        if fact.times == 5:
            with pytest.raises(Denied):
                context.do(Ring(13))
            reader.note(context, fact)

    with closing(new_kit(sqlite_url, club(bell(), reader.feature, last))) as made:
        create_community(made, type="club")
        yield made


def test_all_phases_of_a_command_share_what_was_read_and_the_next_one_reads_anew(
    kit: Kit, reader: Reader
) -> None:
    with kit.session(OWNER, "town") as session:
        session.do(Ring(1))
        assert reader.seen == [1, 1, 1]
        session.do(Ring(2))
    assert reader.seen == [1, 1, 1, 2, 2, 2]


def test_what_is_forgotten_is_read_again(kit: Kit, reader: Reader) -> None:
    with kit.session(OWNER, "town") as session:
        session.do(Ring(7))
    assert reader.seen == [1, 1, 1, 2]


def test_what_a_part_read_that_failed_is_read_again(kit: Kit, reader: Reader) -> None:
    with kit.session(OWNER, "town") as session:
        session.do(Ring(5))
    assert reader.seen == [1, 1, 1, 1, 1, 1, 2], (
        "the part shares what was read, and its failure lets go of it"
    )


def test_nothing_is_kept_of_a_command_that_failed(kit: Kit, reader: Reader) -> None:
    for _ in range(2):
        with pytest.raises(Denied), kit.session(OWNER, "town") as session:
            session.do(Ring(13))
    assert reader.seen == [1, 1, 1, 2, 2, 2]
