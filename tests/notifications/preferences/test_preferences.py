"""Preferences: defaults, one community or all, and what is done with them."""

from contextlib import closing

import pytest

from commkit import SYSTEM, Denied, Invalid, Kit
from commkit.members import JoinCommunity
from commkit.notifications import (
    ListInbox,
    ListNotificationPreferences,
    NotificationChannel,
    NotificationPreferenceChanged,
    NotifyMembers,
    ReadNotificationMetrics,
    SetNotificationPreference,
    SetNotificationPreferenceEverywhere,
)
from tests.helpers import ask, assert_invalid, assert_refused, do, emitted_facts
from tests.notifications.conftest import START
from tests.notifications.setup import channels, id_of, landmark, ring
from tests.sample import create_community


def set_preference(
    kind: str = "bells.mailed",
    channel: NotificationChannel = NotificationChannel.MAIL,
    *,
    enabled: bool = False,
) -> SetNotificationPreference:
    return SetNotificationPreference(kind=kind, channel=channel, enabled=enabled)


def everywhere(kind: str = "bells.mailed", *, enabled: bool = False) -> SetNotificationPreferenceEverywhere:
    return SetNotificationPreferenceEverywhere(kind=kind, channel=NotificationChannel.MAIL, enabled=enabled)


def test_every_kind_has_its_defaults(small_tower: Kit) -> None:
    found = ask(small_tower, "ada", "town", ListNotificationPreferences())
    assert {p.kind: (p.channels, p.urgent) for p in found if p.kind.startswith("bells.")} == {
        "bells.rang": (("inbox",), False),
        "bells.mailed": (("inbox", "mail"), False),
        "bells.fire": (("inbox", "mail"), True),
        "bells.mail_only": (("mail",), False),
    }
    assert all(p.summary for p in found)


def test_a_preference_holds_for_one_member_kind_and_channel(tower: Kit) -> None:
    do(tower, "ada", "town", set_preference(channel=NotificationChannel.INBOX))
    ring(tower, "ada", "bob", kind="bells.mailed")
    ring(tower, "ada", "bob", kind="bells.fire")
    assert (channels(tower), channels(tower, "bob")) == (("mail",), ("inbox", "mail"))
    kinds = {
        actor: sorted(notification.kind for notification in ask(tower, actor, "town", ListInbox()).items)
        for actor in ("ada", "bob")
    }
    assert kinds == {"ada": ["bells.fire"], "bob": ["bells.fire", "bells.mailed"]}


def test_a_member_without_channels_is_not_notified(small_tower: Kit) -> None:
    do(small_tower, "ada", "town", set_preference(kind="bells.rang", channel=NotificationChannel.INBOX))
    asked = NotifyMembers(
        kind="bells.rang",
        to=(id_of(small_tower, "ada"),),
        record="Membership",
        object=landmark(small_tower).id,
    )
    assert emitted_facts(small_tower, SYSTEM, "town", asked) == []


def test_a_preference_everywhere_holds_now_and_later(tower: Kit) -> None:
    create_community(tower, "city", type="tower", members=("ada",))
    do(tower, "ada", None, everywhere())
    assert [channels(tower, place=place) for place in ("town", "city")] == [("inbox",)] * 2
    create_community(tower, "port", type="tower")
    do(tower, "ada", "port", JoinCommunity())
    tower.worker().drain()
    assert channels(tower, place="port") == ("inbox",)
    assert channels(tower, "bob") == ("inbox", "mail")


def test_a_preference_for_one_community_takes_precedence(tower: Kit) -> None:
    create_community(tower, "city", type="tower", members=("ada",))
    do(tower, "ada", "town", set_preference(enabled=True))
    do(tower, "ada", None, everywhere())
    assert [channels(tower, place=place) for place in ("town", "city")] == [("inbox", "mail"), ("inbox",)]
    do(tower, "ada", None, everywhere(enabled=True))
    do(tower, "ada", "town", set_preference())
    assert [channels(tower, place=place) for place in ("town", "city")] == [("inbox",), ("inbox", "mail")]


def test_a_changed_preference_is_a_fact_and_a_metric(small_tower: Kit) -> None:
    (fact,) = emitted_facts(small_tower, "ada", "town", set_preference())
    assert fact == NotificationPreferenceChanged(
        member=id_of(small_tower, "ada"), kind="bells.mailed", channel=NotificationChannel.MAIL, enabled=False
    )
    numbers = ask(small_tower, "owner", "town", ReadNotificationMetrics(since=START.date()))
    assert [(n.kind, n.outcome, n.count) for n in numbers] == [("bells.mailed", "unsubscribed", 1)]


def test_a_preference_for_an_unknown_kind_is_refused(small_tower: Kit) -> None:
    with assert_invalid(kind="unknown_kind"):
        do(small_tower, "ada", "town", set_preference(kind="bells.unheard"))
    with assert_invalid(kind="unknown_kind"):
        do(small_tower, "ada", None, everywhere(kind="bells.unheard"))


def test_visitors_have_no_preferences(small_tower: Kit) -> None:
    with assert_refused(Denied, "runtime.not_a_member"):
        do(small_tower, "stranger", None, everywhere())
    with assert_refused(Denied, "runtime.not_permitted"):
        do(small_tower, None, None, everywhere())


def test_preferences_are_read_by_members(small_tower: Kit) -> None:
    with pytest.raises((Denied, Invalid)), closing(small_tower):
        ask(small_tower, None, "town", ListNotificationPreferences())
