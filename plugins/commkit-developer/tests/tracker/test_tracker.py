"""Threads hear what becomes of their issues: linked, closed, released, opened again, and whether it works."""

import json
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, NotFound
from commkit.explaining import ExplainDecision
from commkit.members import AddGroupMember, CreateGroup
from commkit.notifications import ListInbox, WatchLevel, WatchThread
from commkit.posts import (
    CreateReply,
    CreateThread,
    ListThreads,
    LockThread,
    MergeThreads,
    ReadThread,
    RemovePost,
    UnlockThread,
    ViewThread,
    post,
)
from commkit.privacy import ErasePerson
from commkit.storage import FIRST_ID
from commkit.testing.contexts import context_of
from commkit_developer import (
    BUG_TRACKED,
    ConfirmFix,
    ConvertToComment,
    Developer,
    Issue,
    IssueId,
    IssueSnapshot,
    IssueState,
    LinkIssue,
    OpenIssue,
    ReadIssue,
    ReadIssueDraft,
    ReadThreadIssue,
    ReadTrackerNumbers,
    RecordIssue,
    RecordRelease,
    RefreshIssue,
    UnlinkIssue,
    VoteToClose,
)
from commkit_developer.jobs import TellThread
from commkit_developer.tables import issue, thread_link
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker import subscribers
from commkit_developer.tracker.policy import recorded, released, status_message
from commkit_developer.tracker.records import ThreadLink
from commkit_qa import AcceptAnswer, CloseQuestion
from tests.plans import analyse, explain
from tests.plugin_town import MONDAY

LINK = "[BUG-7](<https://bugs.example/issues/BUG-7>)"
TRACKED = f"This is tracked: {LINK}. This thread will hear what becomes of it."
FIXED = f"Fixed in 2.1: {LINK}. Does it work for you?"
RELEASE = {"type": "release.announced", "version": "2.1", "issues": ["BUG-7"]}


def close_as_tracked(town: Any, question: Any) -> None:
    town.do("max", VoteToClose(question.id, BUG_TRACKED.name))


# --- the way of an issue -------------------------------------------------------------------------------------------


def test_an_issue_is_opened_and_its_thread_hears(bridge: Any) -> None:
    town = bridge.town
    question = town.question()
    shown = bridge.opened(question.id)
    assert (shown.state, shown.issue.title) == (IssueState.REQUESTED, "It fails")
    assert bridge.shown(question).issue is None  # nobody knows yet whether the tracker keeps it to itself
    assert bridge.work().failed == 0
    (request,) = bridge.tracker.requests
    assert request.headers["authorization"] == "Bearer t0ken"
    assert request.headers["idempotency-key"] == str(shown.issue.id)
    after = bridge.shown(question)
    assert (after.state, after.issue.key, after.issue.body) == (IssueState.OPEN, "BUG-1", "")
    assert bridge.heard(question) == [TRACKED.replace("BUG-7", "BUG-1")]
    assert "developer.issue_open" in town.ask("bob", ViewThread(question.id)).thread.marks
    bridge.work()
    assert len(bridge.tracker.requests) == 1


def test_a_question_closed_as_tracked_opens_with_the_release_and_its_asker_confirms(bridge: Any) -> None:
    town = bridge.town
    question = bridge.linked()
    town.do("cid", WatchThread(thread=question.id, level=WatchLevel.WATCHING))
    close_as_tracked(town, question)
    bridge.tell(bridge.tracker.change("BUG-7", state="closed"))
    assert (bridge.state(question), bridge.shown(question).state) == ("closed", IssueState.CLOSED)
    assert bridge.tell(RELEASE) == 1
    assert bridge.heard(question) == [
        TRACKED,
        f"Done, and not released yet: {LINK}. This thread will hear of the release.",
        FIXED,
    ]
    assert bridge.state(question) == "waiting"
    assert town.inbox("ada")[0] == ("developer.fix_asked", question.id)
    watched = [item.kind for item in town.ask("cid", ListInbox(limit=100)).items]
    assert "notifications.thread" in watched
    assert bridge.shown(question).asks
    with pytest.raises(Denied):
        town.do("bob", ConfirmFix(question.id, works=True))
    done = town.do("ada", ConfirmFix(question.id, works=True))
    assert (done.asks, done.works, bridge.state(question)) == (False, True, "solved")
    with town.refused("developer.nothing_to_confirm", Conflict):
        town.do("ada", ConfirmFix(question.id, works=False))


