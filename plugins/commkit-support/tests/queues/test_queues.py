"""The queue, the orphaned questions and the metrics: in order, page by page, and equal to a count by hand."""

import re
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Invalid, NotFound
from commkit.posts import CreateThread, RemovePost
from commkit.spaces import CreateSpace, SpaceJoinPolicy
from commkit_qa import AcceptAnswer, CloseQuestion, ListOrphans, ReopenQuestion
from commkit_support import (
    CheckClocks,
    ListUnansweredQuestions,
    OfferHandoff,
    PromiseStatus,
    ReadClock,
    ReadHandoffBundle,
    ReadSupportMetrics,
)

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def titles(page: Any) -> list[str]:
    return [question.title for question in page.items]


def test_the_queue_is_ordered_by_due_time_and_replied_questions_come_last(town: Any) -> None:
    first = town.question("Asked first")
    town.clock.advance(HOUR)
    commented = town.question("Had a comment")
    town.answer(commented.id, kind="comment")
    town.clock.advance(HOUR)
    town.question("Asked last")
    answered = town.question("Answered")
    town.answer(answered.id)
    # The first one waits for its asker for a while, so it is due later than the last one.
    town.do("ada", CloseQuestion(first.id, "Hold on."))
    town.clock.advance(3 * HOUR)
    town.do("ada", ReopenQuestion(first.id))

    page = town.ask("bob", ListUnansweredQuestions())
    assert titles(page) == ["Asked last", "Asked first", "Had a comment"]
    assert [question.status for question in page.items] == [
        PromiseStatus.RUNNING,
        PromiseStatus.RUNNING,
        PromiseStatus.IN_TIME,
    ]
    town.clock.advance(8 * HOUR)
    assert [q.status for q in town.ask("bob", ListUnansweredQuestions()).items] == [
        PromiseStatus.OVERDUE,
        PromiseStatus.OVERDUE,
        PromiseStatus.IN_TIME,
    ]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_hold_every_question_once_and_in_order(town: Any, limit: int) -> None:
    for number in range(7):
        question = town.question(f"Question {number}")
        if number % 3 == 0:
            town.answer(question.id, kind="comment")
        town.clock.advance(timedelta(minutes=number % 2))  # some are asked at the same moment
    seen: list[str] = []
    after = None
    while True:
        page = town.ask("bob", ListUnansweredQuestions(limit=limit, after=after))
        assert len(page.items) <= limit
        seen += titles(page)
        after = page.next
        if after is None:
            break
    assert seen == [f"Question {number}" for number in (1, 2, 4, 5, 0, 3, 6)]


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "_" * 40])
def test_a_cursor_of_another_kind_is_refused(sqlite_town: Any, cursor: str) -> None:
    with pytest.raises(Invalid):
        sqlite_town.ask("bob", ListUnansweredQuestions(after=cursor))


def test_removed_questions_are_in_no_queue_and_no_metric(town: Any) -> None:
    question, solved = town.question(), town.question("Solved")
    town.do("ada", AcceptAnswer(solved.id, town.answer(solved.id).id))
    town.clock.advance(4 * DAY)
    before = town.ask("stew", ReadSupportMetrics())
    assert (before.questions, before.orphaned, before.solved) == (2, 1, 1)
    for removed in (question, solved):
        town.do("stew", RemovePost(removed.id))
    for actor in ("bob", "stew", SYSTEM):  # not even for those who see removed posts
        assert town.ask(actor, ListUnansweredQuestions()).items == ()
        assert town.ask(actor, ListOrphans()).items == ()
    after = town.ask("stew", ReadSupportMetrics())
    assert set(vars_of(after)) == {0, None}


def vars_of(numbers: Any) -> list[Any]:
    return [getattr(numbers, name) for name in type(numbers).__slots__ if not name.startswith("_")]


def test_a_handed_over_question_is_not_orphaned(town: Any) -> None:
    question = town.question()
    town.clock.advance(4 * DAY)
    assert titles(town.ask("bob", ListOrphans())) == ["Build fails"]
    town.do("ada", OfferHandoff(question.id, "Nobody knows."))
    assert town.ask("bob", ListOrphans()).items == ()
    assert town.ask("stew", ReadSupportMetrics()).orphaned == 0


def test_what_stands_behind_a_wall_is_in_no_queue_and_no_number_of_others(town: Any) -> None:
    policy = SpaceJoinPolicy.INVITE
    circle = town.do("stew", CreateSpace("circle", "Circle", private=True, walled=True, join_policy=policy))
    inside = CreateThread(kind="question", title="Among us", body="May I ask that?", space=circle.id)
    handoff = town.do("stew", OfferHandoff(town.do("stew", inside).id, "Nobody of us knows."))
    assert titles(town.ask("stew", ListUnansweredQuestions())) == ["Among us"]  # the control
    assert town.ask("stew", ReadSupportMetrics()).questions == 1
    assert town.ask("stew", ReadHandoffBundle(handoff.id)).title == "Among us"
    for other in ("bob", "amy", "sten"):
        assert town.ask(other, ListUnansweredQuestions()).items == ()
    for other in ("amy", "sten"):
        assert town.ask(other, ReadSupportMetrics()).questions == 0
        with pytest.raises(NotFound):
            town.ask(other, ReadHandoffBundle(handoff.id))


