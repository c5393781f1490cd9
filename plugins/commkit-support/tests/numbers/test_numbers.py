"""Groups that are not shown, as they are small."""

from hypothesis import given
from hypothesis import strategies as st

from commkit_support.numbers.policy import SMALLEST_GROUP, shown_groups


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