def test_an_asker_for_whom_it_does_not_work_has_an_open_question(bridge: Any) -> None:
    question = bridge.linked()
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    assert bridge.heard(question) == [TRACKED, FIXED]  # the tracker tells of both at once
    town = bridge.town
    assert "developer.fix_confirmed" in town.emitted("ada", ConfirmFix(question.id, works=False))
    assert (bridge.state(question), bridge.shown(question).works) == ("open", False)


def test_accepting_the_reply_that_asks_is_an_answer(bridge: Any) -> None:
    question = bridge.linked()
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    town = bridge.town
    fix = next(post for post in town.ask("bob", ReadThread(question.id)).items if post.body == FIXED)
    town.do("ada", AcceptAnswer(question.id, fix.id))
    assert bridge.shown(question).works is True


@pytest.mark.parametrize("works", [True, False])
def test_the_tracker_is_told_what_the_asker_said_and_nothing_else(bridge: Any, works: bool) -> None:
    question = bridge.linked()
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    bridge.town.do("ada", ConfirmFix(question.id, works=works))
    bridge.work()
    bridge.work()
    assert list(bridge.tracker.verdicts.values()) == [("BUG-7", {"release": "2.1", "works": works})]
    said = json.dumps([request.body.decode() for request in bridge.tracker.requests])
    assert str(question.id) not in said
    assert question.title not in said


def test_accepting_the_reply_that_asks_tells_the_tracker_too(bridge: Any) -> None:
    question = bridge.linked()
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    fix = next(post for post in bridge.town.ask("bob", ReadThread(question.id)).items if post.body == FIXED)
    bridge.town.do("ada", AcceptAnswer(question.id, fix.id))
    bridge.work()
    assert bridge.tracker.verdicts == {str(fix.id): ("BUG-7", {"release": "2.1", "works": True})}


def test_what_was_said_of_one_release_is_told_of_it_after_the_next(bridge: Any) -> None:
    question = bridge.linked()
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    bridge.town.do("ada", ConfirmFix(question.id, works=False))
    bridge.tell(bridge.tracker.change("BUG-7", state="open"), drain=False)
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.2"))
    assert [told for _, told in bridge.tracker.verdicts.values()] == [{"release": "2.1", "works": False}]
    bridge.town.do("ada", ConfirmFix(question.id, works=True))
    bridge.work()
    assert [told["release"] for _, told in bridge.tracker.verdicts.values()] == ["2.1", "2.2"]


def test_a_later_release_is_asked_about_and_not_answered_by_who_was_asked_about_the_first(
    bridge: Any,
) -> None:
    question = bridge.linked()
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    bridge.tell(bridge.tracker.change("BUG-7", release="2.2"), drain=False)
    with bridge.town.refused("developer.nothing_to_confirm", Conflict):
        bridge.town.do("ada", ConfirmFix(question.id, works=True))
    bridge.work()
    assert bridge.heard(question)[-1] == FIXED.replace("2.1", "2.2")
    bridge.town.do("ada", ConfirmFix(question.id, works=True))
    bridge.work()
    assert [told for _, told in bridge.tracker.verdicts.values()] == [{"release": "2.2", "works": True}]


@pytest.mark.parametrize("goes", ["removed", "converted"])
def test_a_reply_that_is_no_answer_any_more_asks_nothing(bridge: Any, goes: str) -> None:
    town, question = bridge.town, bridge.linked()
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    assert bridge.state(question) == "waiting"
    fix = next(post for post in town.ask("bob", ReadThread(question.id)).items if post.body == FIXED)
    town.do("stew", RemovePost(fix.id, "Twice.") if goes == "removed" else ConvertToComment(fix.id, "Twice."))
    assert (bridge.shown(question).asks, bridge.state(question)) == (False, "open")
    with town.refused("developer.nothing_to_confirm", Conflict):
        town.do("ada", ConfirmFix(question.id, works=True))