def test_metrics_equal_a_count_by_hand(town: Any) -> None:
    """Every third of twelve gets no reply, the others one after as many hours as their number; some are solved."""
    times: list[timedelta] = []
    for number in range(12):
        question = town.question(f"Question {number}")
        if number % 3:
            wait = timedelta(hours=number)
            town.clock.advance(wait)
            times.append(wait)
            answer = town.answer(question.id)
            if number % 4 == 0:
                town.do("ada", AcceptAnswer(question.id, answer.id))
        numbers = town.ask("stew", ReadSupportMetrics())
        assert numbers.replied == len(times)
        seconds = [time.total_seconds() for time in times]
        assert numbers.median_first_reply == (timedelta(seconds=median(seconds)) if seconds else None)
    town.clock.advance(2 * DAY)

    numbers = town.ask("stew", ReadSupportMetrics())
    late = sum(time > 8 * HOUR for time in times)
    assert (numbers.questions, numbers.solved, numbers.resolution_rate) == (12, 2, 2 / 12)
    assert (numbers.unanswered, numbers.promised) == (4, 12)
    assert numbers.overdue == 4 + late
    assert numbers.overdue_rate == numbers.overdue / 12
    cases = [town.ask("bob", ReadClock(q.id)) for q in town.ask("bob", ListUnansweredQuestions()).items]
    assert numbers.orphaned == sum(town.clock.now - case.opened_at >= 3 * DAY for case in cases)


def test_metrics_of_a_period_and_of_no_questions(sqlite_town: Any) -> None:
    town = sqlite_town
    empty = town.ask("stew", ReadSupportMetrics())
    assert (empty.questions, empty.resolution_rate, empty.median_first_reply, empty.overdue_rate) == (
        0,
        None,
        None,
        None,
    )
    town.question("Before")
    since = town.clock.advance(HOUR)
    town.question("After")
    assert town.ask("stew", ReadSupportMetrics()).questions == 2
    assert town.ask("stew", ReadSupportMetrics(since=since)).questions == 1
    assert town.ask("stew", ReadSupportMetrics(since=datetime(2100, 1, 1, tzinfo=UTC))).questions == 0


def test_an_open_promise_is_neither_kept_nor_broken(sqlite_town: Any) -> None:
    sqlite_town.question()
    numbers = sqlite_town.ask("stew", ReadSupportMetrics())
    assert (numbers.promised, numbers.overdue_rate) == (0, None)


@pytest.mark.parametrize(
    ("query", "may"),
    [
        (ListUnansweredQuestions(), {"bob", "amy", "stew"}),
        (ReadSupportMetrics(), {"amy", "stew"}),
    ],
    ids=["queue", "numbers"],
)
def test_who_may_read_queues_and_metrics(sqlite_town: Any, query: Any, may: set[str]) -> None:
    for actor in (None, "bob", "amy", "stew"):
        if actor in may:
            sqlite_town.ask(actor, query)
        else:
            with pytest.raises(Denied):
                sqlite_town.ask(actor, query)


@pytest.mark.parametrize("questions", [3, 30])
def test_queues_and_metrics_take_the_same_statements_at_any_size(town: Any, questions: int) -> None:
    for number in range(questions):
        town.question(f"Question {number}")
    for query, most in (
        (ListUnansweredQuestions(limit=2), 2),
        (ListUnansweredQuestions(), 3),
        (ReadSupportMetrics(), 4),
    ):
        with town.counted() as seen:
            town.ask("stew", query)
        assert len(seen) <= most, seen  # the scope among them


@pytest.mark.parametrize(
    ("message", "indexes"),
    [
        (
            ListUnansweredQuestions(),
            ["ix_commkit_support_clock_owed", "ix_commkit_post_unanswered"],
        ),
        (
            CheckClocks(),
            [
                "ix_commkit_support_clock_owed",
                "ix_commkit_support_clock_unsolved",
                "ix_commkit_support_clock_owed",
                "ix_commkit_support_clock_unsolved",
                "ix_commkit_post_state",
                "ix_commkit_support_handoff_under_way",
                "ix_commkit_support_assignment_remind_at",
            ],
        ),
    ],
    ids=["queue", "clocks"],
)
def test_frequent_queries_use_their_indexes(sqlite_town: Any, message: Any, indexes: list[str]) -> None:
    town = sqlite_town
    town.question()
    with town.counted() as seen:
        town.do(SYSTEM, message) if isinstance(message, CheckClocks) else town.ask(SYSTEM, message)
    ours = [sql for sql in seen if "commkit_support" in sql]
    with town.kit.database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        for sql, index in zip(ours, indexes, strict=True):
            filled = re.sub(r"__\[POSTCOMPILE_\w+\]", "?", sql)
            steps = cursor.execute(f"EXPLAIN QUERY PLAN {filled}", [0] * filled.count("?")).fetchall()
            plan = " / ".join(str(step[-1]) for step in steps)
            assert index in plan.split(" / ")[0], plan
            assert "TEMP B-TREE" not in plan, plan
