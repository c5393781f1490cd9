"""Ids: unique, rising, in the order of time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commkit.runtime.model.clock import from_microseconds
from commkit.runtime.model.ids import Ids, new_community_id

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
MOMENTS = st.integers(0, 5_000_000_000_000_000).map(from_microseconds)


def test_ids_rise_within_one_moment() -> None:
    ids = Ids()
    made = [ids.new(NOW) for _ in range(5_000)]
    assert made == sorted(set(made))
    assert {(id.version, id.variant) for id in made} == {(7, made[0].variant)}


def test_ids_rise_within_one_moment_across_threads() -> None:
    ids = Ids()
    with ThreadPoolExecutor(4) as threads:
        batches = list(threads.map(lambda _: [ids.new(NOW) for _ in range(2_000)], range(4)))
    assert len({id for batch in batches for id in batch}) == 8_000
    assert all(batch == sorted(batch) for batch in batches)


@given(st.lists(MOMENTS, max_size=20))
def test_ids_are_in_order_of_time(moments: list[datetime]) -> None:
    ids = Ids()
    made = {moment: ids.new(moment) for moment in moments}
    by_time = sorted(made)
    for earlier, later in pairwise(by_time):
        if later - earlier >= timedelta(milliseconds=1):
            assert made[earlier] < made[later]
            assert made[earlier].bytes < made[later].bytes


def test_communities_have_random_ids() -> None:
    assert {new_community_id().version for _ in range(10)} == {4}
