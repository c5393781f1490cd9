"""The first-reply clock: business hours, pauses, facts emitted once, and clocks that always match the posts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from commkit import SYSTEM, CommkitError, Denied, Invalid, NotFound
from commkit.communities import UpdateSettings
from commkit.posts import (
    CreateReply,
    CreateThread,
    MergeThreads,
    MovePost,
    RemovePost,
    RestorePost,
    SplitThread,
    UpdatePostState,
    post,
)
from commkit_qa import AcceptAnswer, CloseQuestion, ReopenQuestion, RequestInformation
from commkit_support import (
    BusinessCalendar,
    CheckClocks,
    Goal,
    ListUnansweredQuestions,
    PromiseStatus,
    ReadClock,
    Support,
)
from commkit_support.clock.policy import promise_status
from commkit_support.tables import clock

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
OFFICE = BusinessCalendar.office("UTC")
"""Monday to Friday, 9 to 17; the towns begin on a Monday at 9."""


def where(town: Any, question: Any) -> PromiseStatus:
    return promise_status(town.ask("ada", ReadClock(question.id)), Goal.FIRST_REPLY, town.clock.now)


def check(town: Any) -> list[str]:
    return list(town.emitted(SYSTEM, CheckClocks()))


def test_the_promise_runs_in_business_hours(make_town: Callable[..., Any]) -> None:
    town = make_town(first_reply_within=10 * HOUR, calendar=OFFICE)
    case = town.ask("ada", ReadClock(town.question().id))
    assert case.opened_at == town.clock.now
    assert case.first_reply.due_at == town.clock.now + DAY + 2 * HOUR  # 8 hours on Monday, 2 on Tuesday
    assert case.first_reply.warn_at == case.first_reply.due_at - HOUR


def test_warning_and_overdue_are_emitted_once_each_and_in_time(town: Any) -> None:
    question = town.question()
    due = town.clock.now + 8 * HOUR
    assert (where(town, question), check(town)) == (PromiseStatus.RUNNING, [])

    town.clock.advance_to(due - HOUR)
    assert where(town, question) is PromiseStatus.DUE_SOON
    assert check(town) == ["support.first_reply_due_soon"]
    assert check(town) == []

    town.clock.advance_to(due)  # at the very moment it is still in time
    assert (where(town, question), check(town)) == (PromiseStatus.DUE_SOON, [])
    town.clock.advance(timedelta.resolution)
    assert where(town, question) is PromiseStatus.OVERDUE
    assert check(town) == ["support.first_reply_overdue"]
    assert check(town) == []

    town.answer(question.id)
    assert (where(town, question), check(town)) == (PromiseStatus.LATE, [])


def test_a_late_scheduler_emits_overdue_without_the_warning(town: Any) -> None:
    town.question()
    town.clock.advance(9 * HOUR)
    assert check(town) == ["support.first_reply_overdue"]
    assert check(town) == []


@pytest.mark.parametrize("actor", ["ada", "amy", "stew", "owner", None], ids=str)
def test_only_the_host_checks_the_clocks(sqlite_town: Any, actor: str | None) -> None:
    with pytest.raises(Denied):
        sqlite_town.do(actor, CheckClocks())


@pytest.mark.parametrize("kind", ["answer", "comment"])
@pytest.mark.parametrize(("by", "staff"), [("bob", False), ("amy", True), (SYSTEM, True)], ids=str)
def test_the_first_reply_of_somebody_else_stops_the_clock(
    town: Any, kind: str, by: Any, *, staff: bool
) -> None:
    question = town.question()
    town.answer(question.id, by="ada", kind="comment")  # the asker's own does not
    town.answer(question.id, by="ada", kind="answer")
    assert town.ask("ada", ReadClock(question.id)).replied_at is None

    at = town.clock.advance(HOUR)
    facts = town.emitted(by, CreateReply(question.id, "Try it with a clean cache.", kind=kind))
    first = town.ask("ada", ReadClock(question.id))
    assert (first.replied_at, first.replied_by_staff, "support.first_reply_received" in facts) == (
        at,
        staff,
        True,
    )

    town.clock.advance(HOUR)
    assert "support.first_reply_received" not in town.emitted(
        "cid", CreateReply(question.id, "Me too.", kind="comment")
    )
    assert town.ask("ada", ReadClock(question.id)) == first
    assert where(town, question) is PromiseStatus.IN_TIME
    town.clock.advance(8 * HOUR)
    assert check(town) == []


def test_a_removed_first_reply_does_not_count(town: Any) -> None:
    question = town.question()
    town.clock.advance(HOUR)
    spam = town.answer(question.id, by="bob")
    assert where(town, question) is PromiseStatus.IN_TIME
    town.do("stew", RemovePost(spam.id))
    assert where(town, question) is PromiseStatus.RUNNING
    at = town.clock.advance(HOUR)
    town.answer(question.id, by="cid")
    town.do("stew", RestorePost(spam.id))
    assert town.ask("ada", ReadClock(question.id)).reply == spam.id
    town.do("stew", RemovePost(spam.id))
    assert town.ask("ada", ReadClock(question.id)).replied_at == at


def test_it_pauses_while_it_waits_for_the_asker(make_town: Callable[..., Any]) -> None:
    town = make_town(first_reply_within=4 * HOUR, calendar=OFFICE)
    question = town.question()
    town.clock.advance(HOUR)  # 3 hours are left at 10 on Monday
    town.do("amy", UpdatePostState(question.id, "waiting"))
    assert where(town, question) is PromiseStatus.PAUSED
    town.clock.advance(DAY + 2 * HOUR)
    assert check(town) == []  # Tuesday, 12
    town.do("ada", CreateReply(question.id, "Here is the log.", kind="comment"))
    resumed = town.ask("ada", ReadClock(question.id))
    assert resumed.first_reply.due_at == town.clock.now + 3 * HOUR  # at 15
    assert resumed.first_reply.warn_at == resumed.first_reply.due_at - HOUR
    assert resumed.paused == DAY + 2 * HOUR
    town.clock.advance(4 * HOUR)
    assert check(town) == ["support.first_reply_overdue"]


def test_a_pause_does_not_undo_overdue(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    town.clock.advance(9 * HOUR)
    town.do("ada", CloseQuestion(question.id, "Found it."))
    assert where(town, question) is PromiseStatus.OVERDUE
    town.clock.advance(HOUR)
    town.do("ada", ReopenQuestion(question.id))
    assert where(town, question) is PromiseStatus.OVERDUE
    town.answer(question.id)
    assert where(town, question) is PromiseStatus.LATE


def test_the_clock_of_a_settled_or_removed_question_pauses(sqlite_town: Any) -> None:
    town = sqlite_town
    solved, closed, removed = (
        town.question("Solved one"),
        town.question("Closed one"),
        town.question("Removed one"),
    )
    town.do("ada", AcceptAnswer(solved.id, town.answer(solved.id, by="ada").id))  # by the asker's own answer
    town.do("ada", CloseQuestion(closed.id, "Found it."))
    town.do("ada", RemovePost(removed.id))
    town.clock.advance(30 * DAY)
    assert check(town) == []
    town.do("stew", RestorePost(removed.id))
    assert check(town) == ["qa.question_orphaned"]  # its 8 hours began anew, but it is old
    town.clock.advance(8 * HOUR)
    assert check(town) == ["support.first_reply_due_soon"]


def test_batches_emit_each_fact_once(town: Any) -> None:
    questions = [town.question(f"Question {number}") for number in range(5)]
    town.clock.advance(9 * HOUR)
    reports = [town.do(SYSTEM, CheckClocks(limit=2)) for _ in range(4)]
    assert [(report.overdue, report.more) for report in reports] == [
        (2, True),
        (2, True),
        (1, False),
        (0, False),
    ]
    with town.counted() as few:
        town.do(SYSTEM, CheckClocks())
    assert len(few) == 10, (
        few
    )  # scope, two searches for each promise, three more, audit of orphans and of all
    assert all(town.ask("ada", ReadClock(q.id)).first_reply.overdue_at == town.clock.now for q in questions)


def test_orphaned_is_emitted_once_and_not_while_somebody_answers(town: Any) -> None:
    alone, waiting, answered = (
        town.question("Left alone"),
        town.question("Asked back"),
        town.question("Answered"),
    )
    town.answer(alone.id, by="ada", kind="comment")  # the asker's own comment is no reply
    town.do("amy", RequestInformation(waiting.id, "Which version?"))
    town.answer(answered.id)
    town.clock.advance(3 * DAY - timedelta.resolution)
    assert check(town) == ["support.first_reply_overdue"]
    town.clock.advance(timedelta.resolution)
    assert check(town) == ["qa.question_orphaned"]
    assert check(town) == []


def test_settings_hold_for_questions_asked_after_them(sqlite_town: Any) -> None:
    town = sqlite_town
    before = town.question()
    values = {"first_reply_within": "PT1H", "warn_before": "PT10M"}
    town.do("owner", UpdateSettings("support.clock", values))
    after = town.question("Another one")
    dues = [town.ask("ada", ReadClock(question.id)).first_reply.due_at for question in (before, after)]
    assert dues == [town.clock.now + 8 * HOUR, town.clock.now + HOUR]


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_reply_within": timedelta()},
        {"first_reply_within": -HOUR},
        {"warn_before": 9 * HOUR},
        {"warn_before": -HOUR},
    ],
    ids=str,
)
def test_invalid_settings_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        Support(**wrong)
    assert caught.value.code == "support.bad_settings"


@pytest.mark.parametrize(
    ("feature", "values"),
    [
        ("support.clock", {"first_reply_within": "PT0S"}),
        ("qa.orphans", {"orphan_after": -1.0}),
        ("support.clock", {"calendar": {"zone": "Nowhere/At_All", "hours": {}}}),
        ("qa.questions", {"min_body": -3}),
        ("support.handoff", {"acceptance_timeout": 0.0}),
    ],
)
def test_a_community_cannot_store_invalid_settings(
    sqlite_town: Any, feature: str, values: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        sqlite_town.do("owner", UpdateSettings(feature, values))


def test_other_posts_have_no_clock(sqlite_town: Any) -> None:
    news = sqlite_town.do(
        "stew", CreateThread(kind="announcement", title="Release", body="A new release is out.")
    )
    with sqlite_town.refused("support.no_clock", NotFound):
        sqlite_town.ask("ada", ReadClock(news.id))


def facts_of(town: Any) -> list[Any]:
    """The questions and first replies according to the posts: (question, runs, first reply of somebody else)."""
    with town.kit.database.engine.connect() as connection:
        rows = list(connection.execute(select(post).order_by(post.c.created_at, post.c.id)))
        asked = set(connection.scalars(select(clock.c.question)))
    merged = [(row.id, False, None) for row in rows if row.parent is not None and row.id in asked]
    found = []
    for opening in (row for row in rows if row.parent is None and row.kind == "question"):
        others = [
            row.id
            for row in rows
            if row.thread == opening.id
            and row.parent is not None
            and row.author != opening.author
            and row.removed_at is None
            and row.id not in asked
        ]
        runs = opening.state == "open" and opening.removed_at is None
        found.append((opening.id, runs, others[0] if others else None))
    return found + merged


PEOPLE = st.sampled_from(["ada", "bob", "amy", "stew"])


class Histories(RuleBasedStateMachine):
    """Members send any commands; the clocks always match the posts, and no fact is emitted twice."""

    make: Callable[[], Any]

    def __init__(self) -> None:
        super().__init__()
        self.town = type(self).make()
        self.posts: list[Any] = [self.town.question()]
        self.emitted: list[tuple[str, Any]] = []

    def teardown(self) -> None:
        self.town.kit.close()

    def attempt(self, actor: Any, command: Any) -> Any:
        try:
            return self.town.do(actor, command)
        except CommkitError:
            return None

    def any_post(self, data: st.DataObject) -> Any:
        return data.draw(st.sampled_from(self.posts))

    @rule(by=PEOPLE, hours=st.integers(0, 6))
    def ask(self, by: str, hours: int) -> None:
        self.town.clock.advance(hours * HOUR)
        if len(self.posts) < 4:
            self.posts.append(self.town.question(by=by))

    @rule(data=st.data(), by=PEOPLE, kind=st.sampled_from(["answer", "comment"]))
    def reply(self, data: st.DataObject, by: str, kind: str) -> None:
        self.town.clock.advance(timedelta(minutes=7))
        written = self.attempt(
            by, CreateReply(self.any_post(data).id, "Try it with a clean cache.", kind=kind)
        )
        if written is not None:
            self.posts.append(written)

    @rule(data=st.data(), by=PEOPLE, state=st.sampled_from(["open", "waiting", "closed"]))
    def change_state(self, data: st.DataObject, by: str, state: str) -> None:
        self.attempt(by, UpdatePostState(self.any_post(data).id, state))

    @rule(data=st.data(), by=PEOPLE, command=st.sampled_from([RemovePost, RestorePost]))
    def remove_or_restore(self, data: st.DataObject, by: str, command: Any) -> None:
        self.attempt(by, command(self.any_post(data).id))

    @rule(
        data=st.data(),
        by=PEOPLE,
        command=st.sampled_from([CloseQuestion, ReopenQuestion, RequestInformation]),
    )
    def set_up(self, data: st.DataObject, by: str, command: Any) -> None:
        self.attempt(by, command(self.any_post(data).id, "There is a reason."))

    @rule(data=st.data(), by=PEOPLE)
    def accept(self, data: st.DataObject, by: str) -> None:
        self.attempt(by, AcceptAnswer(self.any_post(data).id, self.any_post(data).id))

    @rule(data=st.data(), command=st.sampled_from([MergeThreads, MovePost]))
    def move(self, data: st.DataObject, command: Any) -> None:
        self.attempt("stew", command(self.any_post(data).id, self.any_post(data).id))

    @rule(data=st.data(), kind=st.sampled_from(["question", "announcement"]))
    def split(self, data: st.DataObject, kind: str) -> None:
        self.attempt("stew", SplitThread(self.any_post(data).id, kind=kind, title="Another matter"))

    @rule()
    def check(self) -> None:
        with self.town.kit.session(SYSTEM, "help") as session:
            session.do(CheckClocks())
            self.emitted += [(fact.name, fact.question) for fact in session.facts]

    @invariant()
    def clocks_say_what_posts_say(self) -> None:
        with self.town.kit.session(SYSTEM, "help", read_only=True) as session:
            for question, runs, reply in facts_of(self.town):
                known = session.ask(ReadClock(question))
                assert known.paused_since is None if runs else known.paused_since is not None
                assert known.merged_into is not None or known.reply == reply
            queued = [row.id for row in session.ask(ListUnansweredQuestions(limit=100)).items]
        assert len(queued) == len(set(queued))

    @invariant()
    def nothing_is_told_twice(self) -> None:
        assert len(self.emitted) == len(set(self.emitted))


@pytest.mark.slow
def test_clocks_follow_any_history(fresh_sqlite: Callable[[], Any]) -> None:
    machine = type("_Histories", (Histories,), {"make": staticmethod(fresh_sqlite)})
    limits = settings(max_examples=40, stateful_step_count=25, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=limits)
