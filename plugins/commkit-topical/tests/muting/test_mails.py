"""What is muted is in no mail and no digest, also where it was muted after the notice was made."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from commkit.notifications import (
    DigestFrequency,
    NotificationChannel,
    SetDeliverySchedule,
    SetDigestPreference,
    SetNotificationPreference,
    WatchCommunity,
    WatchLevel,
)
from commkit_topical import MuteTag, MuteWord
from tests.notifications.post_office import Host, PostOffice, open_post_office, ports

Town = Any


@pytest.fixture
def mailing(town_class: Any, sqlite_url: str) -> Iterator[tuple[Town, PostOffice]]:
    with open_post_office() as office:
        town = town_class(sqlite_url, kit={"ports": ports(office), "identity": Host()})
        with closing(town.kit):
            yield town, office


def test_a_digest_has_nothing_that_is_muted(mailing: tuple[Town, PostOffice]) -> None:
    town, office = mailing
    for name in ("bob", "cid"):
        town.do(name, SetDigestPreference(frequency=DigestFrequency.DAILY, hour=8))
        town.do(name, WatchCommunity(level=WatchLevel.WATCHING))
    town.opinion("About slugs")
    town.opinion("About roses")
    town.opinion("Beetles", tags=("pests",))
    town.kit.worker().drain()
    town.do("bob", MuteWord("slugs"))
    town.do("bob", MuteTag("pests"))
    for _ in range(8):
        town.pass_time(hours=3)
    by_reader = {
        mail["To"]: str(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]
        for mail in office.mails
    }
    (bobs,) = [text for to, text in by_reader.items() if "bob" in to.lower()]
    (cids,) = [text for to, text in by_reader.items() if "cid" in to.lower()]
    assert "About roses" in bobs
    assert "slugs" not in bobs
    assert "Beetles" not in bobs
    assert "About slugs" in cids  # the control
    assert "Beetles" in cids


def test_a_mail_that_waited_is_dropped_where_it_was_muted_meanwhile(mailing: tuple[Town, PostOffice]) -> None:
    town, office = mailing
    for name in ("bob", "cid"):
        town.do(name, WatchCommunity(level=WatchLevel.WATCHING))
        town.do(
            name,
            SetNotificationPreference(
                kind="notifications.thread", channel=NotificationChannel.MAIL, enabled=True
            ),
        )
        town.do(name, SetDeliverySchedule(quiet_from="08:00", quiet_until="11:00", time_zone="UTC"))
    town.opinion("About slugs")
    town.pass_time(minutes=1)
    assert not office.mails
    town.do("bob", MuteWord("slugs"))
    town.pass_time(hours=3)
    receivers = [mail["To"].lower() for mail in office.mails]
    assert any("cid" in to for to in receivers)  # the control
    assert not any("bob" in to for to in receivers)
