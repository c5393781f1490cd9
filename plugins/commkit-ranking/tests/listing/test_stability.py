"""The pages of a list are the list as it stood when its first page was read, whatever happens in between."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from commkit import Invalid
from commkit.posts import AddReaction, PostId, RemovePost
from commkit_ranking import ListRankedThreads, RankOrder
from commkit_ranking.tables import past_rank
from tests.retained import keep

ACTIONS = ("vote", "vote", "vote", "down", "unvote", "reply", "open", "second", "pause")


def happens(town: Any, action: str, number: int) -> None:
    """Something happens in the town; nothing is taken out of sight."""
    threads = town.threads
    thread, voter = threads[number % len(threads)], ("bob", "cid", "dan", "eve", "stew")[number % 5]
    match action:
        case "vote":
            town.vote(thread, voter)
        case "down":
            town.vote(thread, voter, reaction="down")
        case "unvote":
            town.unvote(thread, voter)
        case "reply":
            town.reply(thread)
        case "open":
            threads.append(town.thread(f"thread {len(threads)}").id)
        case _:
            town.clock.advance(timedelta(seconds=1 if action == "second" else 5))


def ids(town: Any, order: RankOrder, *, after: str | None = None, limit: int = 100) -> tuple[list[Any], Any]:
    page = town.ask("cid", ListRankedThreads(order=order, after=after, limit=limit))
    return [post.id for post in page.items], page.next


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)
@given(
    order=st.sampled_from(RankOrder),
    before=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 100)), max_size=6),
    between=st.lists(
        st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 100)), max_size=4), max_size=4
    ),
)
def test_nothing_is_shown_twice_and_nothing_is_skipped(
    sqlite_town: Any, order: RankOrder, before: Any, between: Any
) -> None:
    """One town for all examples: each begins its own list of what the ones before left."""
    town = sqlite_town
    town.threads = getattr(town, "threads", None) or [town.thread(f"thread {n}").id for n in range(5)]
    for action, number in before:
        happens(town, action, number)
    expected, _ = ids(town, order)
    read, after = ids(town, order, limit=2)
    town.clock.advance(timedelta(milliseconds=1))  # what is opened in the same moment may be on a later page
    while after is not None:
        for action, number in between.pop() if between else ():
            happens(town, action, number)
        more, after = ids(town, order, after=after, limit=2)
        read += more
    assert read == expected


def three_threads(town: Any) -> list[PostId]:
    made = []
    for title in ("last", "middle", "first"):
        made.append(town.thread(title).id)
        town.clock.advance(timedelta(minutes=1))
    return made[::-1]


def test_a_thread_that_rises_or_falls_while_one_reads_is_shown_where_it_stood(town: Any) -> None:
    first, middle, last = three_threads(town)
    read, after = ids(town, RankOrder.HOT, limit=1)
    assert read == [first]
    town.vote(last, "bob", "cid", "dan", "eve", "stew", "sten")
    town.vote(first, "bob", "cid", "dan", reaction="down")
    town.settled()
    assert ids(town, RankOrder.HOT)[0] == [last, middle, first]
    assert ids(town, RankOrder.HOT, after=after)[0] == [middle, last]


def test_control_without_the_ranks_that_were_a_thread_is_skipped(town: Any) -> None:
    first, middle, last = three_threads(town)
    read, after = ids(town, RankOrder.HOT, limit=1)
    town.vote(last, "bob", "cid", "dan", "eve", "stew")
    town.settled()
    with town.kit.database.engine.begin() as connection:
        connection.execute(delete(past_rank))
    assert read + ids(town, RankOrder.HOT, after=after)[0] == [first, middle]


def test_what_is_removed_in_between_is_not_shown(town: Any) -> None:
    _, middle, last = three_threads(town)
    _, after = ids(town, RankOrder.HOT, limit=1)
    town.vote(middle, "bob")
    town.do("stew", RemovePost(middle, reason="It is spam."))
    town.settled()
    assert ids(town, RankOrder.HOT, after=after)[0] == [last]


def vote_in_flight(town: Any) -> tuple[list[PostId], list[PostId]]:
    """What is read while a vote is written that takes the first thread down; and the order before."""
    threads = three_threads(town)
    town.clock.advance(timedelta(minutes=1))
    with town.kit.session("bob", "forum") as writing:
        writing.do(AddReaction(threads[0], "down"))
        read, after = ids(town, RankOrder.TOP, limit=1)
    town.clock.advance(timedelta(milliseconds=500))
    return threads, read + ids(town, RankOrder.TOP, after=after)[0]


@pytest.mark.postgres
def test_a_vote_that_is_written_while_the_first_page_is_read_moves_nothing_on_the_next(
    postgres_town: Any,
) -> None:
    threads, read = vote_in_flight(postgres_town)
    assert read == threads


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_control_without_a_time_to_settle_a_thread_is_shown_twice(make_town: Any) -> None:
    threads, read = vote_in_flight(make_town(settle=timedelta()))
    assert read == [*threads, threads[0]]


def test_a_list_goes_on_for_an_hour_and_no_longer(make_town: Any) -> None:
    """However short a time the host keeps past ranks."""
    town = make_town(settle=timedelta(seconds=2))
    keep(town.kit, **{"ranking.past_ranks": timedelta(seconds=1)})
    _, middle, last = three_threads(town)
    _, after = ids(town, RankOrder.TOP, limit=1)
    town.vote(last, "bob")
    town.clock.advance(timedelta(minutes=59))
    town.kit.purge()
    assert ids(town, RankOrder.TOP, after=after)[0] == [middle, last]
    town.clock.advance(timedelta(minutes=2))
    with pytest.raises(Invalid) as caught:
        ids(town, RankOrder.TOP, after=after)
    assert [(error.path, error.code) for error in caught.value.errors] == [("after", "expired")]
    town.kit.purge()
    with town.kit.database.engine.connect() as connection:
        assert not connection.execute(select(past_rank.c.post)).all()
