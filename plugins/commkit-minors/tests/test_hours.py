"""Quiet hours of minors: in their own zone, also when clocks change; no mails then, and no posts where it is said."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Denied
from commkit.explaining import ExplainDecision
from commkit.members import Profile
from commkit.notifications import MailMessage, MailPort, MailSite
from commkit.posts import CreateThread
from commkit_minors import MinorsSettings, ReadMySafety, SetMinorLimits
from commkit_minors.policy import quiet_end

NIGHT = (("21:00", "07:00"),)
POSTING = MinorsSettings(quiet_posting=True, known_after=timedelta(0))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-03-02T19:59", None),
        ("2026-03-02T20:00", "2026-03-03T06:00"),
        ("2026-03-03T05:59", "2026-03-03T06:00"),
        ("2026-03-03T06:00", None),
        ("2026-03-28T20:00", "2026-03-29T05:00"),  # clocks are put forward: an hour less
        ("2026-10-24T19:00", "2026-10-25T06:00"),  # clocks are put back: an hour more
    ],
)
def test_they_are_reckoned_in_the_zone_of_the_minor(now: str, end: str | None) -> None:
    assert quiet_end(NIGHT, "Europe/Vienna", at(now)) == (at(end) if end else None)


def test_hours_of_guardians_and_of_the_community_both_hold() -> None:
    both = (*NIGHT, ("19:00", "22:00"), ("06:30", "09:00"))
    assert quiet_end(both, "UTC", at("2026-03-02T19:30")) == at("2026-03-03T09:00")


@given(
    now=st.datetimes(at("2020-01-01").replace(tzinfo=None), at("2035-01-01").replace(tzinfo=None)),
    zone=st.sampled_from(["Europe/Vienna", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "nowhere"]),
    start=st.sampled_from(["21:00", "02:30", "00:00"]),
    end=st.sampled_from(["07:00", "02:15", "23:59"]),
)
def test_always_they_end_and_it_is_not_quiet_then(now: datetime, zone: str, start: str, end: str) -> None:
    moment = now.replace(tzinfo=UTC)
    found = quiet_end(((start, end),), zone, moment)
    if found is not None:
        assert moment < found <= moment + timedelta(hours=50)
        assert quiet_end(((start, end),), zone, found) is None


def post(town: Any, by: str) -> Any:
    return town.do(by, CreateThread(kind="talk", title="Tonight", body="Who plays?"))


def test_minors_write_nothing_in_quiet_hours_where_it_is_said(make_town: Any) -> None:
    town = make_town(rules=POSTING)
    post(town, "tim")
    town.clock.advance(at("2026-03-02T20:00") - town.clock())
    post(town, "ada")
    with pytest.raises(Denied, match="from 07:00 on") as refused:
        post(town, "tim")
    assert refused.value.code == "minors.quiet_hours"
    assert town.ask("tim", ReadMySafety()).protected
    told = str(town.ask("tim", ExplainDecision(town.member("tim"), "posts.create_thread")))
    assert "quiet hours" in told
    town.clock.advance(timedelta(hours=10))
    post(town, "tim")


def test_they_write_at_night_where_nothing_is_said(sqlite_town: Any) -> None:
    sqlite_town.clock.advance(at("2026-03-02T23:00") - sqlite_town.clock())
    post(sqlite_town, "tim")


def test_a_guardian_adds_hours(make_town: Any) -> None:
    town = make_town(rules=POSTING)
    town.do("pia", SetMinorLimits(town.member("tim"), quiet_from="10:00", quiet_until="12:00"))
    with town.refused("minors.quiet_hours", Denied):
        post(town, "tim")
    post(town, "tom")


class Letters:
    """A host that knows addresses, and keeps what it is to send."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def profile(self, key: str, connection: object) -> Profile:
        return Profile(key, f"{key}@example.org")

    def send(self, message: MailMessage) -> None:
        self.sent.append(message.to)


def test_mails_to_minors_wait_until_the_morning(make_town: Any) -> None:
    letters = Letters()
    site = MailSite(
        secret="only for tests",
        unsubscribe_url="https://town.example.org/unsubscribe",
        link=lambda slug, record, key: f"https://town.example.org/{slug}/{record}/{key}",
        invitation_link=lambda slug, token: f"https://town.example.org/join/{slug}/{token}",
    )
    town = make_town(kit={"identity": letters, "ports": {MailPort: letters, MailSite: site}})
    town.clock.advance(at("2026-03-02T20:00") - town.clock())
    town.do("ada", CreateThread(kind="talk", title="Tonight", body="Who plays, @tim and @bob?"))
    town.work()
    assert letters.sent == ["bob@example.org"]
    town.pass_time(hours=9, minutes=59)
    assert letters.sent == ["bob@example.org"]
    town.pass_time(minutes=1)
    assert letters.sent == ["bob@example.org", "tim@example.org"]