def test_what_was_asked_is_asked_again_where_the_question_was_merged_into(bridge: Any) -> None:
    town, first, second = bridge.town, bridge.linked(), bridge.town.question("A second one")
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    town.do("stew", MergeThreads(first.id, into=second.id))
    assert not bridge.shown(second).asks
    bridge.work()
    assert bridge.shown(second).asks
    town.do("ada", ConfirmFix(second.id, works=True))
    assert (bridge.shown(second).works, bridge.state(second)) == (True, "solved")


def test_an_issue_has_a_state_that_there_is() -> None:
    with pytest.raises(Invalid, match="choose one of: open, closed, declined"):
        IssueSnapshot(key="A-1", url="https://bugs.example/A-1", title="It fails", state="in_progress")  # type: ignore[arg-type]


def test_a_tracker_that_cannot_be_told_is_refused(make_town: Any) -> None:
    class Old:
        def key_of(self, address: str) -> str:
            return address

        def open(self, draft: Any, *, request: str) -> Any:
            raise NotImplementedError

        def read(self, key: str) -> Any:
            raise NotImplementedError

    with pytest.raises(Invalid, match="lacks tell_verdict"):
        make_town(tracker=Old())


def test_a_reopened_issue_opens_what_was_closed_as_tracked_and_asks_no_more(bridge: Any) -> None:
    closed, asked = bridge.linked(), bridge.linked(title="It fails, too")
    close_as_tracked(bridge.town, closed)
    bridge.tell(bridge.tracker.change("BUG-7", state="closed"))
    bridge.tell(bridge.tracker.change("BUG-7", state="open"))
    assert (bridge.state(closed), bridge.heard(closed)[-1]) == ("open", f"Opened again: {LINK}.")
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    assert bridge.state(asked) == "waiting"
    bridge.tell(bridge.tracker.change("BUG-7", state="open", release=""))
    assert (bridge.state(asked), bridge.shown(asked).asks, bridge.shown(asked).release) == ("open", False, "")
    with bridge.town.refused("developer.nothing_to_confirm", Conflict):
        bridge.town.do("ada", ConfirmFix(asked.id, works=True))


def test_what_was_settled_otherwise_is_told_and_stays(bridge: Any) -> None:
    town = bridge.town
    solved, closed, locked, gone = (bridge.linked(title=f"Question {number}") for number in range(4))
    town.do("ada", AcceptAnswer(solved.id, town.answer(solved.id).id))
    town.do("ada", CloseQuestion(closed.id, "I gave up."))
    town.do("stew", LockThread(locked.id, reason="Heated"))
    town.do("ada", RemovePost(gone.id))
    assert bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    assert bridge.work().failed == 0
    for question, state in ((solved, "solved"), (closed, "closed")):
        assert bridge.state(question) == state
        assert bridge.heard(question)[-1].endswith("If it does not work for you, say so here.")
    assert bridge.heard(locked) == [TRACKED]
    town.do("stew", UnlockThread(locked.id))
    assert bridge.shown(locked).state is IssueState.RELEASED  # the mark says it where nobody could


def test_a_declined_issue_is_told(bridge: Any) -> None:
    question = bridge.linked()
    bridge.tell(bridge.tracker.change("BUG-7", state="declined"))
    assert bridge.heard(question)[-1] == f"Closed, and nothing will be changed: {LINK}."
    assert bridge.state(question) == "open"
    assert bridge.tell(RELEASE) == 0


def test_only_what_is_about_an_issue_is_closed_as_tracked(bridge: Any) -> None:
    question = bridge.town.question()
    with bridge.town.refused("developer.not_tracked", Denied):
        close_as_tracked(bridge.town, question)


