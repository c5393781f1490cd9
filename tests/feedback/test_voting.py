"""Votes: one for each member, or a budget that is given back on close; merged without counting anybody twice."""

from typing import Any

import pytest
from sqlalchemy import select, update

from commkit import SYSTEM, Conflict, Denied, Kit
from commkit.communities import UpdateSettings
from commkit.feedback import (
    FeedbackStatus,
    ListMySuggestionVotes,
    ListSuggestions,
    MergeSuggestions,
    ReadMyVoteBudget,
    ReadSuggestion,
    RecordSuggestionVote,
    RetractSuggestionVote,
    Suggestion,
    SuggestionsMerged,
    SuggestionVoteCast,
    SuggestionVoteRetracted,
    UpdateSuggestionStatus,
    VoteBudget,
    VoteOnSuggestion,
    WithdrawSuggestion,
)
from commkit.feedback.suggestions.policy import VoteAllocation, merge_allocations
from commkit.feedback.suggestions.tables import budget, vote
from commkit.members import AddMember
from tests.feedback.acting import budgets_on, member, spent, suggest, votes_add_up
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)

CLOSE = (FeedbackStatus.DONE, FeedbackStatus.DECLINED)


def codes(results: list[object]) -> list[str]:
    return sorted(getattr(result, "code", "done") for result in results)


def close(kit: Kit, made: Suggestion, status: FeedbackStatus = FeedbackStatus.DONE) -> Suggestion:
    return do(kit, "sue", "town", UpdateSuggestionStatus(made.id, status, "So it is."))


# --- one each ---


def test_everybody_has_one(both: Kit) -> None:
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


def test_who_has_no_vote(town: Kit) -> None:
    made = suggest(town)
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, None, "town", VoteOnSuggestion(made.id))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_a_member"):
        do(town, SYSTEM, "town", VoteOnSuggestion(made.id))


def test_a_steward_records_a_vote_and_changes_none(both: Kit) -> None:
    made = suggest(both)
    wish = RecordSuggestionVote(suggestion=made.id, member=member(both, "bob"), source="visit")
    assert do(both, "sue", "town", wish).voter_count == 1
    with assert_unchanged(both), assert_refused(Conflict, "feedback.already_voted"):
        do(both, "sue", "town", wish)
    assert do(both, "bob", "town", RetractSuggestionVote(made.id)).voter_count == 0
    with assert_unchanged(both), assert_refused(Denied, "runtime.not_permitted"):
        do(both, "eve", "town", wish)
    votes_add_up(both)


# --- budgets ---


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
def test_what_ends_gives_budgets_back(both: Kit, end: FeedbackStatus | None) -> None:
    budgets_on(both)
    made = suggest(both)
    do(both, "bob", "town", VoteOnSuggestion(made.id, 3))
    do(both, "eve", "town", VoteOnSuggestion(made.id, 2))
    if end is None:
        do(both, "ada", "town", WithdrawSuggestion(made.id))
    else:
        close(both, made, end)
        assert ask(both, None, "town", ReadSuggestion(made.id)).score == 5
    assert (spent(both, "bob"), spent(both, "eve")) == (0, 0)
    votes_add_up(both)


def test_what_is_opened_again_holds_what_is_voted_from_then_on(both: Kit) -> None:
    budgets_on(both)
    made = suggest(both)
    do(both, "bob", "town", VoteOnSuggestion(made.id, 3))
    close(both, made)
    do(both, "sue", "town", UpdateSuggestionStatus(made.id, FeedbackStatus.IN_PROGRESS))
    assert spent(both, "bob") == 0
    assert do(both, "bob", "town", VoteOnSuggestion(made.id, 3)).score == 3
    assert spent(both, "bob") == 3
    votes_add_up(both)


def test_a_budget_that_is_made_smaller_leaves_nothing(town: Kit) -> None:
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


# --- merging ---


