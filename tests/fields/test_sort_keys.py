"""Keys are in the order of their values, by a comparison of bytes, in Python and in both databases."""

import unicodedata
from functools import cmp_to_key
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, insert, select
from sqlalchemy import LargeBinary as Bytes

from commkit import Invalid, Kit
from commkit.fields import DateField, FieldKind, FieldValue, NumberField, VersionField, comparison_key
from commkit.fields.policy import check_value, parse_value
from commkit.fields.sort_keys.policy import HIGHEST, LOWEST, sort_key

numbers = st.one_of(
    st.integers(-(2**63), 2**63 - 1),
    st.integers(-1000, 1000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-10, 10).map(lambda value: round(value, 3)),
)
parts = st.one_of(st.integers(0, 12), st.integers(0, 10**18 - 1))
words = st.one_of(st.integers(0, 300).map(str), st.from_regex(r"[0-9A-Za-z-]{1,6}", fullmatch=True))


@st.composite
def versions(draw: Any) -> str:
    release = ".".join(map(str, draw(st.lists(parts, min_size=1, max_size=6))))
    pre = draw(st.lists(words, max_size=3))
    build = draw(st.lists(words, max_size=2))
    return (
        draw(st.sampled_from(["", "v", "V"]))
        + release
        + ("-" + ".".join(pre) if pre else "")
        + ("+" + ".".join(build) if build else "")
    )


def cleaned(its: NumberField | VersionField | DateField, value: Any) -> Any:
    errors: list[Any] = []
    found = check_value(its, value, "value", errors)
    assert not errors
    return found


def order(left: Any, right: Any) -> int:
    return int(left > right) - int(left < right)


def order_of_versions(left: str, right: str) -> int:
    """Rule 11 of Semantic Versioning 2.0.0, word by word, with up to six numbers."""
    (a, a_pre), (b, b_pre) = map(split, (left, right))
    if a != b or not (a_pre or b_pre):
        return order(a, b)
    if not a_pre or not b_pre:
        return 1 if not a_pre else -1
    for one, other in zip(a_pre, b_pre, strict=False):
        if one.isdigit() and other.isdigit():
            found = order(int(one), int(other))
        elif one.isdigit() or other.isdigit():
            found = -1 if one.isdigit() else 1
        else:
            found = order(one, other)
        if found:
            return found
    return order(len(a_pre), len(b_pre))


def split(version: str) -> tuple[tuple[int, ...], list[str]]:
    release, _, pre = version.lstrip("vV").partition("+")[0].partition("-")
    found = [int(part) for part in release.split(".")]
    return tuple(found + [0] * (6 - len(found))), pre.split(".") if pre else []


@given(numbers, numbers)
@example(2**53 + 1, float(2**53))
@example(-(2**63), -(2.0**63))
@example(2**60, 2.0**60 + 4)
@example(0, -0.0)
@example(5e-324, 0)
@example(-5e-324, -1e-323)
@example(0.1, 0.10000000000000002)
def test_numbers(left: float, right: float) -> None:
    field = NumberField("size")
    a, b = cleaned(field, left), cleaned(field, right)
    assert order(sort_key("number", a), sort_key("number", b)) == order(left, right)


@given(versions(), versions())
@example("1.0.0-alpha", "1.0.0-alpha.1")
@example("1.0.0-rc.1", "1.0.0")
@example("1.4", "v1.4.0+build")
@example("1.0.0", "1.0.0.1-rc")
@example("0", "0-0")
def test_versions(left: str, right: str) -> None:
    a, b = (cleaned(VersionField("version"), value) for value in (left, right))
    assert order(sort_key("version", a), sort_key("version", b)) == order_of_versions(left, right)


def test_versions_of_the_standard_are_in_its_order() -> None:
    told = "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 2.0"
    assert sorted(told.split(), key=lambda version: sort_key("version", version)) == told.split()
    assert sorted(told.split(), key=cmp_to_key(order_of_versions)) == told.split(), "the model of these tests"


@given(st.dates(), st.dates())
def test_dates(left: Any, right: Any) -> None:
    a, b = (cleaned(DateField("day"), value.isoformat()) for value in (left, right))
    assert order(sort_key("date", a), sort_key("date", b)) == order(left, right)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


def folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


@given(texts, texts, st.sampled_from([0, 990, 1_200]))
def test_texts_come_without_case_and_long_ones_are_told_apart(left: str, right: str, start: int) -> None:
    a, b = "x" * start + left, "x" * start + right
    keys = sort_key("text", a), sort_key("text", b)
    assert (keys[0] == keys[1]) is (folded(a) == folded(b))
    if start + max(len(folded(each).encode()) for each in (left, right)) <= 1_000:
        assert order(*keys) == order(folded(a).encode(), folded(b).encode())
    assert max(map(len, keys)) < 1_100


@given(st.one_of(numbers, versions(), texts))
def test_every_key_is_between_the_lowest_and_the_highest(value: FieldValue) -> None:
    kind: FieldKind = "number" if not isinstance(value, str) else "text"
    assert LOWEST <= sort_key(kind, value) < HIGHEST
    if isinstance(value, str):
        assert sort_key("choice", value) < HIGHEST


@given(numbers)
def test_numbers_are_read_as_they_were_given(value: float) -> None:
    kept = cleaned(NumberField("size"), value)
    again = parse_value("number", str(kept))
    assert again == value
    assert type(again) is type(kept)


def test_control_an_order_of_texts_would_not_do() -> None:
    assert sorted(["1.10.0", "1.9.0"]) == ["1.10.0", "1.9.0"]
    assert sort_key("version", "1.9.0") < sort_key("version", "1.10.0")


@pytest.mark.parametrize("kind", ["number", "version", "text"])
def test_both_databases_compare_keys_as_python_does(kit: Kit, kind: FieldKind) -> None:
    some: dict[str, list[FieldValue]] = {
        "number": [0, 1, -1, 10, 9, 2**62, -(2**62), 0.5, -0.5, 1e300, -1e300, 1e-300],
        "version": ["1", "1.0.1", "1.10", "1.9", "2-rc.1", "2-rc.11", "2-rc.2", "2", "0.0.0-0"],
        "text": ["", "a", "B", "ä", "z", "Ω", "中", "🦉", "a b", "a-b", "aa"],
    }
    table = Table("keys", MetaData(), Column("key", Bytes, primary_key=True))
    keys = [sort_key(kind, value) for value in some[kind]]
    with kit.database.engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table), [{"key": key} for key in keys])
        found = connection.scalars(select(table.c.key).order_by(table.c.key)).all()
    assert [bytes(key) for key in found] == sorted(keys)


def test_plugins_compare_values_by_the_same_keys() -> None:
    version = VersionField("version")
    keys = [comparison_key(version, value, path="version") for value in ("1.9", "1.10", "2.0.0-rc.1", "2")]
    assert keys == sorted(keys)
    assert comparison_key(version, "1.4", path="version") == comparison_key(version, "v1.4.0", path="version")
    with pytest.raises(Invalid) as caught:
        comparison_key(version, "new", path="version")
    assert [(fault.path, fault.code) for fault in caught.value.errors] == [("version", "bad_version")]
