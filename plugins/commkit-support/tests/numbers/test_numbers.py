"""Shares with their intervals, by the vectors of the source, and groups that are not shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit_support.numbers.policy import SMALLEST_GROUP, share_of, shown_groups


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(0, 5, 0.0, 0.4345), (1, 1, 0.2065, 1.0), (8, 10, 0.4902, 0.9433), (50, 100, 0.4038, 0.5962)],
)
def test_wilson(hits: int, n: int, low: float, high: float) -> None:
    share = share_of(hits, n)
    assert share is not None
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)
    assert (share.hits, share.n, share.value) == (hits, n, hits / n)


def test_of_nobody_there_is_no_share() -> None:
    assert share_of(0, 0) is None


@given(n=st.integers(1, 10_000), data=st.data())
def test_the_interval_holds_the_share(n: int, data: st.DataObject) -> None:
    share = share_of(data.draw(st.integers(0, n)), n)
    assert share is not None
    assert 0 <= share.low <= share.value + 1e-12
    assert share.value <= share.high + 1e-12
    assert share.high <= 1


def test_small_groups_take_their_neighbour_along() -> None:
    assert shown_groups({"a": 5, "b": 9}) == {"a", "b"}
    assert shown_groups({"a": 3, "b": 9, "c": 20}) == {"c"}
    assert shown_groups({"a": 3, "b": 4, "c": 20}) == {"c"}
    assert shown_groups({"a": 0, "b": 9, "c": 1}) == {"a"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30), min_size=1))
def test_no_small_group_can_be_computed(sizes: dict[str, int]) -> None:
    shown = shown_groups(sizes)
    assert all(sizes[name] == 0 or sizes[name] >= SMALLEST_GROUP for name in shown)
    hidden = sum(size for name, size in sizes.items() if name not in shown)
    total = sum(sizes.values())
    assert hidden == 0 or hidden >= SMALLEST_GROUP or total == hidden  # then the total is not shown either
    many = [name for name, size in sizes.items() if size and name not in shown]
    assert len(many) != 1 or total == hidden