def test_merging_counts_nobody_twice(both: Kit) -> None:
    gone, kept = suggest(both, title="Night mode"), suggest(both, "bob", title="Dark mode")
    for key, made in (("bob", gone), ("eve", gone), ("eve", kept), ("sue", kept)):
        do(both, key, "town", VoteOnSuggestion(made.id))
    merged = do(both, "sue", "town", MergeSuggestions(suggestion=gone.id, into=kept.id))
    assert (merged.id, merged.voter_count, merged.score) == (kept.id, 3, 3)
    assert ask(both, None, "town", ReadSuggestion(gone.id)) == ask(
        both, None, "town", ReadSuggestion(kept.id)
    )
    assert [found.id for found in ask(both, None, "town", ListSuggestions()).items] == [kept.id]
    assert do(both, "ada", "town", VoteOnSuggestion(gone.id)).id == kept.id
    assert ask(both, None, "town", ReadSuggestion(kept.id)).voter_count == 4
    votes_add_up(both)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.same_suggestion"):
        do(both, "sue", "town", MergeSuggestions(suggestion=gone.id, into=kept.id))
    with assert_unchanged(both), assert_refused(Denied, "runtime.not_permitted"):
        do(both, "ada", "town", MergeSuggestions(suggestion=kept.id, into=gone.id))


def test_merged_ids_lead_straight_to_the_last_survivor(both: Kit) -> None:
    first, second, third = (suggest(both, title=f"Number {n}") for n in range(3))
    assert emitted_facts(both, "sue", "town", MergeSuggestions(suggestion=first.id, into=second.id)) == [
        SuggestionsMerged(suggestion=first.id, into=second.id, author=first.author)
    ]
    do(both, "sue", "town", MergeSuggestions(suggestion=second.id, into=third.id))
    assert {ask(both, None, "town", ReadSuggestion(made.id)).id for made in (first, second, third)} == {
        third.id
    }


def test_budget_votes_are_added_and_what_is_too_much_is_given_back(both: Kit) -> None:
    budgets_on(both, votes_per_member=10, max_votes_per_suggestion=3)
    gone, kept = suggest(both, title="Night mode"), suggest(both, title="Dark mode")
    do(both, "bob", "town", VoteOnSuggestion(gone.id, 2))
    do(both, "bob", "town", VoteOnSuggestion(kept.id, 2))
    do(both, "eve", "town", VoteOnSuggestion(gone.id, 1))
    do(both, "eve", "town", VoteOnSuggestion(kept.id, 1))
    merged = do(both, "sue", "town", MergeSuggestions(suggestion=gone.id, into=kept.id))
    assert (merged.voter_count, merged.score) == (2, 5)
    assert (spent(both, "bob"), spent(both, "eve")) == (3, 2)
    votes_add_up(both)


def test_merging_into_what_is_closed_gives_all_back(both: Kit) -> None:
    budgets_on(both)
    gone, kept = suggest(both, title="Night mode"), suggest(both, title="Dark mode")
    do(both, "bob", "town", VoteOnSuggestion(gone.id, 2))
    close(both, kept)
    merged = do(both, "sue", "town", MergeSuggestions(suggestion=gone.id, into=kept.id))
    assert (merged.score, spent(both, "bob")) == (2, 0)
    votes_add_up(both)


STAKES = [
    ((1, 0), (0, 0), 1, True, (1, 0), 0),
    ((1, 0), (1, 0), 1, True, (1, 0), 0),
    ((2, 2), (2, 2), 3, True, (3, 3), 1),
    ((2, 2), (0, 0), 3, False, (2, 0), 2),
    ((5, 5), (1, 1), 3, True, (5, 5), 1),
    ((2, 0), (1, 1), 3, True, (3, 1), 0),
]


@pytest.mark.parametrize("case", STAKES)
def test_two_stakes_become_one(case: tuple[Any, ...]) -> None:
    gone, kept, most, is_open, stake, back = case
    assert merge_allocations(VoteAllocation(*gone), VoteAllocation(*kept), most=most, is_open=is_open) == (
        VoteAllocation(*stake),
        back,
    )


