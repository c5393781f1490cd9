"""Ideas of a call: merged within it, left alone by what the core does, in time or not at all."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Conflict, Denied
from commkit.feedback import (
    EditSuggestion,
    MergeSuggestions,
    ReadSuggestion,
    SubmitSuggestion,
    SuggestionKind,
    SuggestionStatus,
    UpdateSuggestionStatus,
    VoteOnSuggestion,
)
from commkit.spaces import CreateSpace
from commkit_internal import CloseIdeaEvaluation, ListIdeaMarks, MergeIdeas, ReadIdeaCall
from tests.processes import at_once_in_processes

MICROSECOND = timedelta(microseconds=1)


def test_votes_and_authors_are_merged_without_counting_twice(town: Any) -> None:
    call = town.idea_call()
    one, other = town.idea(call, "ada", "One"), town.idea(call, "bob", "Other")
    for voter, idea in (("cid", one), ("cid", other), ("stew", one)):
        town.do(voter, VoteOnSuggestion(idea))
    town.do("pat", MergeIdeas(idea=one, into=other))
    assert town.ask("ada", ReadSuggestion(one)).voter_count == 2
    assert [its.id for its in town.ideas(call)] == [other]
    assert town.ask("ada", ReadIdeaCall(call.id)).ideas == 1


def test_ideas_of_two_calls_are_not_merged(town: Any) -> None:
    one, other = (town.idea(town.idea_call(), "ada", title) for title in ("One", "Other"))
    with town.refused("internal.ideas_of_two_calls", Conflict):
        town.do("pat", MergeIdeas(idea=one, into=other))
    with town.refused("feedback.same_suggestion", Conflict):
        town.do("pat", MergeIdeas(idea=one, into=one))
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", MergeIdeas(idea=one, into=other))


def test_marks_of_who_became_an_author_count_no_more(town: Any) -> None:
    call = town.idea_call()
    by_bob, by_ada = town.idea(call, "bob", "Bob's"), town.idea(call, "ada", "Ada's")
    town.go_to(call.collect_until)
    town.mark("bob", by_ada, 5, 5)
    town.mark("cid", by_ada, 3, 3)
    town.mark("cid", by_bob, 4, 4)
    town.do("pat", MergeIdeas(idea=by_bob, into=by_ada))
    assert town.ask("bob", ListIdeaMarks(by_ada)) == ()
    assert [mark.value for mark in town.ask("cid", ListIdeaMarks(by_bob))] == [3, 3]
    with town.refused("internal.own_idea", Denied):
        town.mark("bob", by_ada, 5, 5)
    town.do("pat", CloseIdeaEvaluation(call.id))
    (its,) = town.ideas(call)
    assert (its.evaluators, its.enough_marks) == (1, False)
    other = town.idea(town.idea_call(), "ada", "Late")
    with town.refused("internal.ideas_of_two_calls", Conflict):
        town.do("pat", MergeIdeas(idea=by_ada, into=other))


def test_once_evaluation_is_closed_nothing_is_merged(town: Any) -> None:
    call = town.idea_call()
    one, other = town.idea(call, "ada", "One"), town.idea(call, "bob", "Other")
    town.go_to(call.evaluate_until)
    with town.refused("internal.idea_call_state", Conflict):
        town.do("pat", MergeIdeas(idea=one, into=other))


def test_what_the_core_does_goes_around_no_call(town: Any) -> None:
    call = town.idea_call()
    idea = town.idea(call)
    merged = town.idea(call, "bob", "Same")
    town.do("pat", MergeIdeas(idea=merged, into=idea))
    outside = town.do("cid", SubmitSuggestion(kind=SuggestionKind.IDEA, title="Outside")).id
    space = town.do("stew", CreateSpace(slug="here", title="Here", purpose="To talk")).id
    version = town.ask("ada", ReadSuggestion(idea)).version
    for known in (idea, merged):
        for wrong in (
            MergeSuggestions(suggestion=known, into=outside),
            MergeSuggestions(suggestion=outside, into=known),
            UpdateSuggestionStatus(known, SuggestionStatus.DECLINED, "No."),
            EditSuggestion(suggestion=known, version=version, space=space),
        ):
            with town.refused("internal.idea_in_call", Denied):
                town.do("stew", wrong)
    edited = town.do("ada", EditSuggestion(suggestion=idea, version=version, title="Turn all off"))
    town.go_to(call.collect_until)
    with town.refused("internal.idea_in_call", Denied):
        town.do("ada", EditSuggestion(suggestion=idea, version=edited.version, title="Else"))


PRELUDE = """
from commkit_internal import Internal, IdeaCallId, SubmitIdea
from commkit_internal.idea_calls.jobs import EndIdeaCollection

def kit_of(url, clock):
    return Kit(url, plugins=[Internal()], clock=clock)
"""


def test_in_the_same_second_as_the_close_each_idea_is_in_or_refused(town: Any) -> None:
    call = town.idea_call(collect_until=town.clock() + timedelta(hours=1, milliseconds=500))
    town.clock.advance(timedelta(hours=1))
    town.idea(call, "ada", "Half a second ahead")
    town.clock.advance(timedelta(milliseconds=500) - MICROSECOND)
    town.idea(call, "bob", "A microsecond ahead")
    town.clock.advance(MICROSECOND)
    for _ in range(2):
        with town.refused("internal.collection_over", Conflict):
            town.idea(call, "cid", "At the close")
    town.kit.worker().drain()
    assert len(town.ideas(call)) == 2


@pytest.mark.slow
def test_ideas_at_once_with_the_close_are_in_or_refused(town: Any) -> None:
    """Evaluators are asked once all ideas are in: none comes behind the close."""
    call = town.idea_call()
    town.clock.advance(call.collect_until - town.clock())
    works = [
        (who, f"session.do(SubmitIdea(IdeaCallId(ids[0]), '{who}')).id") for who in ("ada", "bob", "cid")
    ]
    said = at_once_in_processes(
        town,
        PRELUDE,
        [*works, ("SYSTEM", "session.do(EndIdeaCollection(IdeaCallId(ids[0])))")],
        ids=[call.id],
    )
    assert said[-1] == "True"
    assert set(said[:-1]) <= {"internal.collection_over", "internal.idea_call_state"}
    assert town.ideas(call) == ()
