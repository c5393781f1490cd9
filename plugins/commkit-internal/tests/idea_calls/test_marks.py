"""Marks: seen by nobody else until evaluation is closed, never by authors, and what they come to."""

from collections.abc import Sequence
from statistics import fmean, stdev
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.feedback import WithdrawSuggestion
from commkit.members import AddAgent
from commkit_internal import (
    CloseIdeaEvaluation,
    CriterionDraft,
    IdeaCallSettings,
    ListCallIdeas,
    ListIdeaMarks,
    ReadIdeaCall,
    ReadIdeaNumbers,
)
from commkit_internal.idea_calls.marks.policy import spread, weighted_mean

marks = st.tuples(st.integers(1, 5), st.integers(1, 5))


def evaluating(town: Any, ideas: int = 1, **changes: Any) -> tuple[Any, list[Any]]:
    """A call whose ideas are marked, and these."""
    call = town.idea_call(**changes)
    found = [town.idea(call, title=f"Idea {number}") for number in range(ideas)]
    town.go_to(call.collect_until)
    return call, found


def seen_by(town: Any, reader: Any, call: Any, ideas: Sequence[Any]) -> list[Any]:
    """Everything about a call that a reader may ask for."""
    queries: list[Any] = [ReadIdeaCall(call.id), ListCallIdeas(call=call.id), ReadIdeaNumbers()]
    queries += [ListIdeaMarks(idea) for idea in ideas]
    found = []
    for query in queries:
        try:
            found.append(town.ask(reader, query))
        except Denied as error:
            found.append(error.code)
    return found


SCOPES = ("internal.", "internal.mark_idea", "feedback.")
READERS = ("bob", "pat", "stew", "ada", SYSTEM)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(marks, marks)
def test_nobody_learns_what_an_evaluator_marks(sqlite_town: Any, one: Any, other: Any) -> None:
    """Whatever cid marks, everybody else sees the same; bob, who marked too, among them."""
    town = sqlite_town
    call, (idea,) = evaluating(town)
    town.mark("bob", idea, 3, 3)
    seen = []
    for values in (one, other):
        town.mark("cid", idea, *values)
        seen.append([seen_by(town, reader, call, (idea,)) for reader in READERS])
        assert tuple(mark.value for mark in town.ask("cid", ListIdeaMarks(idea))) == values
        assert [mark.evaluator for mark in town.ask("bob", ListIdeaMarks(idea))] == [town.member("bob")] * 2
    assert seen[0] == seen[1]


def test_control_once_evaluation_is_closed_they_differ(town: Any) -> None:
    seen = []
    for value in (1, 5):
        call, (idea,) = evaluating(town)
        town.mark("bob", idea, 3, 3)
        town.mark("cid", idea, value, value)
        town.do("pat", CloseIdeaEvaluation(call.id))
        values = {
            reader: [mark.value for mark in town.ask(reader, ListIdeaMarks(idea))]
            for reader in ("bob", "cid", "pat", "stew", "ada")
        }
        assert values["ada"] == []
        assert values["bob"] == values["cid"] == values["pat"] == values["stew"] != []
        seen.append([seen_by(town, reader, call, (idea,)) for reader in ("bob", "ada")])
    assert seen[0] != seen[1]


def test_marks_are_changed_until_evaluation_is_closed(town: Any) -> None:
    call, (idea,) = evaluating(town)
    town.mark("bob", idea, 1, 1)
    assert [mark.value for mark in town.mark("bob", idea, 5, 4)] == [5, 4]
    assert [mark.points for mark in town.ask("bob", ListIdeaMarks(idea))] == [15, 4]
    town.clock.advance(call.evaluate_until - town.clock())
    with town.refused("internal.evaluation_over", Conflict):  # the worker has not come yet
        town.mark("bob", idea, 1, 1)
    town.kit.worker().drain()
    with town.refused("internal.idea_call_state", Conflict):
        town.mark("bob", idea, 1, 1)


def test_marks_that_are_none_are_refused(town: Any) -> None:
    _, (idea,) = evaluating(town)
    for wrong in ((), (1,), (1, 2, 3), (0, 1), (1, 6), (-1, 1)):
        with town.refused("runtime.invalid", Invalid):
            town.mark("bob", idea, *wrong)
    with town.refused("internal.no_evaluator", Denied):
        town.mark("stew", idea, 1, 1)


