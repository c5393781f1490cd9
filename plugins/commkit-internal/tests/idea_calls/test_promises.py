"""The promised reply: to all authors, in time or told as broken, each once; and the numbers of it."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied
from commkit.feedback import ReadSuggestion, VoteOnSuggestion, WithdrawSuggestion
from commkit.members import LeaveCommunity
from commkit.notifications import ListInbox
from commkit_internal import (
    DecideIdea,
    IdeaOutcome,
    ListCallIdeas,
    ListIdeaAuthors,
    MarkIdea,
    MergeIdeas,
    ReadIdeaCall,
    ReadIdeaNumbers,
    ReportIdeaCall,
    SubmitIdea,
)
from commkit_internal.idea_calls.jobs import CheckIdeaPromise, RemindIdeaCallOwner
from tests.processes import at_once_in_processes

DAY = timedelta(days=1)


def deciding(town: Any, *authors: str, **changes: Any) -> tuple[Any, list[Any]]:
    """A call with an idea of each author, whose evaluation is closed."""
    call = town.idea_call(**changes)
    ideas = [town.idea(call, author) for author in authors]
    town.go_to(call.evaluate_until)
    return call, ideas


def report(town: Any, call: Any, ideas: Any, by: str = "pat") -> None:
    for idea in ideas:
        town.decide(idea, by=by)
    town.do(by, ReportIdeaCall(call.id))
    town.kit.worker().drain()


def told(town: Any, actor: str) -> list[tuple[str, Any]]:
    town.kit.worker().drain()
    return [(item.kind, item.object) for item in town.ask(actor, ListInbox(limit=100)).items]


def test_authors_of_merged_ideas_are_credited_and_told(town: Any) -> None:
    call = town.idea_call()
    one, other, third = (town.idea(call, author, f"By {author}") for author in ("ada", "bob", "cid"))
    town.do("stew", VoteOnSuggestion(one))
    town.do("pat", MergeIdeas(idea=one, into=other))
    town.do("pat", MergeIdeas(idea=other, into=third))
    credited = town.ask("ada", ListIdeaAuthors(one))
    assert [its.idea for its in credited] == [third, one, other]
    assert [its.author for its in credited] == [town.member(name) for name in ("cid", "ada", "bob")]
    (its,) = town.ideas(call)
    assert (its.id, its.merged) == (third, 2)
    town.do("pat", MergeIdeas(idea=town.idea(call, "sten"), into=one))  # the id leads to the one that stays
    assert town.ideas(call)[0].merged == 3
    town.go_to(call.evaluate_until)
    report(town, call, [third])
    for author in ("ada", "bob", "cid", "sten", "stew"):
        assert told(town, author).count(("feedback.suggestion_status", third)) == 1
    assert town.ask("ada", ReadSuggestion(one)).reply == "It is accepted."


def test_the_owner_is_reminded_and_stewards_hear_of_a_broken_promise(town: Any) -> None:
    call, ideas = deciding(town, "ada")
    town.go_to(call.report_by - 3 * DAY)
    due, broken = ("internal.idea_report_due", call.id), ("internal.idea_promise_broken", call.id)
    assert town.inbox("pat") == [due]
    assert town.inbox("stew") == town.inbox("sten") == []
    town.go_to(call.report_by)
    assert town.inbox("stew") == town.inbox("sten") == [broken]
    assert town.inbox("pat") == [broken, due]  # a people partner may run it, too
    assert town.inbox("ada") == []
    for again in (RemindIdeaCallOwner(call.id), CheckIdeaPromise(call.id)):
        assert town.do(SYSTEM, again) is False
    report(town, call, ideas)  # late, and still given
    assert town.ask("ada", ReadSuggestion(ideas[0])).reply == "It is accepted."
    view = town.ask("ada", ReadIdeaCall(call.id)).call
    assert view.broken_at == call.report_by


def test_a_kept_promise_reminds_nobody(town: Any) -> None:
    call, ideas = deciding(town, "ada")
    report(town, call, ideas)
    town.go_to(call.report_by + DAY)
    assert town.inbox("pat") == town.inbox("stew") == []


def test_without_standing_ideas_nobody_waits(town: Any) -> None:
    call, (idea,) = deciding(town, "ada")
    town.do("ada", WithdrawSuggestion(idea))
    town.go_to(call.report_by + DAY)
    assert town.inbox("pat") == town.inbox("stew") == []
    with town.refused("internal.idea_withdrawn", Conflict):
        town.decide(idea, by="stew")
    report(town, call, [])


def test_stewards_are_reminded_where_the_owner_has_left(town: Any) -> None:
    call, ideas = deciding(town, "ada")
    town.do("pat", LeaveCommunity())
    town.go_to(call.report_by - DAY)
    assert town.inbox("stew") == [("internal.idea_report_due", call.id)]
    report(town, call, ideas, by="stew")


def test_the_numbers_count_who_waits(town: Any) -> None:
    with town.refused("runtime.not_permitted", Denied):
        town.ask("ada", ReadIdeaNumbers())
    nothing = town.ask("pat", ReadIdeaNumbers())
    assert (nothing.ideas, nothing.replied_in_time, nothing.time_to_decision.median) == (0, None, None)
    call = town.idea_call()
    one, other, third = (town.idea(call, author) for author in ("ada", "bob", "cid"))
    town.do("pat", MergeIdeas(idea=other, into=one))
    town.do("cid", WithdrawSuggestion(third))
    town.go_to(call.evaluate_until)
    report(town, call, [one])
    late = town.idea_call()
    ideas = [town.idea(late, "ada"), town.idea(late, "cid")]
    waiting = town.ask("pat", ReadIdeaNumbers())
    assert (waiting.calls, waiting.ideas, waiting.authors) == (2, 3, 3)
    assert (waiting.replied_in_time.hits, waiting.replied_in_time.n) == (1, 1)
    town.go_to(late.report_by + DAY)
    overdue = town.ask("pat", ReadIdeaNumbers())
    assert (overdue.replied_in_time.hits, overdue.replied_in_time.n) == (1, 3)
    times = overdue.time_to_decision
    assert (times.ended, times.waiting, times.median) == (1, 2, None)
    report(town, late, ideas)
    after = town.ask("pat", ReadIdeaNumbers())
    assert (after.replied_in_time.hits, after.replied_in_time.n) == (1, 3)
    assert (after.time_to_decision.ended, after.time_to_decision.median) == (3, 22 * DAY)
    assert town.ask("pat", ReadIdeaNumbers(since=late.opened_at)).ideas == 2


PRELUDE = """
from commkit_internal import Internal, IdeaCallId
from commkit_internal.idea_calls.jobs import CheckIdeaPromise, RemindIdeaCallOwner

