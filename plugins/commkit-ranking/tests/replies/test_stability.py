"""Pages of replies are the list as it stood when its first page was read, whatever is voted in between."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from commkit import Invalid
from commkit.posts import PostId
from commkit_ranking import ListRankedReplies, ReplyOrder
from commkit_ranking.tables import past_reply_rank

ACTIONS = ("vote", "vote", "vote", "down", "unvote", "reply", "deeper", "second", "pause")


def happens(town: Any, action: str, number: int) -> None:
    """Something happens in the thread; nothing is taken out of sight."""
    thread, replies = town.ranked
    reply, voter = replies[number % len(replies)], ("ada", "cid", "dan", "eve", "stew")[number % 5]
    match action:
        case "vote":
            town.vote(reply, voter)
        case "down":
            town.vote(reply, voter, reaction="down")
        case "unvote":
            town.unvote(reply, voter)
        case "reply":
            replies.append(town.reply(thread).id)
        case "deeper":
            town.reply(reply)
        case _:
            town.clock.advance(timedelta(seconds=1 if action == "second" else 5))


def ids(
    town: Any, thread: PostId, order: ReplyOrder, *, after: str | None = None, limit: int = 100
) -> tuple[list[Any], Any]:
    page = town.ask("cid", ListRankedReplies(thread, order=order, after=after, limit=limit))
    return [each.post.id for each in page.items], page.next


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)
@given(
    order=st.sampled_from(ReplyOrder),
    before=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 100)), max_size=6),
    between=st.lists(
        st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 100)), max_size=4), max_size=4
    ),
)
def test_nothing_is_shown_twice_and_nothing_is_skipped(
    sqlite_town: Any, order: ReplyOrder, before: Any, between: Any
) -> None:
    town = sqlite_town
    thread = town.thread().id
    town.ranked = (thread, [town.reply(thread).id for _ in range(5)])
    for action, number in before:
        happens(town, action, number)
    expected, _ = ids(town, thread, order)
    read, after = ids(town, thread, order, limit=2)
    town.clock.advance(timedelta(milliseconds=1))  # what is written in the same moment may be on a later page
    while after is not None:
        for action, number in between.pop() if between else ():
            happens(town, action, number)
        more, after = ids(town, thread, order, after=after, limit=2)
        read += more
    assert read == expected


def risen(town: Any) -> tuple[list[PostId], PostId, str]:
    """Three replies, the best first, of which the last rises after the first page of one; and where it ended."""
    thread = town.thread().id
    first, middle, last = (town.reply(thread).id for _ in range(3))
    town.vote(first, "ada", "cid", "dan")
    town.vote(middle, "ada", "cid")
    town.vote(last, "ada")
    town.settled()
    read, after = ids(town, thread, ReplyOrder.BEST, limit=1)
    assert read == [first]
    town.vote(last, "cid", "dan", "eve", "stew")
    town.settled()
    return [first, middle, last], thread, after


def test_what_rises_while_one_reads_is_shown_where_it_stood(town: Any) -> None:
    (first, middle, last), thread, after = risen(town)
    assert ids(town, thread, ReplyOrder.BEST)[0] == [last, first, middle]
    assert ids(town, thread, ReplyOrder.BEST, after=after)[0] == [middle, last]


def test_control_without_the_ranks_that_were_a_reply_is_skipped(town: Any) -> None:
    (_, middle, _), thread, after = risen(town)
    with town.kit.database.engine.begin() as connection:
        connection.execute(delete(past_reply_rank))
    assert ids(town, thread, ReplyOrder.BEST, after=after)[0] == [middle]


def test_a_list_goes_on_for_an_hour_and_past_ranks_are_purged(sqlite_town: Any) -> None:
    town = sqlite_town
    (_, middle, last), thread, after = risen(town)
    town.clock.advance(timedelta(minutes=59))
    town.kit.purge()
    assert ids(town, thread, ReplyOrder.BEST, after=after)[0] == [middle, last]
    town.clock.advance(timedelta(hours=2))
    with pytest.raises(Invalid) as caught:
        ids(town, thread, ReplyOrder.BEST, after=after)
    assert [(error.path, error.code) for error in caught.value.errors] == [("after", "expired")]
    town.kit.purge()
    with town.kit.database.engine.connect() as connection:
        assert not connection.execute(select(past_reply_rank.c.post)).all()


@pytest.mark.postgres
def test_votes_at_once_on_one_reply_are_all_counted(postgres_town: Any) -> None:
    town = postgres_town
    thread = town.thread().id
    reply = town.reply(thread).id
    voters = ("ada", "cid", "dan", "eve", "stew", "sten")
    town.at_once(*(lambda voter=voter: town.vote(reply, voter) for voter in voters))
    town.settled()
    assert town.rebuild() == 0
