"""How fresh a post is, computed by hand, and what always holds."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Invalid
from commkit_qa.freshness.policy import (
    Claim,
    NewestRelease,
    VersionRange,
    Weighing,
    Word,
    decayed,
    key_of,
    range_of,
    version_rank,
    weigh,
)
from commkit_qa.freshness.records import FreshnessState

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HALF = timedelta(days=100)
ALL = VersionRange(None, None)
FRESH, AGING, STALE, CONTRADICTED = FreshnessState


def ago(half_lives: float) -> datetime:
    return NOW - half_lives * HALF


def weighed(
    *words: Word,
    written: float = 0,
    edited: float | None = None,
    range: VersionRange = ALL,  # the name of the field
    newest: NewestRelease | None = None,
) -> Weighing:
    at = ago(written if edited is None else edited)
    claim = Claim(range=range, vouched_at=at, edited_at=None if edited is None else at)
    return weigh(claim, words, newest=newest, half_life=HALF, now=NOW)


def works(half_lives: float, version: str | None = None, **fields: Any) -> Word:
    rank = None if version is None else version_rank(version)
    return Word(works=True, at=ago(half_lives), rank=rank, **fields)


def broken(half_lives: float, version: str | None = None, **fields: Any) -> Word:
    rank = None if version is None else version_rank(version)
    return Word(works=False, at=ago(half_lives), rank=rank, **fields)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (weighed(), Weighing(FRESH, 1.0, 0.0)),
        (weighed(written=1), Weighing(FRESH, 0.5, 0.0)),
        (weighed(written=1.01).state, AGING),
        (weighed(written=2), Weighing(AGING, 0.25, 0.0)),
        (weighed(written=3), Weighing(STALE, 0.125, 0.0)),
        (weighed(works(1), written=3), Weighing(FRESH, 0.625, 0.0)),
        (weighed(works(0, own=True), written=3), Weighing(FRESH, 1.0, 0.0)),  # once, not twice
        (weighed(broken(0), written=0), Weighing(STALE, 1.0, 1.0)),
        (weighed(broken(0), written=1), Weighing(CONTRADICTED, 0.5, 1.0)),
        (weighed(broken(0), works(0), written=1), Weighing(FRESH, 1.5, 1.0)),
        (weighed(broken(0, own=True), written=1), Weighing(CONTRADICTED, 0.0, 1.0)),
    ],
)
def test_by_hand(found: Any, expected: Any) -> None:
    assert found == expected


def test_what_was_said_of_a_former_text_counts_half_for_it_and_not_against_it() -> None:
    assert weighed(works(2), written=3, edited=1) == Weighing(FRESH, 0.5 + 0.125, 0.0)
    assert weighed(broken(2), broken(3), written=4, edited=1) == Weighing(FRESH, 0.5, 0.0)
    assert weighed(broken(0.5), edited=1).weight_against > 0


def test_that_it_works_no_more_in_a_version_that_it_does_not_claim_agrees_with_it() -> None:
    to_three = range_of(None, "3.9")
    assert weighed(broken(0, "4.0"), written=1, range=to_three) == Weighing(FRESH, 0.5, 0.0)
    assert weighed(broken(0, "3.1"), written=1, range=to_three).state is CONTRADICTED


def test_a_new_release_halves_what_was_said_of_older_versions() -> None:
    four = NewestRelease(version_rank("4.0"), ago(0.5))
    assert weighed(written=1, newest=four) == Weighing(AGING, 0.25, 0.0)
    assert weighed(works(1, "3.9"), written=1, newest=four) == Weighing(FRESH, 0.5, 0.0)
    assert weighed(works(1, "4"), written=1, newest=four) == Weighing(FRESH, 0.75, 0.0)
    to_three = range_of("3.0", "3.9")
    assert weighed(written=1, newest=four, range=to_three) == Weighing(FRESH, 0.5, 0.0)


WORDS = st.lists(
    st.builds(
        Word,
        works=st.booleans(),
        at=st.floats(0, 20).map(ago),
        own=st.booleans(),
        rank=st.sampled_from([None, *map(version_rank, ("1.0", "2.0", "3.0"))]),
    ),
    max_size=8,
)


@given(WORDS, st.floats(0, 20))
def test_the_order_of_words_does_not_matter(words: list[Word], written: float) -> None:
    one, other = weighed(*words, written=written), weighed(*reversed(words), written=written)
    assert isclose(one.weight_against, other.weight_against)


@given(WORDS, st.floats(0, 20), st.floats(0, 20))
def test_another_word_for_it_never_makes_it_worse(words: list[Word], written: float, at: float) -> None:
    before, after = weighed(*words, written=written), weighed(*words, works(at), written=written)
    order = (CONTRADICTED, STALE, AGING, FRESH)
    assert order.index(after.state) >= order.index(before.state)
    worse = weighed(*words, broken(at), written=written)
    assert order.index(worse.state) <= order.index(before.state)


@given(st.floats(0, 20), st.floats(0, 20))
def test_weights_only_fall_and_halve_with_each_half_life(age: float, more: float) -> None:
    young, old = decayed(age * HALF, HALF), decayed((age + more) * HALF, HALF)
    assert 0 < old <= young <= 1
    assert isclose(decayed((age + 1) * HALF, HALF), young / 2, rel_tol=1e-6)
    assert decayed(-HALF, HALF) == 1


@given(st.floats(0, 30))
def test_without_words_a_post_goes_from_fresh_over_aging_to_stale(written: float) -> None:
    states = [weighed(written=written + step / 4).state for step in range(20)]
    order = (FRESH, AGING, STALE)
    assert all(order.index(one) <= order.index(next_) for one, next_ in pairwise(states))


@given(st.lists(st.integers(0, 20), min_size=1, max_size=4))
def test_equal_versions_have_one_key(parts: list[int]) -> None:
    version = ".".join(map(str, parts))
    assert key_of(version) == key_of(f"v{version}.0")
    assert key_of(version) != key_of(f"{version}-rc.1")


@pytest.mark.parametrize(
    ("since", "until", "path"), [("soon", None, "since"), (None, "x", "until"), ("2.0", "1.9", "until")]
)
def test_ranges_that_are_none_are_refused(since: str | None, until: str | None, path: str) -> None:
    with pytest.raises(Invalid) as caught:
        range_of(since, until)
    assert [error.path for error in caught.value.errors] == [path]
