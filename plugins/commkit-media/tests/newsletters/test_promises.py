"""What always and what never happens: nobody is mailed who did not confirm or has left; local times stay."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, CommkitError, CommunityId, Invalid
from commkit_media import (
    Cadence,
    ConfirmSubscription,
    EndSubscription,
    ForgetAddress,
    ImportSubscribers,
    IssueId,
    RequestSubscription,
    SubscribeToNewsletter,
    SubscriptionId,
    UnsubscribeFromNewsletter,
)
from commkit_media.newsletters.policy import next_moment
from commkit_media.newsletters.subscribing.policy import (
    EndedBy,
    clean_address,
    read_end,
    sign_end,
    who_of_address,
)
from tests.newsletter_desk import Desk, end_token, link_in, token_of

ZONES = st.sampled_from(["UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
CLOCKS = st.times().map(lambda at: f"{at:%H:%M}")


RULES = st.fixed_dictionaries(
    {"at": CLOCKS, "weekday": st.integers(0, 6), "day": st.integers(1, 31), "time_zone": ZONES}
)


@given(cadence=st.sampled_from([Cadence.DAILY, Cadence.WEEKLY, Cadence.MONTHLY]), rule=RULES, now=MOMENTS)
def test_the_next_moment_is_the_first_one_at_that_local_time(
    cadence: Cadence, rule: dict[str, Any], now: datetime
) -> None:
    at, zone, weekday = rule["at"], rule["time_zone"], rule["weekday"]
    found = next_moment(cadence, now=now, **rule)
    assert found is not None
    assert found > now
    assert next_moment(cadence, now=found - timedelta(microseconds=1), **rule) == found
    longest = {Cadence.DAILY: 2, Cadence.WEEKLY: 8, Cadence.MONTHLY: 32}[cadence]
    assert found - now <= timedelta(days=longest)
    local = found.astimezone(ZoneInfo(zone))
    skipped = local.time() != time.fromisoformat(at)
    if skipped:  # clocks went forward over it: it is as long after the change as it would have been
        assert local.utcoffset() != (found - timedelta(hours=3)).astimezone(ZoneInfo(zone)).utcoffset()
    elif cadence is Cadence.WEEKLY:
        assert local.weekday() == weekday


IDS = st.uuids()


@given(ids=st.tuples(IDS, IDS, IDS, IDS), text=st.text(max_size=140), place=st.integers(0, 127))
def test_a_token_ends_what_it_was_made_for_and_no_other_text_ends_anything(
    ids: tuple[UUID, UUID, UUID, UUID], text: str, place: int
) -> None:
    community, other, subscription, issue = ids
    here, ended = CommunityId(community), EndedBy(SubscriptionId(subscription), IssueId(issue))
    token = sign_end("secret", here, ended)
    if issue.int:
        assert read_end("secret", here, token) == ended
    changed = token[:place] + ("0" if token[place] != "0" else "1") + token[place + 1 :]
    for wrong in (text, changed, token + "0"):
        with pytest.raises(Invalid):
            read_end("secret", here, wrong)
    for secret, place_of in (("another", here), ("secret", CommunityId(other))):
        if (secret, place_of) != ("secret", here):
            with pytest.raises(Invalid):
                read_end(secret, place_of, token)


@given(st.text(max_size=60) | st.emails())
def test_an_address_is_one_line_without_a_second_one(text: str) -> None:
    address = clean_address(text)
    if address is not None:
        assert address.isprintable()
        assert address.count("@") == 1
        assert not set(address) & set(' ,;<>"')
        assert clean_address(address) == address
        here = CommunityId(uuid4())
        assert who_of_address("s", here, address) == who_of_address("s", here, address.upper().lower())


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "ask",
                "confirm",
                "guess",
                "end",
                "take_over",
                "forget",
                "send",
                "join",
                "leave",
                "import_member",
                "wait",
            ]
        ),
        st.integers(0, 2),
    ),
    min_size=3,
    max_size=25,
)
MEMBERS = ("ada", "bob", "cid")


class Readers:
    """Three people and three members who come and go; it keeps account of who may get an issue."""

    def __init__(self, desk: Desk) -> None:
        mark = uuid4().hex[:10]
        self.desk, self.newsletter = desk, desk.newsletter(title=f"Letter {mark}")
        self.people = [f"p{number}@{mark}.example" for number in range(3)]
        self.may: set[str] = set()
        self.imported: set[str] = set()
        self.left: set[str] = set()
        self.confirms: dict[str, str] = {}
        self.ends: dict[str, str] = {}
        desk.forget_mails()

    def do(self, actor: Any, command: Any) -> bool:
        try:
            self.desk.town.do(actor, command)
        except CommkitError:
            return False
        return True

    def ask(self, which: int) -> None:
        self.do(None, RequestSubscription(self.newsletter.id, self.people[which]))
        self.desk.work()
        for mail in self.desk.office.mails:
            self.confirms[str(mail["To"])] = token_of(link_in(mail, "confirm"))
            self.ends[str(mail["To"])] = end_token(mail)

    def confirm(self, which: int) -> None:
        who = self.people[which]
        if who in self.confirms and self.do(None, ConfirmSubscription(self.confirms.pop(who))):
            self.may.add(who)

    def guess(self, which: int) -> None:
        assert not self.do(None, ConfirmSubscription("0" * 48))

    def end(self, which: int) -> None:
        who = self.people[which]
        if who in self.ends and who in self.may and self.do(None, EndSubscription(self.ends[who])):
            self.may.discard(who)
            self.left.add(who)

    def take_over(self, which: int) -> None:
        who = self.people[which]
        self.do(SYSTEM, ImportSubscribers(self.newsletter.id, (who,)))
        if who not in self.left and who not in self.confirms:
            self.may.add(who)

    def forget(self, which: int) -> None:
        who = self.people[which]
        self.do(SYSTEM, ForgetAddress(who))
        if who in self.may:
            self.left.add(who)
        self.may.discard(who)

    def join(self, which: int) -> None:
        self.do(MEMBERS[which], SubscribeToNewsletter(self.newsletter.id))
        self.may.add(f"{MEMBERS[which]}@example.org")

    def leave(self, which: int) -> None:
        self.do(MEMBERS[which], UnsubscribeFromNewsletter(self.newsletter.id))
        self.may.discard(f"{MEMBERS[which]}@example.org")

    def import_member(self, which: int) -> None:
        """The address of a member gets it, too, whether they join or leave as one."""
        address = f"{MEMBERS[which]}@example.org"
        self.do(SYSTEM, ImportSubscribers(self.newsletter.id, (address,)))
        self.imported.add(address)

    def wait(self, which: int) -> None:
        self.desk.town.pass_time(hours=1)

    def send(self, which: int) -> None:
        self.desk.published(title=uuid4().hex)
        self.desk.sent(self.newsletter)
        got = self.desk.office.receivers
        assert set(got) <= self.may | self.imported
        assert {f"{name}@example.org" for name in MEMBERS} & self.may | self.imported <= set(got)
        assert len(got) == len(set(got))
        for mail in self.desk.office.mails:
            self.ends[str(mail["To"]).split("<")[-1].rstrip(">")] = end_token(mail)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nobody_is_mailed_who_did_not_confirm_or_has_left(
    sqlite_desk: Desk, steps: list[tuple[str, int]]
) -> None:
    """Whatever happens in whatever order, an issue goes to those alone who confirmed and did not leave since."""
    readers = Readers(sqlite_desk)
    for step, which in [*steps, ("send", 0)]:
        getattr(readers, step)(which)
        sqlite_desk.forget_mails()