# --- many threads, repeats -----------------------------------------------------------------------------------------


def test_all_threads_hear_one_status_once_in_batches(bridge: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribers, "BATCH_SIZE", 2)
    questions = [bridge.linked(title=f"Question {number}") for number in range(5)]
    assert bridge.tracker.requests[1:] == []  # it was asked once
    event = bridge.tracker.change("BUG-7", state="closed")
    for _ in range(3):
        bridge.tell(event)
    assert bridge.tell(RELEASE) == 1
    assert bridge.tell(RELEASE) == 0  # announced twice
    for question in questions:
        assert len(bridge.heard(question)) == 3
        assert not bridge.town.do(SYSTEM, TellThread(question.id))


def test_what_comes_late_changes_nothing(bridge: Any) -> None:
    question = bridge.linked()
    late = bridge.tracker.change("BUG-7", state="declined")
    newest = bridge.tracker.change("BUG-7", state="closed", release="2.1")
    assert bridge.tell(newest)
    assert not bridge.tell(late)
    assert not bridge.tell(newest)
    assert bridge.shown(question).state is IssueState.RELEASED


def test_a_release_that_is_announced_before_the_issue_is_closed_counts_then(bridge: Any) -> None:
    question = bridge.linked()
    assert bridge.tell(RELEASE) == 0
    assert bridge.shown(question).state is IssueState.OPEN
    bridge.tell(bridge.tracker.change("BUG-7", state="closed"))
    assert bridge.heard(question)[-1] == FIXED


def test_a_thread_that_is_linked_later_hears_how_the_issue_stands(bridge: Any) -> None:
    bridge.linked()
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    assert bridge.heard(bridge.linked(title="Late one")) == [FIXED]


def test_issues_that_nobody_asked_about_are_passed_over(bridge: Any) -> None:
    bridge.tracker.add("BUG-9")
    assert not bridge.tell(bridge.tracker.change("BUG-9", state="closed"))
    assert (
        bridge.tell({"type": "release.announced", "version": "2.1", "issues": ["BUG-9", "BUG-9", "x"]}) == 0
    )


def test_a_status_can_be_asked_for(bridge: Any) -> None:
    question = bridge.linked()
    bridge.tracker.change("BUG-7", state="closed")  # its event is lost
    issue = bridge.shown(question).issue.id
    with pytest.raises(Denied):
        bridge.town.do("bob", RefreshIssue(issue))
    bridge.town.do("max", RefreshIssue(issue))
    bridge.work()
    assert bridge.shown(question).state is IssueState.CLOSED


# --- linking -------------------------------------------------------------------------------------------------------


def test_a_question_is_about_one_issue(bridge: Any) -> None:
    town, question = bridge.town, bridge.linked()
    address = LinkIssue(question.id, "https://bugs.example/issues/BUG-7?tab=1#note-3")
    assert town.emitted("max", address) == []  # the same one again
    for other in (LinkIssue(question.id, "BUG-8"), OpenIssue(question.id, "Again", "It fails.")):
        with town.refused("developer.linked_already", Conflict):
            town.do("max", other)
    assert town.emitted("max", UnlinkIssue(question.id)) == ["developer.issue_unlinked"]
    assert town.emitted("max", UnlinkIssue(question.id)) == []
    assert bridge.shown(question) is None
    town.do("max", LinkIssue(question.id, "BUG-8"))
    bridge.work()
    assert bridge.shown(question) is None  # the tracker has no such issue
    (note,) = town.inbox("max")
    assert note[0] == "developer.issue_failed"
    bridge.tracker.add("BUG-8")
    town.do("max", LinkIssue(question.id, "BUG-8"))
    bridge.work()
    assert bridge.shown(question).issue.key == "BUG-8"


