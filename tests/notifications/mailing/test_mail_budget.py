"""The mail budget: never more mails a day than the member allows, whoever sends at the same time."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Kit
from commkit.notifications import (
    DeliverySchedule,
    NotifyMembers,
    ReadNotificationMetrics,
    SetDeliverySchedule,
)
from commkit.notifications.mailing.handlers import use_mail_budget
from commkit.notifications.mailing.records import DeliveryInfo
from commkit.notifications.tables import inbox, mail_budget
from commkit.runtime.sessions.session import Session
from commkit.storage import statement
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import ask, do, run_concurrently
from tests.notifications.conftest import START
from tests.notifications.post_office import Host, PostOffice
from tests.notifications.setup import Bells, id_of, question, ring
from tests.sample import create_community, new_kit

THREADS = 8
MAX_PAGE_SIZE = 12


def spend(kit: Kit, take: Callable[[Session], bool], each: int = 5) -> int:
    """Several threads take pushes from one member's day; how many they got."""

    def work(number: int) -> int:
        taken = 0
        for _ in range(each):
            taken += kit.transact(SYSTEM, "town", take)
        return taken

    answers = run_concurrently(THREADS, work)
    assert not [answer for answer in answers if not isinstance(answer, int)]
    return sum(answer for answer in answers if isinstance(answer, int))


def test_concurrent_mails_do_not_exceed_the_budget(tower: Kit) -> None:
    ada = id_of(tower, "ada")
    known = DeliveryInfo(DeliverySchedule(mails_per_day=MAX_PAGE_SIZE), "")
    assert (
        spend(tower, lambda session: use_mail_budget(context_of(session), ada, known, START.date()))
        == MAX_PAGE_SIZE
    )
    with tower.database.engine.connect() as connection:
        assert connection.execute(select(mail_budget.c.used)).all() == [(MAX_PAGE_SIZE,)]


@pytest.mark.postgres
def test_control_reading_the_budget_first_exceeds_it(migrated_postgres_url: str, clock: ManualClock) -> None:
    # On SQLite writers come one after another: nobody could look while another one is in its session.
    look = statement(select(mail_budget.c.used).where(mail_budget.c.used >= 0))
    all_looked = Barrier(THREADS, timeout=60)
    with closing(new_kit(migrated_postgres_url, Bells(), clock=clock)) as kit:
        create_community(kit, type="tower", members=("ada",))
        ada = id_of(kit, "ada")
        endless = DeliveryInfo(DeliverySchedule(mails_per_day=1_000), "")

        def careless(session: Session) -> bool:
            used = context_of(session).one(look)
            all_looked.wait()
            return used is None and use_mail_budget(context_of(session), ada, endless, START.date())

        assert spend(kit, careless, each=1) == THREADS, "one a day was left"


@pytest.mark.parametrize("most", [0, 1, 3])
def test_beyond_the_budget_mail_waits_for_the_digest(mailing: Kit, office: PostOffice, most: int) -> None:
    do(mailing, "ada", "town", SetDeliverySchedule(mails_per_day=most))
    for number in range(4):
        ring(mailing, "ada", about=question(mailing, title=f"Why {number}?"), kind="bells.mailed")
    mailing.worker().drain()
    assert office.receivers == ["ada@example.org"] * most
    with mailing.database.engine.connect() as connection:
        states = sorted(str(row.mail) for row in connection.execute(select(inbox.c.mail)))
    assert states == ["digest"] * (4 - most) + ["sent"] * most
    numbers = ask(mailing, "owner", "town", ReadNotificationMetrics(since=START.date()))
    assert {n.outcome: n.count for n in numbers if n.outcome == "digest"} == {"digest": 4 - most}


def test_the_budget_is_one_for_all_communities_and_kinds(mailing: Kit, office: PostOffice) -> None:
    create_community(mailing, "city", type="tower", members=("ada",))
    do(mailing, "ada", None, SetDeliverySchedule(mails_per_day=1))
    ring(mailing, "ada", kind="bells.mailed")
    mailing.worker().drain()
    with mailing.session("ada", "city", read_only=True) as session:
        ada = session.member
    assert ada == id_of(mailing, "ada")
    told = NotifyMembers(kind="bells.mail_only", to=(ada,), record="Membership", object=ada)
    do(mailing, SYSTEM, "city", told)
    mailing.worker().drain()
    assert office.receivers == ["ada@example.org"]


def test_the_budget_starts_again_on_the_members_next_day(
    mailing: Kit, office: PostOffice, host: Host, clock: ManualClock
) -> None:
    host.zones["ada"] = "Pacific/Kiritimati"  # fourteen hours ahead: their day ends at ten, UTC
    do(mailing, "ada", "town", SetDeliverySchedule(mails_per_day=1))
    for hours in (0, 21, 1):
        clock.advance(timedelta(hours=hours))
        ring(mailing, "ada", about=question(mailing, title=f"After {hours}"), kind="bells.mailed")
        mailing.worker().drain()
    pushes = [mail for mail in office.mails if mail["Subject"].startswith("[Town] After")]
    assert [mail["Subject"] for mail in pushes] == ["[Town] After 0", "[Town] After 1"]
