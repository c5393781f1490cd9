"""What members wish: for a kind and a channel, here or everywhere; one click ends mail."""

from contextlib import closing
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit
from commkit.members import JoinCommunity, RestrictMember
from commkit.notifications import (
    DeliverySchedule,
    DigestFrequency,
    DigestPreference,
    ListInbox,
    ListNotificationPreferences,
    NotificationChannel,
    NotificationPreferenceChanged,
    NotifyMembers,
    ReadDeliverySchedule,
    ReadDigestPreference,
    ReadNotificationMetrics,
    SetDeliverySchedule,
    SetDigestPreference,
    SetNotificationPreference,
    SetNotificationPreferenceEverywhere,
    Unsubscribe,
)
from commkit.notifications.mailing.tokens import Subscription, sign
from commkit.runtime.model.ids import LOBBY
from commkit.runtime.storage.tables import audit
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_invalid, assert_refused, assert_unchanged, do, emitted_facts
from tests.notifications.conftest import START
from tests.notifications.post_office import SITE, PostOffice, link_of
from tests.notifications.town import id_of, landmark, ring
from tests.sample import create_community


def channels(
    kit: Kit, actor: str = "ada", place: str = "town", kind: str = "bells.mailed"
) -> tuple[str, ...]:
    return next(p.channels for p in ask(kit, actor, place, ListNotificationPreferences()) if p.kind == kind)


def wish(
    kind: str = "bells.mailed",
    channel: NotificationChannel = NotificationChannel.MAIL,
    *,
    enabled: bool = False,
) -> SetNotificationPreference:
    return SetNotificationPreference(kind=kind, channel=channel, enabled=enabled)


def everywhere(kind: str = "bells.mailed", *, enabled: bool = False) -> SetNotificationPreferenceEverywhere:
    return SetNotificationPreferenceEverywhere(kind=kind, channel=NotificationChannel.MAIL, enabled=enabled)


def token_in(office: PostOffice) -> str:
    return parse_qs(urlsplit(link_of(office.mails[-1])).query)["token"][0]


def test_every_kind_has_its_defaults(small_tower: Kit) -> None:
    found = ask(small_tower, "ada", "town", ListNotificationPreferences())
    assert {p.kind: (p.channels, p.urgent) for p in found if p.kind.startswith("bells.")} == {
        "bells.rang": (("inbox",), False),
        "bells.mailed": (("inbox", "mail"), False),
        "bells.fire": (("inbox", "mail"), True),
        "bells.letter": (("mail",), False),
    }
    assert all(p.summary for p in found)


def test_a_wish_holds_for_one_member_one_kind_one_channel(tower: Kit) -> None:
    do(tower, "ada", "town", wish(channel=NotificationChannel.INBOX))
    ring(tower, "ada", "bob", kind="bells.mailed")
    ring(tower, "ada", "bob", kind="bells.fire")
    assert (channels(tower), channels(tower, "bob")) == (("mail",), ("inbox", "mail"))
    kinds = {
        actor: sorted(notification.kind for notification in ask(tower, actor, "town", ListInbox()).items)
        for actor in ("ada", "bob")
    }
    assert kinds == {"ada": ["bells.fire"], "bob": ["bells.fire", "bells.mailed"]}


def test_who_wants_no_channel_is_not_told(small_tower: Kit) -> None:
    do(small_tower, "ada", "town", wish(kind="bells.rang", channel=NotificationChannel.INBOX))
    asked = NotifyMembers(
        kind="bells.rang",
        to=(id_of(small_tower, "ada"),),
        record="Membership",
        object=landmark(small_tower).id,
    )
    assert emitted_facts(small_tower, SYSTEM, "town", asked) == []


def test_what_is_chosen_everywhere_holds_now_and_later(tower: Kit) -> None:
    create_community(tower, "city", type="tower", members=("ada",))
    do(tower, "ada", None, everywhere())
    assert [channels(tower, place=place) for place in ("town", "city")] == [("inbox",)] * 2
    create_community(tower, "port", type="tower")
    do(tower, "ada", "port", JoinCommunity())
    tower.worker().drain()
    assert channels(tower, place="port") == ("inbox",)
    assert channels(tower, "bob") == ("inbox", "mail")