# --- races ---


def crowd(kit: Kit, count: int) -> list[str]:
    keys = [f"fan {n}" for n in range(count)]
    for key in keys:
        do(kit, SYSTEM, "town", AddMember(key))
    return keys


def test_eight_votes_of_one_member_at_once_are_one(both: Kit) -> None:
    made = suggest(both)
    results = run_concurrently(8, lambda _: do(both, "bob", "town", VoteOnSuggestion(made.id)))
    assert codes(results) == ["done"] * 8
    assert ask(both, None, "town", ReadSuggestion(made.id)).voter_count == 1
    votes_add_up(both)


def test_control_looking_first_and_counting_later_counts_eight(both: Kit) -> None:
    made = suggest(both)
    query = select(vote.c.member).where(vote.c.suggestion == made.id)

    def look(_: int) -> bool:
        with both.database.engine.connect() as connection:
            return connection.execute(query).first() is not None

    assert sum(not there for there in run_concurrently(8, look)) == 8


def test_a_budget_is_not_spent_twice(both: Kit) -> None:
    budgets_on(both, votes_per_member=3, max_votes_per_suggestion=3)
    made = [suggest(both, title=f"Number {n}") for n in range(6)]
    results = run_concurrently(6, lambda n: do(both, "bob", "town", VoteOnSuggestion(made[n].id, 2)))
    assert codes(results) == ["done"] + ["feedback.vote_budget_exceeded"] * 5
    assert spent(both, "bob") == 2
    votes_add_up(both)


def test_control_a_budget_that_is_read_first_is_spent_twice(both: Kit) -> None:
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


@pytest.mark.parametrize("variant", ["one_each", "budget"])
def test_voting_while_it_is_merged(both: Kit, variant: str) -> None:
    do(both, "owner", "town", UpdateSettings("feedback", {"voting": variant}))
    keys = crowd(both, 10)
    gone, kept = suggest(both, title="Night mode"), suggest(both, title="Dark mode")
    for key in keys[:5]:
        do(both, key, "town", VoteOnSuggestion(gone.id))
        do(both, key, "town", VoteOnSuggestion(kept.id))

    def act(number: int) -> object:
        if number == 10:
            return do(both, "sue", "town", MergeSuggestions(suggestion=gone.id, into=kept.id))
        if number < 3:
            return do(both, keys[number], "town", RetractSuggestionVote(gone.id))
        return do(both, keys[number], "town", VoteOnSuggestion((gone, kept)[number % 2].id))

    results = run_concurrently(11, act)
    assert set(codes(results)) <= {"done", "feedback.voting_closed"}
    votes_add_up(both)
    found = ask(both, None, "town", ReadSuggestion(gone.id))
    assert found.id == kept.id
    assert found.voter_count <= 10


def test_closing_while_votes_come_leaves_no_budget_held(both: Kit) -> None:
    budgets_on(both)
    keys = crowd(both, 8)
    made, other = suggest(both), suggest(both, title="Other")

    def act(number: int) -> object:
        if number < 8:
            return do(both, keys[number], "town", VoteOnSuggestion(made.id, 2))
        return close(both, (made, other)[number - 8])

    results = run_concurrently(10, act)
    assert set(codes(results)) <= {"done", "feedback.voting_closed"}
    votes_add_up(both)
    assert {spent(both, key) for key in keys} == {0}


def test_two_merges_into_each_other_leave_one(both: Kit) -> None:
    first, second = suggest(both, title="One"), suggest(both, title="Two")
    ways = ((first, second), (second, first))
    results = run_concurrently(
        2, lambda n: do(both, "sue", "town", MergeSuggestions(suggestion=ways[n][0].id, into=ways[n][1].id))
    )
    assert codes(results).count("done") == 1
    assert len(ask(both, None, "town", ListSuggestions()).items) == 1
    assert ask(both, None, "town", ReadSuggestion(first.id)) == ask(
        both, None, "town", ReadSuggestion(second.id)
    )
