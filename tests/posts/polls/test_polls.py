"""Polls: one ballot for each member, the visibility of results, and no vote after the end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, func, select, update

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.members import AddMember, RestrictMember
from commkit.posts import (
    ClosePoll,
    CreatePoll,
    CreateReply,
    CreateThread,
    ListPollVoters,
    ListPostStatuses,
    Poll,
    PollClosed,
    PollVoteCast,
    Post,
    ReadPoll,
    RemovePost,
    ResultVisibility,
    RetractPollVote,
    VoteInPoll,
)
from commkit.posts.polls.tables import ballot, poll, poll_choice, vote
from commkit.storage import statement
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.sample import OWNER, create_community

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
CHOICES = ("red", "green", "blue")
_HERE = bindparam("community_id")
_COUNTS = statement(
    select(
        poll_choice.c.vote_count,
        select(func.count())
        .select_from(vote)
        .where(
            vote.c.community_id == poll_choice.c.community_id,
            vote.c.post == poll_choice.c.post,
            vote.c.choice == poll_choice.c.number,
        )
        .correlate(poll_choice)
        .scalar_subquery(),
    ).where(poll_choice.c.community_id == _HERE)
)
_BALLOTS = statement(
    select(
        poll.c.ballot_count,
        select(func.count())
        .select_from(ballot)
        .where(ballot.c.community_id == poll.c.community_id, ballot.c.post == poll.c.post)
        .correlate(poll)
        .scalar_subquery(),
    ).where(poll.c.community_id == _HERE)
)


def votes_hold(kit: Kit) -> None:
    """Every counter of a poll equals its rows."""
    with kit.session(SYSTEM, "town") as session:
        assert all(
            kept == there
            for kept, there in (*context_of(session).rows(_COUNTS), *context_of(session).rows(_BALLOTS))
        )


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=["ada", "bob", "eve"])
    return clocked_kit


@pytest.fixture
def opening(town: Kit) -> Post:
    return do(town, "ada", "town", CreateThread(kind="question", title="Which?", body="So."))


def create_poll(kit: Kit, post: Post, **fields: Any) -> Poll:
    return do(
        kit,
        "ada",
        "town",
        CreatePoll(post=post.id, question="Which colour?", **({"choices": CHOICES} | fields)),
    )


def results(kit: Kit, post: Post, actor: str | None = "eve") -> list[int | None]:
    return [choice.vote_count for choice in ask(kit, actor, "town", ReadPoll(post.id)).choices]


def test_a_poll_is_created_voted_in_and_read(town: Kit, opening: Post) -> None:
    made = create_poll(town, opening)
    assert [(c.number, c.label, c.vote_count, c.chosen) for c in made.choices] == [
        (n, label, 0, False) for n, label in enumerate(CHOICES)
    ]
    assert emitted_facts(town, "bob", "town", VoteInPoll(opening.id, (1,))) == [PollVoteCast(post=opening.id)]
    do(town, "ada", "town", VoteInPoll(opening.id, (1,)))
    seen = ask(town, "bob", "town", ReadPoll(opening.id))
    assert [(c.vote_count, c.chosen) for c in seen.choices] == [(0, False), (2, True), (0, False)]
    assert seen.ballot_count == 2
    (mark,) = ask(town, "bob", "town", ListPostStatuses((opening.id,)))
    assert mark.poll
    votes_hold(town)


def test_a_vote_is_changed_and_retracted(town: Kit, opening: Post) -> None:
    create_poll(town, opening, max_choices=2)
    for choices in ((0, 1), (1, 2), (2,), (2, 2)):
        do(town, "bob", "town", VoteInPoll(opening.id, choices))
        votes_hold(town)
    assert results(town, opening) == [0, 0, 1]
    back = do(town, "bob", "town", RetractPollVote(opening.id))
    assert back.ballot_count == 0
    assert results(town, opening) == [0, 0, 0]
    do(town, "bob", "town", RetractPollVote(opening.id))
    votes_hold(town)


def test_a_vote_in_an_unchangeable_poll_stays(town: Kit, opening: Post) -> None:
    create_poll(town, opening, changeable=False)
    do(town, "bob", "town", VoteInPoll(opening.id, (0,)))
    for command in (VoteInPoll(opening.id, (1,)), RetractPollVote(opening.id)):
        with assert_unchanged(town), assert_refused(Conflict, "posts.already_voted"):
            do(town, "bob", "town", command)
    assert results(town, opening) == [1, 0, 0]


@pytest.mark.parametrize(
    ("result_visibility", "before", "after_vote"),
    [
        (ResultVisibility.ALWAYS, True, True),
        (ResultVisibility.VOTED, False, True),
        (ResultVisibility.CLOSED, False, False),
    ],
)
def test_results_follow_their_visibility(
    town: Kit, opening: Post, result_visibility: ResultVisibility, before: bool, after_vote: bool
) -> None:
    create_poll(town, opening, result_visibility=result_visibility, public=True)
    do(town, "bob", "town", VoteInPoll(opening.id, (0,)))

    def seen(actor: str | None) -> bool:
        votes = results(town, opening, actor)
        names = ask(town, actor, "town", ListPollVoters(opening.id, 0)).items
        assert (votes == [1, 0, 0], len(names)) in ((True, 1), (False, 0))
        assert votes in ([1, 0, 0], [None] * 3)
        return votes[0] is not None

    assert (seen("eve"), seen(None), seen(OWNER)) == (before,) * 3
    assert seen("bob") is after_vote
    do(town, "ada", "town", ClosePoll(opening.id))
    assert (seen("eve"), seen("bob")) == (True, True)


def test_voters_of_an_anonymous_poll_are_hidden(town: Kit, opening: Post) -> None:
    create_poll(town, opening)
    do(town, "bob", "town", VoteInPoll(opening.id, (0,)))
    for somebody in ("ada", OWNER, SYSTEM):
        assert ask(town, somebody, "town", ListPollVoters(opening.id, 0)).items == ()


def test_voters_have_pages(town: Kit, opening: Post) -> None:
    create_poll(town, opening, public=True)
    for key in ("ada", "bob", "eve"):
        do(town, key, "town", VoteInPoll(opening.id, (2,)))
    first = ask(town, None, "town", ListPollVoters(opening.id, 2, limit=2))
    rest = ask(town, None, "town", ListPollVoters(opening.id, 2, limit=2, after=first.next))
    assert sorted(v.name for v in (*first.items, *rest.items)) == ["ada", "bob", "eve"]
    assert ask(town, None, "town", ListPollVoters(opening.id, 2**40)).items == ()


def test_a_poll_closes_at_its_time_without_the_worker_too(
    town: Kit, opening: Post, clock: ManualClock
) -> None:
    create_poll(town, opening, closes_at=START + HOUR)
    do(town, "bob", "town", VoteInPoll(opening.id, (0,)))
    clock.advance(HOUR)
    for command in (VoteInPoll(opening.id, (1,)), RetractPollVote(opening.id), ClosePoll(opening.id)):
        with assert_unchanged(town), assert_refused(Conflict, "posts.poll_closed"):
            do(town, "ada", "town", command)
    assert ask(town, "bob", "town", ReadPoll(opening.id)).closed_at == START + HOUR
    heard: list[PollClosed] = []
    town.on(PollClosed)(heard.append)
    town.worker().drain()
    assert heard == [PollClosed(post=opening.id, ballot_count=1)]


def test_a_poll_closed_before_its_time_emits_no_second_fact(
    town: Kit, opening: Post, clock: ManualClock
) -> None:
    create_poll(town, opening, closes_at=START + HOUR)
    do(town, "ada", "town", ClosePoll(opening.id))
    heard: list[PollClosed] = []
    town.on(PollClosed)(heard.append)
    clock.advance(HOUR)
    town.worker().drain()
    assert heard == []


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"choices": ("one",)}, {"choices": "wrong_count"}),
        ({"choices": tuple(map(str, range(21)))}, {"choices": "wrong_count"}),
        ({"choices": ("Yes", "yes ")}, {"choices": "duplicate"}),
        ({"max_choices": 4}, {"max_choices": "out_of_range"}),
        ({"max_choices": 0}, {"max_choices": "out_of_range"}),
        ({"closes_at": START}, {"closes_at": "too_early"}),
    ],
)
def test_an_invalid_poll_is_refused(
    town: Kit, opening: Post, fields: dict[str, Any], faults: dict[str, str]
) -> None:
    with assert_unchanged(town), assert_invalid(**faults):
        create_poll(town, opening, **fields)


@pytest.mark.parametrize(
    ("choices", "fault"),
    [((), "wrong_count"), ((0, 1), "wrong_count"), ((3,), "unknown_choice"), ((-1,), "unknown_choice")],
)
def test_an_invalid_vote_is_refused(town: Kit, opening: Post, choices: tuple[int, ...], fault: str) -> None:
    create_poll(town, opening)
    with assert_unchanged(town), assert_invalid(choices=fault):
        do(town, "bob", "town", VoteInPoll(opening.id, choices))


def test_who_may(town: Kit, opening: Post) -> None:
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", CreatePoll(post=opening.id, question="?", choices=CHOICES))
    with assert_refused(NotFound, "posts.not_found"):
        ask(town, "bob", "town", ReadPoll(opening.id))
    create_poll(town, opening)
    with assert_unchanged(town), assert_refused(Conflict, "posts.poll_exists"):
        create_poll(town, opening)
    silent = do(town, SYSTEM, "town", AddMember("silent")).id
    do(town, OWNER, "town", RestrictMember(silent, "silenced", "It had to be."))
    do(town, "silent", "town", VoteInPoll(opening.id, (0,)))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, None, "town", VoteInPoll(opening.id, (0,)))


def test_a_poll_follows_the_visibility_of_its_post(town: Kit, opening: Post) -> None:
    reply = do(town, "ada", "town", CreateReply(opening.id, "Or this?"))
    create_poll(town, reply)
    do(town, OWNER, "town", RemovePost(opening.id))
    for command in (VoteInPoll(reply.id, (0,)), ClosePoll(reply.id)):
        with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
            do(town, "ada", "town", command)


def test_of_concurrent_ballots_of_one_member_one_counts(town: Kit, opening: Post) -> None:
    create_poll(town, opening, changeable=False)
    run_concurrently(8, lambda n: do(town, "bob", "town", VoteInPoll(opening.id, (n % 3,))))
    assert sum(v or 0 for v in results(town, opening)) == 1
    votes_hold(town)


def test_concurrent_votes_and_the_end_of_a_poll(town: Kit, opening: Post) -> None:
    create_poll(town, opening, max_choices=3)

    def act(number: int) -> int:
        if number == 0:
            do(town, "ada", "town", ClosePoll(opening.id))
            return ask(town, "ada", "town", ReadPoll(opening.id)).ballot_count
        key = ("bob", "eve")[number % 2]
        for n in range(6):
            do(
                town,
                key,
                "town",
                RetractPollVote(opening.id) if n % 3 == 2 else VoteInPoll(opening.id, (n % 3, number % 3)),
            )
        return 0

    counted, *rest = run_concurrently(6, act)
    codes = {r.code if isinstance(r, Conflict) else r for r in rest}
    assert codes <= {0, "posts.poll_closed", "posts.stale"}
    assert ask(town, "ada", "town", ReadPoll(opening.id)).ballot_count == counted
    votes_hold(town)


def test_control_counting_by_reading_first_drifts(town: Kit, opening: Post) -> None:
    """The control: four voters who read the counter and write it one higher lose three; recounting detects it."""
    create_poll(town, opening)
    seen = run_concurrently(4, lambda _: results(town, opening)[0])
    for number in seen:
        with town.database.engine.begin() as connection:
            connection.execute(
                update(poll_choice).where(poll_choice.c.number == 0).values(vote_count=int(str(number)) + 1)
            )
    assert results(town, opening)[0] == 1
    with pytest.raises(AssertionError):
        votes_hold(town)
