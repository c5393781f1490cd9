"""An idea call from its opening to the reply: its states, its times, and what it refuses."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid, Kit, NotFound
from commkit.feedback import ListSuggestionUpdates, ReadSuggestion, WithdrawSuggestion
from commkit.members import LeaveCommunity, RestrictMember
from commkit.notifications import ListInbox
from commkit_internal import (
    AddIdeaEvaluator,
    CancelIdeaCall,
    CloseIdeaEvaluation,
    CriterionDraft,
    IdeaCallSettings,
    IdeaCallState,
    Internal,
    ListIdeaCalls,
    ListIdeaEvaluators,
    MarkIdea,
    ReadIdeaCall,
    ReportIdeaCall,
    SubmitIdea,
)
from commkit_internal.idea_calls.policy import TRANSITIONS, check_transition

MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)


def state(town: Any, call: Any) -> str:
    return str(town.ask("ada", ReadIdeaCall(call.id)).call.state)


def told(town: Any, actor: str) -> list[str]:
    town.kit.worker().drain()
    return [item.kind for item in town.ask(actor, ListInbox(limit=100)).items]


def test_a_call_goes_from_collecting_to_the_reply(town: Any) -> None:
    call = town.idea_call()
    idea, other = town.idea(call), town.idea(call, "bob", "Walk")
    assert state(town, call) == "collecting"
    town.go_to(call.collect_until)
    assert state(town, call) == "evaluating"
    assert [town.inbox(who) for who in ("bob", "cid", "ada")] == [
        [("internal.ideas_to_mark", call.id)],
        [("internal.ideas_to_mark", call.id)],
        [],
    ]
    town.mark("bob", idea, 5, 3)
    town.mark("cid", idea, 4, 4)
    town.go_to(call.evaluate_until)
    assert state(town, call) == "deciding"
    town.decide(idea)
    with town.refused("internal.ideas_undecided", Conflict):
        town.do("pat", ReportIdeaCall(call.id))
    town.decide(other, "later")
    assert town.ideas(call)[0].outcome is None
    assert town.ideas(call, "pat")[0].outcome == "accepted"
    town.do("pat", ReportIdeaCall(call.id))
    town.kit.worker().drain()
    assert state(town, call) == "reported"
    found = {its.id: its for its in town.ideas(call)}
    assert (found[idea].outcome, found[idea].reason) == ("accepted", "It is accepted.")
    suggested = town.ask("ada", ReadSuggestion(idea))
    assert (suggested.status, suggested.reply) == ("planned", "It is accepted.")
    (update,) = town.ask("ada", ListSuggestionUpdates(idea))
    assert update.by == town.member("pat")
    assert town.ask("ada", ReadSuggestion(other)).status == "under_review"
    assert told(town, "ada") == ["feedback.suggestion_status"]


def test_the_times_are_those_of_any_zone(town: Any) -> None:
    zone = timezone(timedelta(hours=-9, minutes=-30))
    ends = datetime(2026, 3, 3, 0, 0, tzinfo=zone)
    call = town.idea_call(collect_until=ends)
    assert town.ask("ada", ReadIdeaCall(call.id)).call.collect_until == ends.astimezone(UTC)
    town.clock.advance(ends - town.clock() - MICROSECOND)
    town.idea(call)
    town.clock.advance(MICROSECOND)
    with town.refused("internal.collection_over", Conflict):  # the worker has not come yet
        town.idea(call)
    town.kit.worker().drain()
    with town.refused("internal.idea_call_state", Conflict):
        town.idea(call)
    assert len(town.ideas(call)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"criteria": ()},
        {"criteria": (CriterionDraft("Effect", 0),)},
        {"criteria": (CriterionDraft("Effect", -1),)},
        {"criteria": (CriterionDraft("Effect", 101),)},
        {"criteria": (CriterionDraft("Effect"), CriterionDraft(" effect"))},
        {"criteria": tuple(CriterionDraft(f"No. {number}") for number in range(11))},
        {"collect_until": datetime(2026, 3, 2, 9, 0, tzinfo=UTC)},
        {"collect_until": datetime(2028, 3, 2, 9, 0, tzinfo=UTC)},
        {"evaluate_until": datetime(2026, 3, 3, 9, 0, tzinfo=UTC)},
        {
            "collect_until": datetime(9999, 12, 30, tzinfo=UTC),
            "evaluate_until": datetime(9999, 12, 31, tzinfo=UTC),
        },
        {"report_within": timedelta()},
        {"evaluators": ()},
    ],
)
def test_a_call_that_lacks_something_is_refused(sqlite_town: Any, wrong: dict[str, Any]) -> None:
    with sqlite_town.refused("runtime.invalid", Invalid):
        sqlite_town.idea_call(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"scale": 1}, {"marks_needed": 0}, {"remind_before": timedelta(minutes=1)}]
)
def test_settings_out_of_their_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        Kit("sqlite://", plugins=[Internal(idea_calls=IdeaCallSettings(**wrong))])
    assert caught.value.code == "internal.bad_settings"


def test_only_allowed_states_follow() -> None:
    allowed = {(before, after) for before, following in TRANSITIONS.items() for after in following}
    for before, after in product(IdeaCallState, repeat=2):
        if (before, after) in allowed:
            check_transition(before, after)
        else:
            with pytest.raises(Conflict):
                check_transition(before, after)


def test_each_command_has_its_states(town: Any) -> None:
    call = town.idea_call()
    idea = town.idea(call)
    early = [
        lambda: town.mark("bob", idea, 1, 1),
        lambda: town.decide(idea),
        lambda: town.do("pat", CloseIdeaEvaluation(call.id)),
        lambda: town.do("pat", ReportIdeaCall(call.id)),
    ]
    for wrong in early:
        with town.refused("internal.idea_call_state", Conflict):
            wrong()
    with town.refused("internal.ideas_wait", Conflict):
        town.do("pat", CancelIdeaCall(call.id))
    town.go_to(call.collect_until)
    town.do("pat", CloseIdeaEvaluation(call.id))
    town.decide(idea)
    town.do("pat", ReportIdeaCall(call.id))
    for wrong in (
        *early,
        lambda: town.idea(call),
        lambda: town.do("pat", CancelIdeaCall(call.id)),
        lambda: town.do("pat", AddIdeaEvaluator(call.id, town.member("ada"))),
    ):
        with town.refused("internal.idea_call_state", Conflict):
            wrong()
    town.go_to(call.evaluate_until)
    assert state(town, call) == "reported"


def test_a_call_without_ideas_is_cancelled(town: Any) -> None:
    call = town.idea_call()
    assert town.do("pat", CancelIdeaCall(call.id)).state is IdeaCallState.CANCELLED
    town.go_to(call.report_by + DAY)
    assert state(town, call) == "cancelled"
    assert town.inbox("stew") == town.inbox("pat") == []


def test_a_late_worker_catches_up(town: Any) -> None:
    call = town.idea_call()
    town.idea(call)
    town.go_to(call.evaluate_until + DAY)
    assert state(town, call) == "deciding"


def test_only_who_runs_a_call_changes_it(town: Any) -> None:
    call = town.idea_call("stew")
    with town.refused("runtime.not_permitted", Denied):
        town.idea_call("ada")
    for wrong in (CancelIdeaCall(call.id), AddIdeaEvaluator(call.id, town.member("ada"))):
        with town.refused("runtime.not_permitted", Denied):
            town.do("ada", wrong)
    town.do("pat", CancelIdeaCall(call.id))


def test_an_evaluator_who_leaves_marks_no_more_and_the_owner_is_told(town: Any) -> None:
    call = town.idea_call()
    idea = town.idea(call)
    town.go_to(call.collect_until)
    town.mark("bob", idea, 4, 4)
    town.do("bob", LeaveCommunity())
    town.do("stew", RestrictMember(town.member("cid"), "banned", reason="They broke the rules."))
    assert town.ask("pat", ListIdeaEvaluators(call.id)) == ()
    assert set(town.inbox("pat")) == {("internal.idea_evaluator_left", call.id)}
    sten = town.member("sten")
    town.do("pat", AddIdeaEvaluator(call.id, sten))
    assert town.do("pat", AddIdeaEvaluator(call.id, sten)).member == sten
    assert town.inbox("sten") == [("internal.ideas_to_mark", call.id)]
    town.mark("sten", idea, 2, 2)
    town.go_to(call.evaluate_until)
    (ranked,) = town.ideas(call)
    assert (ranked.evaluators, ranked.mean) == (2, 3.0)  # what bob marked counts
    with town.refused("internal.idea_call_state", Conflict):
        town.do("pat", AddIdeaEvaluator(call.id, town.member("ada")))


def test_an_evaluator_who_has_left_is_not_named(town: Any) -> None:
    cid = town.member("cid")
    town.do("cid", LeaveCommunity())
    with town.refused("runtime.not_found", NotFound):
        town.idea_call(evaluators=(cid,))


def test_pages_of_calls_are_one_statement(town: Any) -> None:
    calls = [town.idea_call() for _ in range(3)]
    town.do("ada", WithdrawSuggestion(town.idea(calls[0])))
    town.idea(calls[0])
    for query in (ListIdeaCalls(limit=2), ReadIdeaCall(calls[0].id)):
        with town.kit.session("ada", "work", read_only=True) as session:
            assert session.member
            with town.counted() as seen:
                session.ask(query)
            assert len([sql for sql in seen if "commkit_internal" in sql]) == 1
    page = town.ask("ada", ListIdeaCalls(limit=2))
    rest = town.ask("ada", ListIdeaCalls(limit=2, after=page.next))
    assert [view.call for view in (*page.items, *rest.items)] == calls[::-1]
    view = rest.items[0]
    assert [(its.number, its.name, its.weight) for its in view.criteria] == [(1, "Effect", 3), (2, "Ease", 1)]
    assert (view.evaluators, view.ideas) == (2, 1)
    assert town.ask("ada", ReadIdeaCall(calls[0].id)) == view


def test_an_idea_needs_its_call(town: Any) -> None:
    call = town.idea_call()
    assert town.emitted("ada", SubmitIdea(call.id, "Turn it off", tags=("energy",))) == [
        "feedback.suggestion_submitted",
        "internal.idea_submitted",
    ]
    town.go_to(call.collect_until)
    (idea,) = town.ideas(call)
    assert town.emitted("bob", MarkIdea(idea.id, (5, 5))) == ["internal.idea_marked"]