def test_who_may_not_links_and_opens_nothing(bridge: Any, make_town: Any) -> None:
    town, question = bridge.town, bridge.town.question()
    for actor in (None, "ada", "bob"):
        for command in (
            LinkIssue(question.id, "BUG-7"),
            OpenIssue(question.id, "It fails", "It does."),
            UnlinkIssue(question.id),
        ):
            with pytest.raises(Denied):
                town.do(actor, command)
    with pytest.raises(Denied):
        town.do("stew", RecordRelease("2.1", ("BUG-7",)))
    answer = town.answer(question.id)
    for command in (
        LinkIssue(answer.id, "BUG-7"),
        LinkIssue(question.id, "https://elsewhere.example/issues/7"),
    ):
        with pytest.raises(Invalid):
            town.do("max", command)
    trackerless = make_town()
    with trackerless.refused("developer.no_tracker", Denied):
        trackerless.do("max", LinkIssue(question.id, "BUG-7"))


def test_nothing_is_linked_that_one_does_not_see(bridge: Any) -> None:
    question = bridge.town.question()
    bridge.town.do("ada", RemovePost(question.id))
    with pytest.raises(NotFound):
        bridge.town.ask("bob", ReadThreadIssue(question.id))
    with bridge.town.refused("qa.removed", Conflict):
        bridge.town.do("max", LinkIssue(question.id, "BUG-7"))


def test_a_private_issue_is_told_without_its_name(bridge: Any) -> None:
    question = bridge.linked(private=True, title="Build fails")
    secret = bridge.tracker.issues["BUG-7"]
    assert secret["title"] == "Title of BUG-7"
    for said in bridge.heard(question):
        assert "BUG-7" not in said
        assert "bugs.example" not in said
    shown = bridge.shown(question)
    assert (shown.state, shown.issue) == (IssueState.OPEN, None)
    staff = bridge.shown(question, "max")
    assert staff.issue.title == "Title of BUG-7"
    with pytest.raises(NotFound):
        bridge.town.ask("bob", ReadIssue(staff.issue.id))
    bridge.tell(bridge.tracker.change("BUG-7", private=False))
    assert bridge.shown(question).issue.key == "BUG-7"  # it was disclosed


def test_a_draft_masks_addresses_and_names_nobody(bridge: Any) -> None:
    town = bridge.town
    text = "It fails since yesterday, ask ada@example.org."
    question = town.do(
        "ada", CreateThread(kind="question", title="Build", body=text, fields={"got": "Exit 1"})
    )
    draft = town.ask("max", ReadIssueDraft(question.id))
    assert draft.title == "Build"
    assert draft.body == "It fails since yesterday, ask [e-mail].\n\n## What I got\n\nExit 1"
    with pytest.raises(Denied):
        town.ask("bob", ReadIssueDraft(question.id))


def test_merged_questions_hear_in_the_thread_that_goes_on(bridge: Any) -> None:
    town = bridge.town
    first, second, third = bridge.linked(), town.question("A second one"), bridge.linked(title="A third one")
    town.do("stew", MergeThreads(first.id, into=second.id))
    assert bridge.shown(second).issue.key == "BUG-7"
    town.do("stew", MergeThreads(third.id, into=second.id))
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    assert bridge.heard(second)[-1] == FIXED
    assert bridge.heard(second).count(FIXED) == 1


def test_an_erased_opener_leaves_the_issue_and_takes_the_text_along(bridge: Any) -> None:
    town, question = bridge.town, bridge.town.question()
    shown = bridge.opened(question.id)
    assert shown.issue.body
    town.do(SYSTEM, ErasePerson("max"))
    assert bridge.shown(question, "stew").issue.body == ""


# --- numbers, traces -----------------------------------------------------------------------------------------------


