"""Always: every chain of duplicates ends, in what a walk along it finds, and circles are broken once each."""

from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commkit.posts import PostId
from commkit_qa.duplicates.policy import ends_of_circles, root_of

IDS = [PostId(UUID(int=number)) for number in range(1, 9)]
EDGES = st.dictionaries(st.sampled_from(IDS), st.sampled_from(IDS))


@given(EDGES, st.sampled_from([None, *IDS]))
def test_without_the_ends_of_circles_every_chain_ends(
    edges: dict[PostId, PostId], kept: PostId | None
) -> None:
    ends = ends_of_circles(edges, kept)
    left = {start: to for start, to in edges.items() if start not in ends}
    for start in left:
        end = root_of(start, left)
        assert end not in left
        assert end != start
    assert len(set(ends)) == len(ends)


@given(EDGES)
def test_nothing_is_broken_where_there_is_no_circle(edges: dict[PostId, PostId]) -> None:
    forward: Any = {start: to for start, to in edges.items() if to < start}
    assert ends_of_circles(forward, None) == []


@given(EDGES, st.sampled_from(IDS))
def test_of_a_circle_the_kept_one_is_its_end(edges: dict[PostId, PostId], kept: PostId) -> None:
    here, on_circle = kept, False
    for _ in IDS:
        here = edges.get(here, here)
        on_circle |= here == kept and kept in edges
    assert (kept in ends_of_circles(edges, kept)) == on_circle
