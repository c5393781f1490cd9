"""Two promises of one clock: the solution's, those of priorities, and what a help desk carries there and back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Conflict, Denied, Invalid
from commkit.communities import UpdateSettings
from commkit_qa import AcceptAnswer, CloseQuestion, ReopenQuestion, RequestInformation
from commkit_support import (
    BusinessCalendar,
    CheckClocks,
    ClockSettings,
    Goal,
    OfferHandoff,
    Priority,
    Promise,
    PromiseStatus,
    QuestionClock,
    ReadClock,
    ReadHandoffBundle,
    ReadSupportMetrics,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    SetPriority,
    Support,
    promise_status,
)
from commkit_support.clock import statements as sql
from commkit_support.clock.policy import (
    carry_back,
    change_promise,
    is_overdue,
    make_promise,
    remaining_time,
    resume_clock,
)

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
URGENT = Priority("urgent", HOUR, 6 * HOUR)
OFFICE = BusinessCalendar.office("Europe/Vienna", holidays=[date(2026, 3, 30)])


@pytest.fixture
def town(make_town: Callable[..., Any]) -> Any:
    return make_town(resolution_within=DAY, priorities=[URGENT])


def clock(town: Any, question: Any) -> QuestionClock:
    found: QuestionClock = town.ask("amy", ReadClock(question.id))
    return found


def status(town: Any, question: Any, goal: Goal = Goal.RESOLUTION) -> PromiseStatus:
    return promise_status(clock(town, question), goal, town.clock.now)


def check(town: Any) -> list[str]:
    return list(town.emitted(SYSTEM, CheckClocks()))


def test_a_reply_keeps_the_first_promise_and_not_the_second(town: Any) -> None:
    question = town.question()
    town.answer(question.id)
    assert status(town, question, Goal.FIRST_REPLY) is PromiseStatus.IN_TIME
    assert status(town, question) is PromiseStatus.RUNNING
    town.clock.advance(23 * HOUR)
    assert check(town) == ["support.resolution_due_soon"]
    assert status(town, question) is PromiseStatus.DUE_SOON
    town.clock.advance(HOUR)  # at the due time itself it is in time
    assert check(town) == []
    town.clock.advance(timedelta.resolution)
    assert check(town) == ["support.resolution_overdue"]
    assert check(town) == []
    assert town.inbox("amy")[0] == ("support.resolution_overdue", question.id)
    assert "support.resolution_overdue" not in [kind for kind, _ in town.inbox("bob")]


def test_a_solution_in_time_late_and_reopened(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    at = town.clock.advance(20 * HOUR)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    town.clock.advance(10 * DAY)
    assert (check(town), clock(town, question).resolved_at) == ([], at)
    assert status(town, question) is PromiseStatus.IN_TIME
    town.do("ada", ReopenQuestion(question.id))
    assert clock(town, question).resolved_at is None
    assert clock(town, question).resolution.due_at == town.clock.now + 4 * HOUR
    town.clock.advance(5 * HOUR)
    town.do("ada", CloseQuestion(question.id, "It went away."))
    assert status(town, question) is PromiseStatus.LATE
    numbers = town.ask("amy", ReadSupportMetrics())
    assert (numbers.resolution_promised, numbers.resolution_overdue, numbers.resolution_overdue_rate) == (
        1,
        1,
        1.0,
    )


def test_it_pauses_while_waiting_for_the_asker_at_the_very_second_of_the_breach(town: Any) -> None:
    question = town.question()
    due = clock(town, question).resolution.due_at
    town.clock.advance_to(due)
    town.do("amy", RequestInformation(question.id, "Which version?"))
    town.clock.advance(5 * DAY)
    assert status(town, question) is PromiseStatus.PAUSED
    assert "support.resolution_overdue" not in check(town)
    town.answer(question.id, by="ada", kind="comment")
    assert clock(town, question).resolution.due_at == town.clock.now
    assert "support.resolution_overdue" not in check(town)
    town.clock.advance(timedelta.resolution)
    assert "support.resolution_overdue" in check(town)  # the control: not a moment more than was promised


def test_without_a_promise_of_a_solution_nothing_is_due(make_town: Callable[..., Any]) -> None:
    town = make_town()
    question = town.question()
    town.answer(question.id)
    town.clock.advance(1000 * DAY)
    assert check(town) == []
    assert status(town, question) is PromiseStatus.NO_PROMISE
    numbers = town.ask("amy", ReadSupportMetrics())
    assert (numbers.resolution_promised, numbers.resolution_overdue_rate) == (0, None)


def test_a_priority_has_promises_of_its_own_and_the_time_that_was_used_stays_used(town: Any) -> None:
    question = town.question()
    opened = town.clock.now
    town.clock.advance(HOUR / 2)
    facts = town.emitted("amy", SetPriority(question.id, "urgent"))
    assert facts == ["support.priority_changed"]
    urgent = clock(town, question)
    assert (urgent.priority, urgent.first_reply.due_at) == ("urgent", opened + HOUR)
    assert (urgent.resolution.due_at, urgent.first_reply.warn_at) == (
        opened + 6 * HOUR,
        opened + HOUR * 3 / 4,
    )
    assert town.emitted("amy", SetPriority(question.id, "urgent")) == []
    town.do("stew", SetPriority(question.id, "normal"))
    assert clock(town, question).first_reply.due_at == opened + 8 * HOUR
    assert clock(town, question).resolution.due_at == opened + DAY


def test_a_higher_priority_that_has_no_time_left_is_due_now_and_a_broken_promise_stays_broken(
    town: Any,
) -> None:
    question = town.question()
    town.clock.advance(2 * HOUR)
    town.do("amy", SetPriority(question.id, "urgent"))
    assert clock(town, question).first_reply.due_at == town.clock.now
    town.clock.advance(HOUR)
    assert "support.first_reply_overdue" in check(town)
    town.do("amy", SetPriority(question.id, "normal"))
    assert status(town, question, Goal.FIRST_REPLY) is PromiseStatus.OVERDUE
    assert status(town, question) is PromiseStatus.RUNNING


def test_who_may_set_which_priority_of_what(town: Any) -> None:
    question = town.question()
    for actor in ("ada", "bob"):
        with pytest.raises(Denied):
            town.do(actor, SetPriority(question.id, "urgent"))
    with pytest.raises(Invalid, match="normal, urgent"):
        town.do("amy", SetPriority(question.id, "whenever"))
    with pytest.raises(Invalid):
        town.do("amy", SetPriority(town.answer(question.id).id, "urgent"))
    town.do("ada", CloseQuestion(question.id, "It went away."))
    with pytest.raises(Conflict):
        town.do("amy", SetPriority(question.id, "urgent"))


def test_the_remaining_time_goes_to_the_help_desk_and_comes_back(town: Any) -> None:
    question = town.question()
    town.answer(question.id, by="cid", kind="comment")
    town.clock.advance(4 * HOUR)
    handoff = town.do("ada", OfferHandoff(question.id, "Nobody knows."))
    assert (handoff.remaining, handoff.resolution_remaining) == (None, 20 * HOUR)
    town.kit.worker().drain()
    bundle = town.ask(SYSTEM, ReadHandoffBundle(handoff.id))
    assert (bundle.remaining, bundle.resolution_remaining, bundle.priority) == (None, 20 * HOUR, "normal")
    town.clock.advance(2 * DAY)  # in the desk's queue, which had asked the customer for something
    assert "support.resolution_overdue" in check(town)
    town.do(SYSTEM, RecordHandoffDeclined(handoff.id, "Not ours.", resolution_remaining=15 * HOUR))
    back = clock(town, question)
    assert (back.resolution.due_at, back.resolution.overdue_at) == (town.clock.now + 15 * HOUR, None)
    town.clock.advance(16 * HOUR)
    assert check(town) == ["support.resolution_overdue"]  # a promise that is broken anew is told anew


def test_a_desk_that_says_nothing_twice_late_or_too_much(town: Any) -> None:
    question = town.question()
    handoff = town.do("ada", OfferHandoff(question.id, "Nobody knows."))
    before = clock(town, question)
    with town.refused("runtime.invalid", Invalid):
        town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "Restart it.", remaining=-HOUR))
    town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "<b>Restart</b> it.", resolution_remaining=90 * DAY))
    assert (
        clock(town, question).resolution.due_at == before.resolution.due_at
    )  # never more than was handed over
    assert clock(town, question).first_reply == before.first_reply  # it said nothing of it: it runs on
    town.clock.advance(HOUR)
    town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "<b>Restart</b> it.", resolution_remaining=HOUR))
    assert clock(town, question).resolution.due_at == before.resolution.due_at  # a repeat changes nothing


@pytest.mark.parametrize(
    "wrong",
    [
        {"resolution_within": timedelta()},
        {"priorities": [Priority("normal")]},
        {"priorities": [URGENT, URGENT]},
        {"priorities": [Priority("")]},
        {"priorities": [Priority("low", -HOUR)]},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        Support(**wrong)
    assert caught.value.code == "support.bad_settings"


def test_a_community_sets_priorities_of_its_own(town: Any) -> None:
    urgent = {"name": "burning", "first_reply_within": "PT10M", "resolution_within": None}
    town.do("owner", UpdateSettings("support.clock", {"priorities": [urgent]}))
    question = town.question()
    town.do("amy", SetPriority(question.id, "burning"))
    found = clock(town, question)
    assert found.first_reply.due_at == town.clock.now + timedelta(minutes=10)
    assert found.resolution == Promise()


def test_over_the_start_of_daylight_saving_time_and_a_holiday(make_town: Callable[..., Any]) -> None:
    """Friday 27 March 2026, 16:00 in Vienna; Sunday the clocks go forward, Monday is a holiday."""
    town = make_town(calendar=OFFICE, resolution_within=3 * HOUR)
    town.clock.advance_to(datetime(2026, 3, 27, 15, tzinfo=UTC))
    question = town.question()
    assert clock(town, question).resolution.due_at == datetime(
        2026, 3, 31, 9, tzinfo=UTC
    )  # 11:00 in summer time


def paused_and_prioritised(town: Any) -> QuestionClock:
    """The priority is changed by a session that looked at the clock before a pause; gives the clock."""
    question = town.question()
    looked, paused = Event(), Event()

    def hold(sql: str) -> None:
        if "UPDATE commkit_support_clock" in sql and not looked.is_set():
            looked.set()
            paused.wait(1)  # with the lock it comes only after our commit

    town.kit.database.observer = hold

    def pause() -> None:
        assert looked.wait(60)
        town.do("amy", RequestInformation(question.id, "Which version?"))
        paused.set()

    town.at_once(lambda: town.do("stew", SetPriority(question.id, "urgent")), pause)
    return clock(town, question)


@pytest.mark.postgres
class TestRace:
    @pytest.fixture
    def town(self, town_class: Any, postgres_town_url: str) -> Any:
        town = town_class(postgres_town_url, resolution_within=DAY, priorities=[URGENT])
        yield town
        town.kit.close()

    def test_neither_the_pause_nor_the_priority_is_lost(self, town: Any) -> None:
        found = paused_and_prioritised(town)
        assert (found.priority, found.paused_since is None) == ("urgent", False)

    def test_control_without_the_lock_one_is_lost(self, town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sql, "LOCKED_CLOCK", sql.CLOCK_WITH_QUESTION)
        found = paused_and_prioritised(town)
        assert (found.priority, found.paused_since is None) != ("urgent", False)


# --- rules that always hold --------------------------------------------------------------------------------------

START = datetime(2026, 3, 23, 9, tzinfo=UTC)
MOMENTS = st.integers(0, 60 * 24 * 14).map(lambda minutes: START + timedelta(minutes=minutes))
LENGTHS = st.integers(1, 60 * 40).map(lambda minutes: timedelta(minutes=minutes))
CALENDARS = st.sampled_from([BusinessCalendar.always(), OFFICE])


def running(within: timedelta, calendar: BusinessCalendar, at: datetime = START) -> QuestionClock:
    promise = make_promise(within, calendar, at, warn_before=HOUR)
    return QuestionClock(
        None,
        at,
        "normal",
        promise,
        None,
        None,
        None,
        promise,
        None,
        None,
        timedelta(),
        None,  # type: ignore[arg-type]  # no question
    )


def evolved(clock: QuestionClock, **changes: Any) -> QuestionClock:
    return evolve(clock, **changes)


@given(within=LENGTHS, calendar=CALENDARS, pause=MOMENTS, length=LENGTHS)
def test_a_pause_never_changes_what_is_left_of_either_promise(
    within: timedelta, calendar: BusinessCalendar, pause: datetime, length: timedelta
) -> None:
    before = running(within, calendar)
    resumed = resume_clock(evolved(before, paused_since=pause), calendar, pause + length)
    for goal in Goal:
        assert remaining_time(resumed, goal, calendar, pause + length) == remaining_time(
            before, goal, calendar, pause
        )
        assert is_overdue(resumed, goal, pause + length) == is_overdue(before, goal, pause)


@given(first=LENGTHS, second=LENGTHS, calendar=CALENDARS, at=MOMENTS)
def test_a_priority_there_and_back_gives_no_time(
    first: timedelta, second: timedelta, calendar: BusinessCalendar, at: datetime
) -> None:
    before = running(first, calendar)

    def changed(clock: QuestionClock, within: timedelta) -> QuestionClock:
        promise = change_promise(clock, Goal.RESOLUTION, within, calendar=calendar, now=at, warn_before=HOUR)
        return evolved(clock, resolution=promise)

    back = changed(changed(before, second), first)
    left, was = (remaining_time(one, Goal.RESOLUTION, calendar, at) for one in (back, before))
    assert left is not None
    assert was is not None
    used = first - was
    if used <= second:
        assert left == was
    else:  # nothing was left of the other: it is as if so much was used as that one had
        assert left <= first


@given(within=LENGTHS, calendar=CALENDARS, at=MOMENTS, left=LENGTHS)
def test_what_comes_back_is_what_is_left(
    within: timedelta, calendar: BusinessCalendar, at: datetime, left: timedelta
) -> None:
    clock = running(within, calendar)
    back = carry_back(clock, Goal.RESOLUTION, left, calendar=calendar, now=at, warn_before=HOUR)
    assert remaining_time(evolved(clock, resolution=back), Goal.RESOLUTION, calendar, at) == left
    assert (
        carry_back(clock, Goal.RESOLUTION, None, calendar=calendar, now=at, warn_before=HOUR)
        is clock.resolution
    )


def test_the_promises_of_settings() -> None:
    settings = ClockSettings(priorities=(URGENT,))
    assert settings.promises("urgent") is URGENT
    assert settings.promises("normal") == Priority("normal", 8 * HOUR, None)
    assert settings.promises("other") is None