def kit_of(url, clock):
    return Kit(url, plugins=[Internal()], clock=clock)
"""
WITHOUT_CONDITION = """
from sqlalchemy import bindparam, update
from commkit.storage import Id, UtcDateTime, statement
from commkit_internal.tables import idea_call
from commkit_internal.idea_calls import statements as sql

def always(column):
    return statement(lambda: update(idea_call).values({column: bindparam("now", type_=UtcDateTime)}).where(
        idea_call.c.community_id == bindparam("community_id"), idea_call.c.id == bindparam("id", type_=Id)))

sql.SET_REMINDED, sql.SET_BROKEN = always("reminded_at"), always("broken_at")
"""


def race(town: Any, job: str, **how: str) -> int:
    """How many of four processes say that they told, which do the same job at once."""
    call, _ = deciding(town, "ada")
    town.clock.advance(call.report_by - town.clock())
    works = [("SYSTEM", f"session.do({job}(IdeaCallId(ids[0])))")] * 4
    said = at_once_in_processes(town, PRELUDE, works, ids=[call.id], **how)
    assert set(said) <= {"True", "False"}
    return said.count("True")


@pytest.mark.slow
@pytest.mark.parametrize("job", ["RemindIdeaCallOwner", "CheckIdeaPromise"])
def test_of_many_at_once_one_tells(town: Any, job: str) -> None:
    assert race(town, job) == 1


@pytest.mark.slow
@pytest.mark.parametrize("job", ["RemindIdeaCallOwner", "CheckIdeaPromise"])
def test_control_without_the_condition_all_tell(town: Any, job: str) -> None:
    assert race(town, job, patch=WITHOUT_CONDITION) == 4


@pytest.mark.slow
def test_two_workers_tell_each_once(town: Any) -> None:
    call, _ = deciding(town, "ada")
    town.clock.advance(call.report_by - town.clock())
    assert at_once_in_processes(town, PRELUDE, [("worker", "")] * 3) == ["0"] * 3
    town.kit.worker().drain()
    assert town.inbox("pat").count(("internal.idea_report_due", call.id)) == 1
    for steward in ("stew", "sten"):
        assert town.inbox(steward) == [("internal.idea_promise_broken", call.id)]


@pytest.mark.slow
def test_five_thousand_ideas(sqlite_town: Any) -> None:
    """They are listed, marked, decided about and answered; a page reads no more than it shows."""
    town = sqlite_town
    call = town.idea_call()
    with town.kit.session("ada", "work") as session:
        ideas = [session.do(SubmitIdea(call.id, f"Idea {number}")).id for number in range(5_000)]
    town.go_to(call.collect_until)
    with town.kit.session("bob", "work") as session:
        for number, idea in enumerate(ideas):
            session.do(MarkIdea(idea, (1 + number % 5, 3)))
    with town.kit.session("cid", "work") as session:
        for idea in ideas[:4_000]:
            session.do(MarkIdea(idea, (3, 3)))
    town.go_to(call.evaluate_until)
    assert town.ask("ada", ReadIdeaCall(call.id)).ideas == 5_000
    seen, after = [], None
    while True:
        page = town.ask("ada", ListCallIdeas(call=call.id, after=after, limit=100))
        seen += page.items
        if (after := page.next) is None:
            break
    assert {its.id for its in seen} == set(ideas)
    ranks = [its.rank for its in seen]
    assert ranks[:4_000] == sorted(ranks[:4_000])
    assert ranks[4_000:] == [None] * 1_000
    with town.kit.session("pat", "work") as session:
        for idea in ideas:
            session.do(DecideIdea(idea, IdeaOutcome.LATER, "Next year."))
    report(town, call, [])
    assert town.ask("pat", ReadIdeaNumbers()).replied_in_time.hits == 5_000
