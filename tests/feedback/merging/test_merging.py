"""Merging suggestions: nobody counts twice, budgets get back what is too much, also in races."""

from typing import Any

import pytest

from commkit import Conflict, Denied, Kit
from commkit.communities import UpdateSettings
from commkit.feedback import (
    ListSuggestions,
    MergeSuggestions,
    ReadSuggestion,
    RetractSuggestionVote,
    SuggestionsMerged,
    VoteOnSuggestion,
)
from commkit.feedback.merging.policy import merge_allocations
from commkit.feedback.votes.records import VoteAllocation
from tests.feedback.helpers import budgets_on, close_suggestion, codes, crowd, spent, suggest, votes_add_up
from tests.helpers import ask, assert_refused, assert_unchanged, do, emitted_facts, run_concurrently


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


def test_merged_ids_resolve_to_the_last_target(both: Kit) -> None:
    first, second, third = (suggest(both, title=f"Number {n}") for n in range(3))
    assert emitted_facts(both, "sue", "town", MergeSuggestions(suggestion=first.id, into=second.id)) == [
        SuggestionsMerged(suggestion=first.id, into=second.id, author=first.author)
    ]
    do(both, "sue", "town", MergeSuggestions(suggestion=second.id, into=third.id))
    assert {ask(both, None, "town", ReadSuggestion(made.id)).id for made in (first, second, third)} == {
        third.id
    }


def test_budget_votes_are_added_and_the_rest_is_refunded(both: Kit) -> None:
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


def test_merging_into_a_closed_suggestion_refunds_all_votes(both: Kit) -> None:
    budgets_on(both)
    gone, kept = suggest(both, title="Night mode"), suggest(both, title="Dark mode")
    do(both, "bob", "town", VoteOnSuggestion(gone.id, 2))
    close_suggestion(both, kept)
    merged = do(both, "sue", "town", MergeSuggestions(suggestion=gone.id, into=kept.id))
    assert (merged.score, spent(both, "bob")) == (2, 0)
    votes_add_up(both)


ALLOCATIONS = [
    ((1, 0), (0, 0), 1, True, (1, 0), 0),
    ((1, 0), (1, 0), 1, True, (1, 0), 0),
    ((2, 2), (2, 2), 3, True, (3, 3), 1),
    ((2, 2), (0, 0), 3, False, (2, 0), 2),
    ((5, 5), (1, 1), 3, True, (5, 5), 1),
    ((2, 0), (1, 1), 3, True, (3, 1), 0),
]


@pytest.mark.parametrize("case", ALLOCATIONS)
def test_two_allocations_are_merged(case: tuple[Any, ...]) -> None:
    duplicate, target, max_weight, is_open, merged, refund = case
    assert merge_allocations(
        VoteAllocation(*duplicate), VoteAllocation(*target), max_weight=max_weight, is_open=is_open
    ) == (
        VoteAllocation(*merged),
        refund,
    )


@pytest.mark.parametrize("variant", ["one_each", "budget"])
def test_concurrent_voting_and_merging_lose_no_vote(both: Kit, variant: str) -> None:
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


def test_two_concurrent_merges_into_each_other_leave_one(both: Kit) -> None:
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