def test_what_is_chosen_for_one_community_stands_above(tower: Kit) -> None:
    create_community(tower, "city", type="tower", members=("ada",))
    do(tower, "ada", "town", wish(enabled=True))
    do(tower, "ada", None, everywhere())
    assert [channels(tower, place=place) for place in ("town", "city")] == [("inbox", "mail"), ("inbox",)]
    do(tower, "ada", None, everywhere(enabled=True))
    do(tower, "ada", "town", wish())
    assert [channels(tower, place=place) for place in ("town", "city")] == [("inbox",), ("inbox", "mail")]


def test_a_choice_is_a_fact_and_a_number(small_tower: Kit) -> None:
    (fact,) = emitted_facts(small_tower, "ada", "town", wish())
    assert fact == NotificationPreferenceChanged(
        member=id_of(small_tower, "ada"), kind="bells.mailed", channel=NotificationChannel.MAIL, enabled=False
    )
    numbers = ask(small_tower, "owner", "town", ReadNotificationMetrics(since=START.date()))
    assert [(n.kind, n.outcome, n.count) for n in numbers] == [("bells.mailed", "unsubscribed", 1)]


def test_there_is_no_wish_for_what_nobody_sends(small_tower: Kit) -> None:
    with assert_invalid(kind="unknown_kind"):
        do(small_tower, "ada", "town", wish(kind="bells.unheard"))
    with assert_invalid(kind="unknown_kind"):
        do(small_tower, "ada", None, everywhere(kind="bells.unheard"))


def test_who_has_no_account_has_no_wishes(small_tower: Kit) -> None:
    with assert_refused(Denied, "runtime.not_a_member"):
        do(small_tower, "stranger", None, everywhere())
    with assert_refused(Denied, "runtime.not_permitted"):
        do(small_tower, None, None, everywhere())


def test_the_rhythm_is_the_same_everywhere(small_tower: Kit) -> None:
    create_community(small_tower, "city", type="tower", members=("ada",))
    made = do(
        small_tower,
        "ada",
        "town",
        SetDeliverySchedule(
            time_zone="Asia/Kathmandu", quiet_from="22:00", quiet_until="06:30", mails_per_day=3
        ),
    )
    assert made == DeliverySchedule("Asia/Kathmandu", "22:00", "06:30", 3)
    assert (
        ask(small_tower, "ada", "city", ReadDeliverySchedule())
        == ask(small_tower, "ada", None, ReadDeliverySchedule())
        == made
    )
    assert ask(small_tower, "bob", "town", ReadDeliverySchedule()) == DeliverySchedule()


@pytest.mark.parametrize(
    ("wishes", "faults"),
    [
        ({"time_zone": "Mars/Olympus"}, {"time_zone": "unknown_zone"}),
        ({"quiet_from": "25:00", "quiet_until": "7"}, {"quiet_from": "no_time", "quiet_until": "no_time"}),
        ({"quiet_from": "22:00"}, {"quiet_until": "one_end"}),
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, {"quiet_until": "no_length"}),
        ({"mails_per_day": -1}, {"mails_per_day": "out_of_range"}),
        ({"mails_per_day": 1_001}, {"mails_per_day": "out_of_range"}),
    ],
)
def test_a_rhythm_that_cannot_be(small_tower: Kit, wishes: dict[str, str], faults: dict[str, str]) -> None:
    with assert_invalid(**faults):
        do(small_tower, "ada", "town", SetDeliverySchedule(**wishes))  # type: ignore[arg-type]


