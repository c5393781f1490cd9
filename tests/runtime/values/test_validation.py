"""The border: what gets in is clean, and every fault is told at once."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from enum import IntEnum, StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from attrs import frozen
from hypothesis import example, given
from hypothesis import strategies as st

from commkit import Command, Invalid, Items, Text, TextCommand
from commkit.runtime.model.errors import FieldError
from commkit.runtime.values.texts import PLAIN_TEXT
from commkit.runtime.values.validation import validator_of

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
"""Lone surrogates, NUL and control characters too."""


class Colour(StrEnum):
    RED = "red"


@frozen
class Inner:
    """A record within a message."""

    word: Annotated[str, Text(max=5, multiline=False)]


@frozen(kw_only=True)
class Everything(Command[None]):
    """A field of every kind there is."""

    permission = "club.everything"
    personal = ()

    body: Annotated[str, Text(max=50)] = "body"
    line: Annotated[str, Text(max=10, multiline=False)] = "line"
    plain: str = ""
    number: int = 1
    part: float = 0.5
    flag: bool = True
    id: UUID = UUID(int=1)  # noqa: RUF009  # it is frozen, too
    moment: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    day: date = date(2026, 1, 1)
    lasts: timedelta = timedelta(1)
    colour: Colour = Colour.RED
    choice: Literal["a", "b"] = "a"
    words: tuple[Annotated[str, Text(max=5)], ...] = ()
    inner: Inner = Inner("word")
    maybe: int | None = None
    values: Mapping[str, Any] = {}  # nobody changes it


def check(**values: Any) -> Everything:
    return validator_of(Everything)(Everything(**values))


def faults(**values: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        check(**values)
    return {error.path: error.code for error in caught.value.errors}


def cleaned(text: str, limits: Text = PLAIN_TEXT) -> str | None:
    """The text as it would be stored; None where it is refused."""
    errors: list[FieldError] = []
    value: str = limits.check(text, "text", errors)
    return None if errors else value


@given(ANY_TEXT)
@example("a\r\n\x01\rb\x85\x9b0;c\x7f")
@example("\r\x0b\n")
def test_stored_text_holds_no_control_characters_and_cleaning_it_again_changes_nothing(text: str) -> None:
    kept = cleaned(text)
    if kept is None:
        assert "\0" in text or any(unicodedata.category(character) == "Cs" for character in text)
    else:
        assert [c for c in kept if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"] == []
        assert cleaned(kept) == kept
        kept.encode()


@given(ANY_TEXT)
def test_a_line_stays_a_line(text: str) -> None:
    kept = cleaned(text, Text(max=100, min=0, multiline=False))
    assert kept is None or len(kept.splitlines()) <= 1


@given(ANY_TEXT, st.integers(0, 5), st.integers(5, 20))
def test_limits_hold_for_what_is_stored(text: str, least: int, most: int) -> None:
    kept = cleaned(text, Text(max=most, min=least))
    assert kept is None or (len(kept) <= most and len(kept.strip()) >= least)


def test_ordinary_text_is_left_as_it_is() -> None:
    text = "Grüße, 世界! 👩‍👩‍👧\n\tعربى\u200f"
    assert cleaned(text) is text


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"body": 5}, "wrong_type"),
        ({"body": None}, "wrong_type"),
        ({"body": b"bytes"}, "wrong_type"),
        ({"body": ""}, "blank"),
        ({"body": " \n\t "}, "blank"),
        ({"body": "x" * 51}, "too_long"),
        ({"body": "a\0b"}, "bad_text"),
        ({"body": "a\ud800b"}, "bad_text"),
        ({"line": "a\nb"}, "one_line"),
        ({"line": "a\rb"}, "one_line"),
        ({"line": "a\u2028b"}, "one_line"),
        ({"number": True}, "wrong_type"),
        ({"number": 1.0}, "wrong_type"),
        ({"number": "1"}, "wrong_type"),
        ({"number": 2**63}, "out_of_range"),
        ({"maybe": -(2**63) - 1}, "out_of_range"),
        ({"part": float("nan")}, "out_of_range"),
        ({"part": float("inf")}, "out_of_range"),
        ({"part": "0.5"}, "wrong_type"),
        ({"flag": 1}, "wrong_type"),
        ({"id": "1"}, "wrong_type"),
        ({"moment": datetime(2026, 1, 1)}, "no_zone"),  # noqa: DTZ001  # that is the fault
        ({"moment": date(2026, 1, 1)}, "wrong_type"),
        ({"moment": datetime.min.replace(tzinfo=timezone(timedelta(hours=1)))}, "out_of_range"),
        ({"moment": datetime.max.replace(tzinfo=timezone(timedelta(hours=-1)))}, "out_of_range"),
        ({"day": datetime(2026, 1, 1, tzinfo=UTC)}, "wrong_type"),
        ({"lasts": 5}, "wrong_type"),
        ({"colour": "mauve"}, "not_a_choice"),
        ({"colour": ["red"]}, "not_a_choice"),
        ({"colour": None}, "not_a_choice"),
        ({"choice": "c"}, "not_a_choice"),
        ({"choice": ["a"]}, "not_a_choice"),
        ({"words": "abc"}, "wrong_type"),
        ({"inner": {"word": "a"}}, "wrong_type"),
        ({"values": [1]}, "wrong_type"),
    ],
    ids=repr,
)
def test_a_wrong_value_is_reported_with_its_field(values: dict[str, Any], code: str) -> None:
    (name,) = values
    assert faults(**values) == {name: code}


def test_all_faults_are_reported_at_once_with_their_places() -> None:
    deep: Any = "x"
    for _ in range(30):
        deep = [deep]
    assert faults(
        body="",
        line="a\nb",
        number="1",
        words=("fine", "too long", ""),
        inner=Inner("far too long"),
        values={"a": {"b": ["fine", "a\0"]}, "n": float("nan"), "big": 2**64, "o": object(), "bad\0": 1},
    ) == {
        "body": "blank",
        "line": "one_line",
        "number": "wrong_type",
        "words[1]": "too_long",
        "words[2]": "blank",
        "inner.word": "too_long",
        "values.a.b[1]": "bad_text",
        "values.n": "out_of_range",
        "values.big": "out_of_range",
        "values.o": "wrong_type",
        "values.<name>": "bad_text",
    }
    assert list(faults(values={"deep": deep}).values()) == ["too_deep"]


def test_lists_become_tuples_and_names_are_cleaned() -> None:
    made = check(words=["a", "b\x07"], values={"a\x07": "b\x07"})
    assert made.words == ("a", "b")
    assert made.values == {"a": "b"}


def test_a_clean_message_passes_as_it_is() -> None:
    message = Inner("word")
    assert validator_of(Inner)(message) is message


def test_nesting_that_would_exhaust_the_stack_is_refused() -> None:
    deep: Any = {}
    for _ in range(100_000):
        deep = {"a": deep}
    assert list(faults(values=deep).values()) == ["too_deep"]
    while deep:  # taking it apart step by step keeps the interpreter's own stack small, too
        deep = deep["a"]


class Part(float):
    """A number as numpy has them."""


class Count(IntEnum):
    ONE = 1


def test_texts_and_numbers_of_other_libraries_become_plain_ones() -> None:
    made = check(
        body=Colour.RED, number=Count.ONE, part=Part(0.5), values={Colour.RED: [Colour.RED, Count.ONE]}
    )
    assert (made.body, made.number, made.part, made.values) == ("red", 1, 0.5, {"red": ["red", 1]})
    ((name, (word, one)),) = made.values.items()
    assert {type(text) for text in (made.body, name, word)} == {str}
    assert [type(number) for number in (made.number, made.part, one)] == [int, float, int]


def test_a_time_of_another_zone_becomes_utc() -> None:
    there = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=14)))
    cleaned = check(moment=there)
    assert cleaned.moment == there
    assert cleaned.moment.tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "\u200b", "\u2800", "\u3164\u3164", "\u00a0\u2028", "\u2060\ufeff\u00ad"]
)
def test_text_that_shows_nothing_is_blank(text: str) -> None:
    faults: list[FieldError] = []
    Text(max=100).check(text, "body", faults)
    assert [fault.code for fault in faults] == ["blank"]


@pytest.mark.parametrize("text", [".", "\u200bx", "é", "\u0301", "👍", "한", "\u3164\u5b57"])
def test_text_that_shows_something_is_not(text: str) -> None:
    faults: list[FieldError] = []
    assert Text(max=100).check(text, "body", faults) == text
    assert faults == []


@frozen(kw_only=True)
class Lists(TextCommand[None]):
    """Lists and named values, with limits of their own and without."""

    permission = "club.lists"
    shown = ("words",)
    personal = ()

    words: tuple[Annotated[str, Text(max=50_000)], ...] = ()
    many: Annotated[tuple[int, ...], Items(max=5_000)] = ()
    perhaps: Annotated[tuple[int, ...], Items(max=3)] | None = None
    values: Mapping[str, Any] = {}  # nobody changes it
    inner: Inner = Inner("word")
    body: Annotated[str, Text(max=150_000)] = "body"


@pytest.mark.parametrize(
    ("most", "field"), [(1_000, "words"), (5_000, "many"), (3, "perhaps")], ids=["general", "own", "optional"]
)
def test_a_list_with_too_many_items_is_refused_before_any_of_them_is_read(most: int, field: str) -> None:
    check_lists = validator_of(Lists)
    fits = ("x",) * most if field == "words" else tuple(range(most))
    assert getattr(check_lists(Lists(**{field: fits})), field) == fits  # type: ignore[arg-type]  # by its name
    with pytest.raises(Invalid) as refused:
        check_lists(Lists(**{field: (object(),) * (most + 1)}))  # type: ignore[arg-type]  # by its name
    assert [(error.path, error.code) for error in refused.value.errors] == [(field, "too_many")]


def test_named_values_and_lists_within_json_are_counted_too() -> None:
    check_lists = validator_of(Lists)
    check_lists(Lists(values={"a": ["x"] * 10_000}))
    for values, path in (
        ({str(n): 1 for n in range(1_001)}, "values"),
        ({"a": ["x"] * 10_001}, "values.a"),
        ({"a": {"b": {str(n): 1 for n in range(10_001)}}}, "values.a.b"),
    ):
        with pytest.raises(Invalid) as refused:
            check_lists(Lists(values=values))
        assert [(error.path, error.code) for error in refused.value.errors] == [(path, "too_many")]


def test_all_lists_of_a_message_hold_so_many_characters_together() -> None:
    """A field of its own has its own limit, however long; and a message may declare another sum, or none."""
    check_lists = validator_of(Lists)
    check_lists(Lists(words=("x" * 49_000,) * 2, body="x" * 150_000))
    for message in (
        Lists(words=("x" * 49_000,) * 2, values={"a": ["x" * 2_000]}),
        Lists(values={"x" * 2_000: ["x" * 2_000] * 50}),
        Lists(values={str(n): ["x"] * 10_000 for n in range(10)}),
    ):
        with pytest.raises(Invalid) as refused:
            check_lists(message)
        assert [error.code for error in refused.value.errors] == ["too_long"]

    @frozen(kw_only=True)
    class Unbounded(Lists):
        max_text = None

    validator_of(Unbounded)(Unbounded(words=("x" * 49_000,) * 20))


def test_a_choice_may_be_given_as_its_text() -> None:
    assert check(colour="red").colour is Colour.RED


@frozen
class Pair:
    """A field of two, which messages do not have: its length would not be checked."""

    both: tuple[int, int]


def test_a_tuple_of_a_length_is_no_annotation_of_a_message() -> None:
    with pytest.raises(TypeError, match="cannot be annotated"):
        validator_of(Pair)
