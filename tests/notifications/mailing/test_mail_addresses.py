"""Addresses that are not ASCII: sent where a server takes them, and never given up because one did not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commkit import Kit
from commkit.notifications.tables import delivery_schedule
from commkit.runtime.storage.tables import delivery
from commkit.testing.clock import ManualClock
from tests.notifications.mailing.test_mail import LOUD, parked, states
from tests.notifications.post_office import Host, PostOffice, open_post_office, ports
from tests.notifications.setup import Bells, landmark, ring
from tests.sample import new_kit


def refused_addresses(kit: Kit) -> list[str]:
    with kit.database.engine.connect() as connection:
        return [row[0] for row in connection.execute(select(delivery_schedule.c.refused_address)) if row[0]]


def test_a_domain_of_other_letters_is_reached(mailing: Kit, office: PostOffice, host: Host) -> None:
    host.addresses["ada"] = "info@müller.example"
    ring(mailing, "ada", kind=LOUD)
    mailing.worker().drain()
    assert office.receivers == ["info@xn--mller-kva.example"]


def test_an_address_waits_for_a_server_that_takes_it(mailing: Kit, host: Host, clock: ManualClock) -> None:
    host.addresses["ada"] = "jörg@example.org"
    ring(mailing, "ada", "bob", kind=LOUD)
    mailing.worker().drain()
    assert (states(mailing), refused_addresses(mailing)) == (["sending", "sent"], [])
    with mailing.database.engine.connect() as connection:
        (error,) = (row.error for row in connection.execute(select(delivery.c.error)) if row.error)
    assert "notifications.mail_address_unsupported" in error
    assert "jörg" not in error
    clock.advance(timedelta(minutes=10))
    with open_post_office(smtputf8=True) as able:
        kit = new_kit(mailing.database.url, Bells(), clock=clock, identity=host, ports=ports(able))
        kit.worker().drain()
        assert (able.receivers, states(kit), parked(kit)) == (["jörg@example.org"], ["sent", "sent"], 0)
        kit.close()


@pytest.mark.parametrize("answer", ["550 5.7.1 Spam", "552 5.2.2 Full", "554 No", "550 relay not permitted"])
def test_a_refusal_for_another_reason_does_not_end_mail(
    mailing: Kit, office: PostOffice, answer: str
) -> None:
    office.answers["ada@example.org"] = [answer]
    ring(mailing, "ada", kind=LOUD)
    mailing.worker().drain()
    assert (states(mailing), refused_addresses(mailing)) == (["failed"], [])
    ring(mailing, "ada", about=landmark(mailing, "cyd"), kind="bells.fire")
    mailing.worker().drain()
    assert office.receivers == ["ada@example.org"]