def test_digests_are_as_the_community_says_until_the_member_speaks(small_tower: Kit) -> None:
    assert ask(small_tower, "ada", "town", ReadDigestPreference()) == DigestPreference(DigestFrequency.DAILY)
    do(small_tower, "ada", "town", SetDigestPreference(frequency=DigestFrequency.WEEKLY, hour=17, weekday=4))
    assert ask(small_tower, "ada", "town", ReadDigestPreference()) == DigestPreference(
        DigestFrequency.WEEKLY, 17, 4
    )
    with assert_invalid(hour="no_such_hour", weekday="no_such_day"):
        do(
            small_tower,
            "ada",
            "town",
            SetDigestPreference(frequency=DigestFrequency.DAILY, hour=24, weekday=7),
        )


def test_one_click_ends_such_mail_and_nothing_else(mailing_both: Kit, office: PostOffice) -> None:
    ring(mailing_both, "ada", kind="bells.mailed")
    mailing_both.worker().drain()
    for _ in range(3):
        do(mailing_both, None, None, Unsubscribe(token_in(office)))
    assert channels(mailing_both) == ("inbox",)
    assert channels(mailing_both, kind="bells.fire") == ("inbox", "mail")
    assert channels(mailing_both, "bob") == ("inbox", "mail")
    ring(mailing_both, "ada", about=landmark(mailing_both, "bob"), kind="bells.mailed")
    mailing_both.worker().drain()
    assert len(office.mails) == 1
    numbers = ask(mailing_both, "owner", "town", ReadNotificationMetrics(since=START.date()))
    assert [n.count for n in numbers if n.outcome == "unsubscribed"] == [1]


def test_who_ended_what_is_in_the_audit(mailing: Kit, office: PostOffice) -> None:
    ring(mailing, "ada", kind="bells.mailed")
    mailing.worker().drain()
    do(mailing, None, None, Unsubscribe(token_in(office)))
    with mailing.database.engine.connect() as connection:
        rows = connection.execute(select(audit).where(audit.c.command == "notifications.unsubscribe")).all()
    assert [(row.community_id, row.member) for row in rows] == [(LOBBY, None)]  # nobody had to sign in


def test_a_link_works_years_later_and_after_a_ban(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    ring(mailing, "ada", kind="bells.mailed")
    mailing.worker().drain()
    do(mailing, "owner", "town", RestrictMember(id_of(mailing, "ada"), status="banned", reason="spam"))
    clock.advance(timedelta(days=3_000))
    do(mailing, None, None, Unsubscribe(token_in(office)))


@pytest.mark.parametrize("damage", ["", "x", "cut", "other secret", "other member"])
def test_nobody_makes_a_token_themselves(mailing: Kit, office: PostOffice, damage: str) -> None:
    ring(mailing, "ada", "bob", kind="bells.mailed")
    mailing.worker().drain()
    good = token_in(office)
    other = Subscription(LOBBY, id_of(mailing, "ada"), "bells.mailed")
    bad = {
        "": "?",
        "x": good + "x",
        "cut": good[:-3],
        "other secret": sign("another", other),
        "other member": "x".join(good.split(".", 1)),
    }[damage]
    with assert_unchanged(mailing), assert_invalid(token="bad_token"):
        do(mailing, None, None, Unsubscribe(bad))


def test_a_token_of_somebody_unknown_leaves_nothing(mailing: Kit) -> None:
    with mailing.session(SYSTEM, "town", read_only=True) as session:
        unknown = Subscription(session.community.id, context_of(session).new_id(), "bells.mailed")  # type: ignore[arg-type]
    before = ask(mailing, "owner", "town", ReadNotificationMetrics(since=START.date()))
    do(mailing, None, None, Unsubscribe(sign(SITE.secret, unknown)))
    assert ask(mailing, "owner", "town", ReadNotificationMetrics(since=START.date())) == before


def test_a_kit_that_sends_no_mail_ends_none(small_tower: Kit) -> None:
    with assert_refused(Conflict, "notifications.no_mail_site"):
        do(small_tower, None, None, Unsubscribe("token"))


def test_preferences_are_read_by_members(small_tower: Kit) -> None:
    with pytest.raises((Denied, Invalid)), closing(small_tower):
        ask(small_tower, None, "town", ListNotificationPreferences())
