"""Votes: one for each member or from a budget, also when many vote at once."""

import pytest
from sqlalchemy import select, update

from commkit import SYSTEM, Conflict, Denied, Kit
from commkit.communities import UpdateSettings
from commkit.feedback import (
    ListMySuggestionVotes,
    ReadMyVoteBudget,
    ReadSuggestion,
    RecordSuggestionVote,
    RetractSuggestionVote,
    SuggestionStatus,
    SuggestionVoteCast,
    SuggestionVoteRetracted,
    UpdateSuggestionStatus,
    VoteBudget,
    VoteOnSuggestion,
    WithdrawSuggestion,
)
from commkit.feedback.votes.tables import budget, vote
from tests.feedback.helpers import (
    budgets_on,
    close_suggestion,
    codes,
    crowd,
    member,
    spent,
    suggest,
    votes_add_up,
)
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)

CLOSE = (SuggestionStatus.DONE, SuggestionStatus.DECLINED)


def test_every_member_has_one_vote(both: Kit) -> None:
    made = suggest(both)
    bob = member(both, "bob")
    assert emitted_facts(both, "bob", "town", VoteOnSuggestion(made.id)) == [
        SuggestionVoteCast(suggestion=made.id, member=bob, weight=1)
    ]
    with assert_unchanged(both), assert_invalid(weight="out_of_range"):
        do(both, "eve", "town", VoteOnSuggestion(made.id, 2))
    assert emitted_facts(both, "bob", "town", VoteOnSuggestion(made.id)) == []
    assert do(both, "eve", "town", VoteOnSuggestion(made.id)).score == 2
    assert emitted_facts(both, "bob", "town", RetractSuggestionVote(made.id)) == [
        SuggestionVoteRetracted(suggestion=made.id, member=bob)
    ]
    assert emitted_facts(both, "bob", "town", RetractSuggestionVote(made.id)) == []
    assert ask(both, "bob", "town", ReadMyVoteBudget()) == VoteBudget(None, 0, None)
    assert ask(both, "bob", "town", ListMySuggestionVotes()).items == ()
    assert [mine.suggestion for mine in ask(both, "eve", "town", ListMySuggestionVotes()).items] == [made.id]
    votes_add_up(both)


def test_visitors_and_the_host_cannot_vote(town: Kit) -> None:
    made = suggest(town)
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, None, "town", VoteOnSuggestion(made.id))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_a_member"):
        do(town, SYSTEM, "town", VoteOnSuggestion(made.id))


def test_a_steward_records_a_vote_and_cannot_change_one(both: Kit) -> None:
    made = suggest(both)
    command = RecordSuggestionVote(suggestion=made.id, member=member(both, "bob"), source="visit")
    assert do(both, "sue", "town", command).voter_count == 1
    with assert_unchanged(both), assert_refused(Conflict, "feedback.already_voted"):
        do(both, "sue", "town", command)
    assert do(both, "bob", "town", RetractSuggestionVote(made.id)).voter_count == 0
    with assert_unchanged(both), assert_refused(Denied, "runtime.not_permitted"):
        do(both, "eve", "town", command)
    votes_add_up(both)


def test_a_budget_is_spent_and_given_back(both: Kit) -> None:
    budgets_on(both, votes_per_member=5, max_votes_per_suggestion=3)
    first, second = suggest(both, title="One"), suggest(both, title="Two")
    assert do(both, "bob", "town", VoteOnSuggestion(first.id, 3)).score == 3
    with assert_unchanged(both), assert_invalid(weight="out_of_range"):
        do(both, "bob", "town", VoteOnSuggestion(second.id, 4))
    with assert_unchanged(both), assert_refused(Conflict, "feedback.vote_budget_exceeded"):
        do(both, "bob", "town", VoteOnSuggestion(second.id, 3))
    assert do(both, "bob", "town", VoteOnSuggestion(second.id, 2)).score == 2
    assert ask(both, "bob", "town", ReadMyVoteBudget()) == VoteBudget(5, 5, 0)
    assert do(both, "bob", "town", VoteOnSuggestion(first.id, 1)).score == 1
    assert ask(both, "bob", "town", ReadMyVoteBudget()) == VoteBudget(5, 3, 2)
    do(both, "bob", "town", RetractSuggestionVote(second.id))
    assert ask(both, "bob", "town", ReadMyVoteBudget()) == VoteBudget(5, 1, 4)
    votes_add_up(both)


