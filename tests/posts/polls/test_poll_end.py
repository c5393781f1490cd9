"""A ballot is counted only while its poll is open: the statement itself says so, however late a handler has looked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from commkit import SYSTEM, Kit
from commkit.posts import (
    ClosePoll,
    CreatePoll,
    CreateThread,
    Poll,
    ReadPoll,
    RetractPollVote,
    VoteInPoll,
)
from commkit.posts.polls import statements as sql
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import ask, do, result_or_error, wait_for_lock_waiter
from tests.sample import create_community

START = datetime(2026, 1, 1, tzinfo=UTC)
END = START + timedelta(hours=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=["ada", "bob"])
    return clocked_kit


@pytest.fixture
def poll(town: Kit) -> Poll:
    post = do(town, "ada", "town", CreateThread(kind="question", title="Which?", body="So."))
    command = CreatePoll(post=post.id, question="Which?", choices=("red", "green"), closes_at=END)
    return do(town, "ada", "town", command)


def counted(kit: Kit, poll: Poll, at: datetime, change: int = 1) -> int:
    """How many polls took a ballot at a time; as if the handler had looked before and was held up."""
    with kit.session(SYSTEM, "town") as session:
        return context_of(session).run(sql.COUNT_BALLOT, post=poll.post, change=change, now=at)


def test_no_ballot_is_counted_after_the_time_of_the_poll(town: Kit, poll: Poll) -> None:
    assert counted(town, poll, END - timedelta(microseconds=1)) == 1  # the control
    assert counted(town, poll, END) == 0
    assert counted(town, poll, END, change=-1) == 0
    assert ask(town, SYSTEM, "town", ReadPoll(poll.post)).ballot_count == 1


def test_no_ballot_is_counted_after_somebody_closed_the_poll(
    town: Kit, poll: Poll, clock: ManualClock
) -> None:
    do(town, "bob", "town", VoteInPoll(poll.post, choices=(0,)))
    do(town, "ada", "town", ClosePoll(poll.post))
    assert counted(town, poll, clock()) == 0
    assert ask(town, SYSTEM, "town", ReadPoll(poll.post)).ballot_count == 1


@pytest.mark.postgres
@pytest.mark.parametrize("late", ["vote", "retract"])
def test_a_ballot_that_waited_for_the_end_of_its_poll_is_neither_counted_nor_taken_back(
    postgres_kit: Kit, late: str
) -> None:
    """The poll is closed after the command has read it, and before the ballot is counted."""
    create_community(postgres_kit, members=["ada", "bob", "cyd"])
    post = do(postgres_kit, "ada", "town", CreateThread(kind="question", title="Which?", body="So.")).id
    do(postgres_kit, "ada", "town", CreatePoll(post=post, question="Which?", choices=("red", "green")))
    do(postgres_kit, "bob", "town", VoteInPoll(post, choices=(0,)))
    actor, command = {
        "vote": ("cyd", VoteInPoll(post, choices=(1,))),
        "retract": ("bob", RetractPollVote(post)),
    }[late]
    with ThreadPoolExecutor(1) as pool:
        with postgres_kit.session("ada", "town") as closing:
            closing.do(ClosePoll(post))
            voting = pool.submit(result_or_error, partial(do, postgres_kit, actor, "town", command))
            wait_for_lock_waiter(postgres_kit)
        assert voting.result(timeout=30)[1] == "posts.poll_closed"
    found = ask(postgres_kit, SYSTEM, "town", ReadPoll(post))
    assert found.ballot_count == 1
    assert [choice.vote_count for choice in found.choices] == [1, 0]
