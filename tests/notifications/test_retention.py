"""Inboxes: what was read goes, what was not goes later, and what is to be mailed stays."""

from datetime import timedelta

from sqlalchemy import update

from commkit import Kit
from commkit.notifications import MarkAllNotificationsRead
from commkit.notifications.records import MailState
from commkit.notifications.tables import inbox, mail_budget, notification
from commkit.testing.clock import ManualClock
from tests.helpers import do
from tests.notifications.setup import id_of, ring
from tests.runtime.purging.purges import DAY, add, count

READ = inbox.c.read_at.is_not(None)


def told(kit: Kit) -> None:
    """Ada and bob are told of something; ada reads it."""
    ring(kit, "ada", "bob")
    do(kit, "ada", "town", MarkAllNotificationsRead())


def test_what_was_read_goes_sooner(tower: Kit, clock: ManualClock) -> None:
    told(tower)
    clock.advance(89 * DAY)
    tower.purge()
    assert (count(tower, inbox, READ), count(tower, inbox, ~READ)) == (1, 1)
    clock.advance(2 * DAY)
    assert tower.purge().purged["read_notifications"] == 1
    assert count(tower, notification) == 1, "bob has not read it"
    clock.advance(280 * DAY)
    assert tower.purge().purged["unread_notifications"] == 1
    tower.purge()
    assert (count(tower, inbox), count(tower, notification)) == (0, 0)


def test_what_is_to_be_mailed_stays(small_tower: Kit, clock: ManualClock) -> None:
    told(small_tower)
    with small_tower.database.engine.begin() as connection:
        connection.execute(update(inbox).values(mail=MailState.QUIET))
    clock.advance(999 * DAY)
    small_tower.purge()
    assert count(small_tower, inbox) == 2
    with small_tower.database.engine.begin() as connection:
        connection.execute(update(inbox).values(mail=MailState.SENT))
    small_tower.purge()
    assert count(small_tower, inbox) == 0


def test_budgets_of_days_that_are_over_go(tower: Kit, clock: ManualClock) -> None:
    today = clock().date()
    me = id_of(tower, "ada")
    add(tower, mail_budget, [
        {"member": me, "day": today - timedelta(days=days), "used": 1} for days in (0, 1, 7, 8, 30)
    ])  # fmt: skip
    assert tower.purge().purged["mail_budgets"] == 2
    assert count(tower, mail_budget) == 3