@pytest.mark.parametrize("end", [*CLOSE, None])
def test_closing_and_withdrawing_give_budgets_back(both: Kit, end: SuggestionStatus | None) -> None:
    budgets_on(both)
    made = suggest(both)
    do(both, "bob", "town", VoteOnSuggestion(made.id, 3))
    do(both, "eve", "town", VoteOnSuggestion(made.id, 2))
    if end is None:
        do(both, "ada", "town", WithdrawSuggestion(made.id))
    else:
        close_suggestion(both, made, end)
        assert ask(both, None, "town", ReadSuggestion(made.id)).score == 5
    assert (spent(both, "bob"), spent(both, "eve")) == (0, 0)
    votes_add_up(both)


def test_a_reopened_suggestion_holds_only_new_votes(both: Kit) -> None:
    budgets_on(both)
    made = suggest(both)
    do(both, "bob", "town", VoteOnSuggestion(made.id, 3))
    close_suggestion(both, made)
    do(both, "sue", "town", UpdateSuggestionStatus(made.id, SuggestionStatus.IN_PROGRESS))
    assert spent(both, "bob") == 0
    assert do(both, "bob", "town", VoteOnSuggestion(made.id, 3)).score == 3
    assert spent(both, "bob") == 3
    votes_add_up(both)


def test_a_reduced_budget_leaves_no_negative_votes(town: Kit) -> None:
    budgets_on(town, votes_per_member=5)
    made = suggest(town)
    do(town, "bob", "town", VoteOnSuggestion(made.id, 3))
    other = suggest(town, title="Other")
    do(town, "owner", "town", UpdateSettings("feedback", {"votes_per_member": 2}))
    assert ask(town, "bob", "town", ReadMyVoteBudget()) == VoteBudget(2, 3, 0)
    with assert_unchanged(town), assert_refused(Conflict, "feedback.vote_budget_exceeded"):
        do(town, "bob", "town", VoteOnSuggestion(other.id, 1))
    do(town, "bob", "town", RetractSuggestionVote(made.id))
    votes_add_up(town)


def test_concurrent_votes_of_one_member_are_one(both: Kit) -> None:
    made = suggest(both)
    results = run_concurrently(8, lambda _: do(both, "bob", "town", VoteOnSuggestion(made.id)))
    assert codes(results) == ["done"] * 8
    assert ask(both, None, "town", ReadSuggestion(made.id)).voter_count == 1
    votes_add_up(both)


def test_control_checking_first_counts_eight_votes(both: Kit) -> None:
    made = suggest(both)
    query = select(vote.c.member).where(vote.c.suggestion == made.id)

    def look(_: int) -> bool:
        with both.database.engine.connect() as connection:
            return connection.execute(query).first() is not None

    assert sum(not there for there in run_concurrently(8, look)) == 8


def test_concurrent_votes_do_not_exceed_the_budget(both: Kit) -> None:
    budgets_on(both, votes_per_member=3, max_votes_per_suggestion=3)
    made = [suggest(both, title=f"Number {n}") for n in range(6)]
    results = run_concurrently(6, lambda n: do(both, "bob", "town", VoteOnSuggestion(made[n].id, 2)))
    assert codes(results) == ["done"] + ["feedback.vote_budget_exceeded"] * 5
    assert spent(both, "bob") == 2
    votes_add_up(both)


def test_control_reading_the_budget_first_exceeds_it(both: Kit) -> None:
    budgets_on(both, votes_per_member=3)
    made = [suggest(both, title=f"Number {n}") for n in range(2)]
    do(both, "bob", "town", VoteOnSuggestion(made[0].id, 1))
    engine, whose = both.database.engine, budget.c.member == member(both, "bob")

    def look(_: int) -> int:
        with engine.connect() as connection:
            return int(connection.execute(select(budget.c.spent).where(whose)).scalar_one())

    given = 0
    for seen in run_concurrently(6, look):
        assert isinstance(seen, int)
        if seen + 2 <= 3:
            with engine.begin() as connection:
                connection.execute(update(budget).where(whose).values(spent=seen + 2))
            given += 2
    assert given == 12


def test_concurrent_closing_and_voting_leave_no_votes_held(both: Kit) -> None:
    budgets_on(both)
    keys = crowd(both, 8)
    made, other = suggest(both), suggest(both, title="Other")

    def act(number: int) -> object:
        if number < 8:
            return do(both, keys[number], "town", VoteOnSuggestion(made.id, 2))
        return close_suggestion(both, (made, other)[number - 8])

    results = run_concurrently(10, act)
    assert set(codes(results)) <= {"done", "feedback.voting_closed"}
    votes_add_up(both)
    assert {spent(both, key) for key in keys} == {0}