def test_numbers_have_their_sample_size(bridge: Any) -> None:
    town = bridge.town
    nothing = town.ask("stew", ReadTrackerNumbers())
    assert (nothing.threads, nothing.time_to_release, nothing.confirmed) == (0, None, None)
    questions = [bridge.linked(title=f"Question {number}") for number in range(3)]
    bridge.linked("BUG-8", title="Another")
    town.clock.advance(timedelta(days=3))
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    town.do("ada", ConfirmFix(questions[0].id, works=True))
    town.do("ada", ConfirmFix(questions[1].id, works=False))
    numbers = town.ask("max", ReadTrackerNumbers())
    assert (numbers.threads, numbers.issues, numbers.released, numbers.asked) == (4, 2, 3, 3)
    assert numbers.time_to_release is not None
    assert timedelta(days=3) <= numbers.time_to_release < timedelta(days=3, minutes=1)
    assert (numbers.confirmed.hits, numbers.confirmed.n, numbers.confirmed.value) == (1, 2, 0.5)
    town.do("ada", RemovePost(questions[2].id))
    assert town.ask("max", ReadTrackerNumbers(since=town.clock.now)).threads == 0
    with pytest.raises(Denied):
        town.ask("bob", ReadTrackerNumbers())


def test_the_trace_says_why(bridge: Any) -> None:
    town, question = bridge.town, bridge.linked()

    def denied_by(actor: str, permission: str) -> str:
        trace = town.ask(actor, ExplainDecision(town.member(actor), permission, question.id))
        return trace.denied_by.rule if trace.denied_by is not None else ""

    assert denied_by("max", "developer.link_issues") == "one at a time"
    assert denied_by("ada", "developer.confirm_fix") == "it is asked"


def test_marks_and_offers_take_as_many_statements_for_many_threads(bridge: Any) -> None:
    town = bridge.town
    question = bridge.linked()
    town.do("bob", CreateReply(question.id, "Me too.", kind="answer"))
    with town.counted() as one:
        town.ask("max", ViewThread(question.id))
    for _ in range(5):
        town.do("bob", CreateReply(question.id, "Me too.", kind="answer"))
    with town.counted() as many:
        town.ask("max", ViewThread(question.id))
    assert len(one) == len(many)


# --- rules ---------------------------------------------------------------------------------------------------------

NEW = Issue(
    id=IssueId(0),  # type: ignore[arg-type]
    key="",
    url="",
    title="It fails",
    private=True,
    state=IssueState.REQUESTED,
    release="",
    revision=0,
    news=0,
    asked_by=None,
    body="It does.",
    asked_at=MONDAY,
    changed_at=MONDAY,
    released_at=None,
    failure_reason="",
)
SNAPSHOTS = st.builds(
    IssueSnapshot,
    key=st.just("BUG-7"),
    url=st.just("https://bugs.example/issues/BUG-7"),
    title=st.sampled_from(["It fails", "It still fails"]),
    state=st.sampled_from(["open", "closed", "declined"]),
    release=st.sampled_from(["", "2.1", "2.2"]),
    private=st.booleans(),
    revision=st.integers(0, 6),
)
STEPS = st.lists(st.one_of(SNAPSHOTS, st.sampled_from(["2.1", "2.2"])), max_size=12)


@given(STEPS)
def test_whatever_the_tracker_says_twice_or_late_counts_once(steps: list[Any]) -> None:
    issue = NEW
    for step in steps:
        told = released if isinstance(step, str) else recorded
        after = told(issue, step, MONDAY)  # type: ignore[arg-type]
        assert told(after, step, MONDAY) == after  # type: ignore[arg-type]
        is_later = after.state is IssueState.RELEASED and after.release != issue.release
        assert after.news - issue.news == (after.state is not issue.state or is_later)
        assert after.revision >= issue.revision
        assert (after.released_at is not None) == (after.state is IssueState.RELEASED)
        assert after.state is not IssueState.RELEASED or after.release
        issue = after
    told_of = [step for step in steps if not isinstance(step, str)]
    if told_of:
        newest = max(step.revision for step in told_of)
        assert issue.revision == newest