def test_nobody_marks_their_own_idea_nor_by_an_agent(town: Any) -> None:
    bob = town.member("bob")
    helper = town.do(
        SYSTEM,
        AddAgent(name="Helper", scopes=SCOPES, acts_for=bob, key="helper"),
    )
    call = town.idea_call(evaluators=(bob, helper.id, town.member("cid")))
    own = town.idea(call, "bob")
    by_agent = town.idea(call, "helper")
    town.go_to(call.collect_until)
    for who in ("bob", "helper"):
        for idea in (own, by_agent):
            with town.refused("internal.own_idea", Denied):
                town.mark(who, idea, 5, 5)
    town.mark("cid", own, 5, 5)


def test_ideas_are_ranked_by_the_weighted_mean(town: Any) -> None:
    call, (first, second, third, alone, unmarked) = evaluating(town, 5)
    for idea, bob, cid in ((first, (5, 1), (3, 5)), (second, (5, 5), (5, 5)), (third, (4, 4), (4, 3))):
        town.mark("bob", idea, *bob)
        town.mark("cid", idea, *cid)
    town.mark("bob", alone, 5, 5)
    assert {its.is_marked for its in town.ideas(call, "ada")} == {False}
    assert {its.id for its in town.ideas(call, "cid") if its.is_marked} == {first, second, third}
    assert {(its.rank, its.mean, its.evaluators, its.enough_marks) for its in town.ideas(call)} == {
        (None, None, None, None)
    }
    town.go_to(call.evaluate_until)
    found = town.ideas(call)
    scores = {first: [4.0, 3.5], second: [5.0, 5.0], third: [4.0, 3.75]}
    assert [(its.id, its.rank) for its in found] == [
        (second, 1),
        (third, 2),
        (first, 3),
        (alone, None),
        (unmarked, None),
    ]
    for its in found[:3]:
        assert its.mean == pytest.approx(fmean(scores[its.id]))
        assert its.spread == pytest.approx(stdev(scores[its.id]))
        assert (its.evaluators, its.enough_marks) == (2, True)
    assert [(its.evaluators, its.enough_marks, its.mean, its.spread) for its in found[3:]] == [
        (1, False, None, None),
        (0, False, None, None),
    ]
    page = town.ask("ada", ListCallIdeas(call=call.id, limit=2))
    rest = town.ask("ada", ListCallIdeas(call=call.id, limit=10, after=page.next))
    assert (*page.items, *rest.items) == found


def test_equal_means_share_a_rank_and_withdrawn_ideas_have_none(town: Any) -> None:
    call, (one, other, gone, last) = evaluating(town, 4)
    for idea, value in ((one, 4), (other, 4), (gone, 5), (last, 3)):
        town.mark("bob", idea, value, value)
        town.mark("cid", idea, value, value)
    town.do("ada", WithdrawSuggestion(gone))
    town.go_to(call.evaluate_until)
    assert [(its.id, its.rank) for its in town.ideas(call)] == [(one, 1), (other, 1), (last, 3)]
    with town.refused("runtime.not_found", NotFound):
        town.mark("bob", gone, 1, 1)


def test_the_host_sets_the_scale_and_how_many_marks_are_needed(make_town: Any) -> None:
    town = make_town(idea_calls=IdeaCallSettings(scale=10, marks_needed=1))
    call, (idea,) = evaluating(town, criteria=(CriterionDraft("Effect"),))
    town.mark("bob", idea, 10)
    town.go_to(call.evaluate_until)
    (its,) = town.ideas(call)
    assert (its.rank, its.mean, its.spread, its.evaluators) == (1, 10.0, None, 1)


@given(
    st.lists(st.integers(1, 100), min_size=1, max_size=5).flatmap(
        lambda weights: st.tuples(
            st.just(weights),
            st.lists(
                st.lists(st.integers(1, 10), min_size=len(weights), max_size=len(weights)),
                min_size=1,
                max_size=6,
            ),
        )
    )
)
def test_mean_and_spread_are_those_of_the_definition(given_marks: tuple[list[int], list[list[int]]]) -> None:
    weights, all_marks = given_marks
    sums = [sum(w * m for w, m in zip(weights, its, strict=True)) for its in all_marks]
    scores = [total / sum(weights) for total in sums]
    how = {"evaluators": len(sums), "weights": sum(weights)}
    mean = weighted_mean(sum(sums), **how)
    assert mean == pytest.approx(fmean(scores))
    assert min(scores) - 1e-9 <= mean <= max(scores) + 1e-9
    deviation = spread(sum(sums), sum(total * total for total in sums), **how)
    assert deviation == (pytest.approx(stdev(scores), abs=1e-9) if len(sums) > 1 else None)
