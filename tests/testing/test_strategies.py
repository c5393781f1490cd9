"""A strategy for every message there is; what it makes is well-formed, and its ids are real ones."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal, NewType
from uuid import UUID, uuid4

import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import Kit, Text
from commkit.posts import CreateReply, EditPost, PostId
from commkit.runtime.model.messages import Command
from commkit.runtime.values.validation import validator_of
from commkit.testing.samples import sample_instance, sample_value
from commkit.testing.strategies import fits, messages, values_of
from commkit_support import Support
from tests.testing.everything import Everything

KIT = Kit("sqlite://", plugins=[Everything(), Support()])
KIT.close()
NOW = datetime(2030, 1, 1, tzinfo=UTC)
WallId = NewType("WallId", UUID)
IDS = [UUID(int=n) for n in range(1, 6)]

FEW = settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@frozen
class Brick:
    wall: WallId
    weight: float


@frozen
class Build(Command[None]):
    """One field of each sort."""

    permission = "demo.build"
    personal = ()

    wall: WallId
    others: tuple[WallId, ...]
    bricks: tuple[Brick, ...]
    colour: Colour
    shape: Literal["round", "square"]
    title: Annotated[str, Text(max=5, min=2, multiline=False)]
    near: WallId | None = None
    bare: UUID = IDS[0]
    on: date = date(2030, 1, 1)


def ids_of(wall: Build) -> set[UUID]:
    near = {wall.near} if wall.near else set()
    return {wall.wall, *wall.others, *(brick.wall for brick in wall.bricks), *near}


@pytest.mark.parametrize("name", list(KIT.registry.messages))
def test_every_message_has_a_strategy_and_is_valid(name: str) -> None:
    cls = KIT.registry.messages[name]

    @FEW
    @given(messages(KIT, cls))
    def passes(message: Any) -> None:
        assert type(message) is cls
        assert validator_of(cls)(message) == message

    passes()


@pytest.mark.parametrize("name", list(KIT.registry.messages))
def test_every_message_has_a_valid_sample(name: str) -> None:
    cls = KIT.registry.messages[name]
    validator_of(cls)(sample_instance(cls, {}, NOW))


@FEW
@given(messages(KIT, EditPost, {"PostId": IDS[:2]}, only_known=True))
def test_ids_are_drawn_from_those_there_are(message: Any) -> None:
    assert message.post in IDS[:2]


@FEW
@given(
    values_of(Build, {"WallId": IDS}, only_known=True),
)
def test_ids_are_real_wherever_they_stand(wall: Build) -> None:
    assert ids_of(wall) <= {*IDS}
    validator_of(Build)(wall)


def test_real_ids_and_others_are_drawn_where_others_are_allowed() -> None:
    drawn: list[UUID] = []

    @settings(max_examples=100)
    @given(messages(KIT, CreateReply, {"PostId": IDS}))
    def collects(message: Any) -> None:
        drawn.append(message.parent)

    collects()
    real = sum(id in IDS for id in drawn)
    assert 0 < real < len(drawn)  # how many of each is for Hypothesis to choose


def test_a_bare_id_is_drawn_by_the_name_of_its_field() -> None:
    @settings(max_examples=20)
    @given(
        messages(KIT, KIT.registry.messages["support.read_handoff_bundle"], {"handoff": IDS}, only_known=True)
    )
    def collects(message: Any) -> None:
        assert message.handoff in IDS

    collects()


def test_likely_values_are_used_only_where_they_fit() -> None:
    words = {"body": ["Hello"], "version": ["no number"], "tags": [("a",)]}

    @settings(max_examples=20)
    @given(messages(KIT, EditPost, sample_values=words, only_known=True))
    def collects(message: Any) -> None:
        assert (message.body, message.tags) == ("Hello", ("a",))
        assert isinstance(message.version, int)

    collects()


def test_a_plugins_messages_alone() -> None:
    @FEW
    @given(messages(KIT, plugin="support"))
    def collects(message: Any) -> None:
        assert message.permission.startswith("support.")

    collects()


def test_an_annotation_that_no_message_may_have_is_refused() -> None:
    for hint in (set[int], object):
        with pytest.raises(TypeError, match="cannot be annotated"):
            values_of(hint)
        with pytest.raises(TypeError, match="no plain value"):
            sample_value(hint, NOW)


@pytest.mark.parametrize(
    ("hint", "value", "fitting"),
    [
        (int, 1, True),
        (int, "1", False),
        (int | None, None, True),
        (int, None, False),
        (PostId, uuid4(), True),
        (Colour, Colour.RED, True),
        (Colour, "red", False),
        (Literal["a"], "a", True),
        (Literal["a"], "b", False),
        (tuple[str, ...], ("a",), True),
        (tuple[str, ...], (1,), False),
        (tuple[str, int], ("a", 1), True),
        (tuple[str, int], ("a", "b"), False),
        (tuple[str, int], ("a",), False),
        (tuple[str, int], ["a", 1], False),
        (Annotated[str, Text(max=3)], "abc", True),
        (dict[str, int], {}, True),
        (Any, object(), True),
    ],
)
def test_a_value_fits_an_annotation_or_not(hint: Any, value: Any, fitting: bool) -> None:
    assert fits(hint, value) is fitting


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (int, 1),
        (bool, True),
        (timedelta, timedelta(hours=1)),
        (datetime, NOW + timedelta(days=1)),
        (Annotated[str, Text(max=4)], "some"),
        (Annotated[str, Text(max=40, min=12)], "x" * 12),
        (Colour, Colour.RED),
        (Literal["round", "square"], "round"),
        (int | None, 1),
        (tuple[int, ...], (1,)),
        (tuple[int, bool], (1, True)),
        (dict[str, Any], {}),
    ],
)
def test_a_sample_is_plain(hint: Any, value: Any) -> None:
    assert sample_value(hint, NOW) == value


@FEW
@given(values_of(tuple[int, Colour]))
def test_a_tuple_of_a_length_has_it(value: tuple[int, Colour]) -> None:
    number, colour = value
    assert fits(int, number)
    assert fits(Colour, colour)


@given(st.data())
def test_a_sample_is_one_of_what_a_strategy_makes(data: st.DataObject) -> None:
    """Both read the same annotations: where one knows what to do, the other does."""
    for hint in (Build, Brick, Colour, WallId):
        assert type(sample_value(hint, NOW)) is type(data.draw(values_of(hint)))