@given(STEPS, st.booleans())
def test_no_message_ever_holds_a_title_or_the_name_of_a_private_issue(steps: list[Any], asks: bool) -> None:
    issue = NEW
    link = ThreadLink(None, issue.id, None, MONDAY, 0, None, None, None)  # type: ignore[arg-type]
    for step in steps:
        issue = (released if isinstance(step, str) else recorded)(issue, step, MONDAY)  # type: ignore[arg-type]
        text = status_message(issue, link, asks=asks)
        assert "fails" not in text
        assert not issue.private or ("BUG-7" not in text and "bugs.example" not in text)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key", "BUG 7"),
        ("key", "[x](y)"),
        ("url", "javascript:alert(1)"),
        ("url", "https://bugs.example/a>b"),
        ("url", "https://bugs.example/a b"),
        ("release", "2.1 <b>"),
        ("release", "@everybody"),
    ],
)
def test_what_could_be_more_than_a_name_is_refused(sqlite_town: Any, field: str, value: str) -> None:
    values = {"key": "BUG-7", "url": "https://bugs.example/7", "title": "x", "state": "open", "revision": 1}
    with pytest.raises(Invalid) as caught:
        sqlite_town.do(SYSTEM, RecordIssue(**(values | {field: value})))
    assert caught.value.errors[0].path == field


def test_it_serves_other_types_with_questions() -> None:
    with closing(Kit("sqlite://", plugins=[Developer()])) as kit:
        assert kit.registry.features["developer.tracker"].ports == {}


# --- walls, plans ----------------------------------------------------------------------------------------------------


def test_a_thread_for_a_few_hears_among_them(bridge: Any) -> None:
    """Whoever sees a thread is told as everywhere; nobody else learns that it is about an issue."""
    town = bridge.town
    group = town.do("stew", CreateGroup("core", title="Core team"))
    town.do("stew", AddGroupMember(group.id, town.member("ada")))
    question = town.do(
        "ada",
        CreateThread(kind="question", title="It leaks", body="Between us, for now.", audience=group.id),
    )
    everybodys = bridge.linked()

    def seen_by_bob() -> Any:
        inbox = [(item.kind, item.object) for item in town.ask("bob", ListInbox(limit=100)).items]
        return bridge.shown(everybodys), bridge.heard(everybodys), inbox

    before = seen_by_bob()
    town.do(SYSTEM, LinkIssue(question.id, "BUG-7"))
    bridge.work()
    assert seen_by_bob() == before
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    assert town.ask("ada", ReadThreadIssue(question.id)).asks
    for actor in ("bob", None):
        with pytest.raises(NotFound):
            town.ask(actor, ReadThreadIssue(question.id))
        with pytest.raises(NotFound):
            town.do("bob", ConfirmFix(question.id, works=True))
    assert ("developer.fix_asked", question.id) in town.inbox("ada")
    town.do("ada", ConfirmFix(question.id, works=True))
    in_sight = town.ask("max", ListThreads()).items
    assert town.ask("max", ReadTrackerNumbers()).threads == len(in_sight)


LINKS, ISSUES = 3_000, 60


def test_the_threads_of_an_issue_are_found_by_an_index(bridge: Any) -> None:
    town = bridge.town
    question = bridge.linked()
    with town.kit.database.engine.begin() as connection:
        written = connection.execute(select(post).where(post.c.id == question.id)).mappings().one()
        link = connection.execute(select(thread_link)).mappings().one()
        known_issue = connection.execute(select(issue)).mappings().one()
        issues = [uuid4() for _ in range(ISSUES)]
        connection.execute(insert(issue), [{**known_issue, "id": id, "key": str(id)} for id in issues])
        ids = [uuid4() for _ in range(LINKS)]
        rows = [{**written, "id": id, "thread": id, "path": id.bytes} for id in ids]
        connection.execute(insert(post), rows)
        connection.execute(
            insert(thread_link),
            [{**link, "question": id, "issue": issues[place % ISSUES]} for place, id in enumerate(ids)],
        )
    analyse(town.kit)
    with town.kit.session(SYSTEM, "code", read_only=True) as session:
        context = context_of(session)
        known = {"community_id": context.community_id, "issue": link["issue"], "after": FIRST_ID, "size": 50}
        plan = explain(town.kit, context._prepared(sql.UNTOLD), known)
    assert "ix_commkit_developer_thread_link_issue" in plan, plan
    assert not any(word in plan for word in ("USE TEMP B-TREE", "Sort")), plan
