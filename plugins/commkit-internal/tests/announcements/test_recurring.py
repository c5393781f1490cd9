"""Announcements recur at a local time, in the name of somebody who may still announce."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from attrs import evolve
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from commkit import Conflict, Denied, Invalid, MemberId, NotFound
from commkit.members import AssignRole
from commkit_articles import ListArticles, ListMyArticles, RetireArticle
from commkit_internal import (
    CorrectAnnouncement,
    EndRecurrence,
    Frequency,
    ListRecurrences,
    Recurrence,
    RecurrenceId,
    SetRecurrence,
)
from commkit_internal.announcements.recurring.policy import local_time, moment_of, next_number
from commkit_internal.jobs import CopyAnnouncement

VIENNA = "Europe/Vienna"


def recurring(town: Any, article: Any, first: str = "2026-03-09T09:00", by: str = "pat", **more: Any) -> Any:
    return town.do(
        by, SetRecurrence(article.id, more.pop("frequency", Frequency.WEEKLY), first, VIENNA, **more)
    )


def published(town: Any, name: str = "ada") -> list[datetime]:
    return sorted(shown.published_at for shown in town.ask(name, ListArticles(limit=100)).items)


def test_copies_are_published_at_nine_whatever_the_clocks_do(town: Any) -> None:
    unit = town.unit("Sales")
    town.place("ada", unit.id)
    recurring(town, town.approved(units=(unit.id,)), publishes=True)
    for _ in range(4):
        town.pass_time(days=7)
    found = published(town)
    assert [(moment.day, moment.hour) for moment in found] == [(9, 9), (16, 9), (23, 9), (30, 9)]
    (one,) = town.ask("pat", ListRecurrences())
    assert (one.made, one.next_at) == (
        4,
        datetime(2026, 4, 6, 7, 0, tzinfo=UTC),
    )  # summer time since 29 March
    assert published(town, "bob") == []


def test_copies_are_drafts_where_nothing_else_is_said(town: Any) -> None:
    article = town.approved()
    recurring(town, article, frequency=Frequency.MONTHLY)
    town.pass_time(days=8)
    copies = [one for one in town.ask("pat", ListMyArticles()).items if one.id != article.id]
    assert [(copy.title, copy.post) for copy in copies] == [(article.title, None)]
    assert published(town) == []


def test_what_was_missed_is_made_once(town: Any) -> None:
    recurring(town, town.approved(), publishes=True)
    town.pass_time(days=30)
    assert len(published(town)) == 1
    (one,) = town.ask("pat", ListRecurrences())
    assert one.next_at > town.clock()


def test_who_may_not_announce_any_more_ends_it(town: Any) -> None:
    one = recurring(town, town.approved(), publishes=True)
    town.do("owner", AssignRole(town.member("pat"), "member"))
    town.pass_time(days=8)
    town.pass_time(minutes=5)
    assert published(town) == []
    assert town.ask("pam", ListRecurrences()) == ()
    (ended,) = town.ask("pam", ListRecurrences(ended=True))
    assert (ended.id, ended.failure_code) == (one.id, "runtime.not_permitted")


def test_a_text_that_nobody_approved_is_not_published(town: Any) -> None:
    post = town.announced()
    article = town.article_of(post)
    one = town.do("pat", SetRecurrence(article, Frequency.WEEKLY, "2026-03-09T09:00", VIENNA, publishes=True))
    correction = CorrectAnnouncement(
        article=article, version=1, note="The rule changed.", body="Flights, no trains.", material=False
    )
    town.do("pat", correction)
    town.pass_time(days=8)
    assert len(published(town)) == 1
    (ended,) = town.ask("pat", ListRecurrences(ended=True))
    assert ended.failure_code == "articles.not_approved"
    assert town.inbox("pat")[0] == ("internal.recurrence_failed", one.id)


def test_a_retired_article_recurs_no_more(town: Any) -> None:
    article = town.approved()
    recurring(town, article)
    town.do("pam", RetireArticle(article.id, "It was wrong."))
    town.pass_time(days=8)
    (ended,) = town.ask("pat", ListRecurrences(ended=True))
    assert ended.failure_code == "articles.retired"
    with town.refused("internal.template_retired", Conflict):
        recurring(town, article)


def test_it_ends(town: Any) -> None:
    one = recurring(town, town.approved(), publishes=True)
    town.do("pam", EndRecurrence(one.id))
    town.do("pam", EndRecurrence(one.id))
    town.pass_time(days=8)
    assert published(town) == []
    with town.refused("internal.copy_made", Conflict):
        town.do("pat", CopyAnnouncement(one.id, 0))


def test_a_copy_can_be_made_earlier(town: Any) -> None:
    one = recurring(town, town.approved(), publishes=True)
    town.do("pat", CopyAnnouncement(one.id, 0))
    town.pass_time(days=7)
    assert len(published(town)) == 1
    town.pass_time(days=7)
    assert len(published(town)) == 2
    assert len(town.ask("pat", ListRecurrences())) == 1


def test_what_cannot_recur_is_refused(town: Any) -> None:
    article = town.approved()
    for wrong in (
        {"first": "2026-03-02T09:00"},
        {"first": "tomorrow"},
        {"first": "2026-02-30T09:00"},
        {"first": "1800-01-01T09:00"},
        {"interval": 0},
        {"interval": 61},
    ):
        with town.refused("runtime.invalid", Invalid):
            recurring(town, article, **wrong)
    with town.refused("runtime.invalid", Invalid):
        town.do("pat", SetRecurrence(article.id, Frequency.WEEKLY, "2026-03-09T09:00", "Europe/Atlantis"))
    one = recurring(town, article)
    with town.refused("internal.not_yours", Denied):
        town.do("pam", CopyAnnouncement(one.id, 0))
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", EndRecurrence(one.id))
    with town.refused("runtime.not_found", NotFound):
        town.do("pat", EndRecurrence(RecurrenceId(article.id)))


def rule(frequency: Frequency, interval: int, first: str, zone: str = VIENNA) -> Recurrence:
    return Recurrence(
        RecurrenceId(UUID(int=1)), UUID(int=2), frequency, interval, first, zone, True, 0, None,
        MemberId(UUID(int=3)), None, None, "", None,
    )  # fmt: skip


FREQUENCIES = {
    Frequency.WEEKLY: rrule.WEEKLY,
    Frequency.MONTHLY: rrule.MONTHLY,
    Frequency.YEARLY: rrule.YEARLY,
}
times = st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)).map(  # noqa: DTZ001  # local time
    lambda moment: moment.replace(microsecond=0)
)


@given(first=times, frequency=st.sampled_from(Frequency), interval=st.integers(1, 60))
def test_local_times_are_those_of_a_recurrence_rule(
    first: datetime, frequency: Frequency, interval: int
) -> None:
    """By dateutil, whose rules leave out days that a month lacks; asked for the last of the days up to that one."""
    days = {}
    if frequency is not Frequency.WEEKLY and first.day > 28:
        days = {"bymonthday": range(28, first.day + 1), "bysetpos": -1}
        if frequency is Frequency.YEARLY:
            days["bymonth"] = first.month
    expected = rrule.rrule(FREQUENCIES[frequency], first, interval, count=5, **days)
    assert [local_time(first, frequency, number * interval) for number in range(5)] == list(expected)


@given(
    first=times,
    frequency=st.sampled_from(Frequency),
    zone=st.sampled_from([VIENNA, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    days=st.integers(-100, 3_000),
)
def test_the_next_one_is_always_the_first_after_now(
    first: datetime, frequency: Frequency, zone: str, days: int
) -> None:
    one = rule(frequency, 1, first.isoformat(), zone)
    now = moment_of(one, 0) + timedelta(days=days)
    number = next_number(one, now)
    assert moment_of(one, number) > now
    assert number == 0 or moment_of(one, number - 1) <= now
    assert next_number(evolve(one, made=number + 1), now) == number + 1
    local = moment_of(one, number).astimezone(ZoneInfo(zone))
    assert abs(local.hour * 60 + local.minute - first.hour * 60 - first.minute) in (
        0,
        30,
        60,
        24 * 60 - 30,
        24 * 60 - 60,
    )


def test_a_time_that_clocks_skip_counts_on_from_before() -> None:
    one = rule(Frequency.YEARLY, 1, "2026-03-29T02:30")
    assert moment_of(one, 0) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    twice = rule(Frequency.YEARLY, 1, "2026-10-25T02:30")
    assert moment_of(twice, 0) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
