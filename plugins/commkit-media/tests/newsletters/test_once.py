"""An issue goes to each reader once: with two workers at once, and where one of them is killed in the middle."""

import json
import sys
from collections import Counter
from subprocess import run
from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM
from commkit.runtime.storage.tables import delivery
from commkit_media import ImportSubscribers, ReadIssueNumbers
from tests.newsletter_desk import Desk
from tests.processes import at_once_in_processes

PRELUDE = """
from commkit.adapters.mail import SmtpMail
from commkit.notifications import MailPort
from commkit_media import Media, NewsletterSite
from tests.notifications.post_office import SITE, Host
from commkit.notifications import MailSite

def kit_of(url, clock):
    mail = SmtpMail("127.0.0.1", {port}, sender="Town <town@example.org>")
    return Kit(
        url,
        plugins=[Media(newsletter_site=NewsletterSite(api_url="https://news.example/api"))],
        ports={{MailPort: mail, MailSite: SITE}},
        identity=Host(),
        clock=clock,
    )
"""
WITHOUT_CLAIMS = """
from commkit.storage import statement
from commkit_media.newsletters.sending import statements
from commkit_media.tables import issue_mail

statements.CLAIM = statement(
    lambda: statements.update(issue_mail)
    .values(changed_at=statements._NOW)
    .where(statements._THIS)
)
"""
"""Takes away what decides: a mail is claimed by whoever comes, and nothing is stored before it is handed over."""
WITHOUT_PLACES = """
from sqlalchemy import false
from commkit.storage import statement
from commkit_media.newsletters.sending import statements
from commkit_media.tables import issue_mail

statements.BY_ADDRESS = statement(
    lambda: statements.select(issue_mail.c.subscription, issue_mail.c.state).where(false())
)
"""
"""Takes away what a member's claim looks for: the mail of the issue to the same address."""
KILLED = """
import json, os, sys
from datetime import datetime
from commkit import SYSTEM, CommkitError, Kit
from commkit.testing.clock import ManualClock

url, now, prelude, patch, most = json.loads(sys.stdin.read())
exec(prelude)
exec(patch)
kit = kit_of(url, clock=ManualClock(datetime.fromisoformat(now)))
send, sent = SmtpMail.send, []

def send_and_die(self, message):
    send(self, message)
    sent.append(message)
    if len(sent) == most:
        os._exit(9)  # the server took the mail, and nobody wrote that down

SmtpMail.send = send_and_die
kit.worker().drain()
"""
READERS = 12


def handed_over(desk: Desk) -> Any:
    """An issue whose batch is written down, and not sent yet."""
    newsletter = desk.newsletter()
    addresses = tuple(f"r{number}@else.example" for number in range(READERS))
    desk.town.do(SYSTEM, ImportSubscribers(newsletter.id, addresses))
    desk.town.kit.worker().drain()
    desk.published()
    desk.town.kit.worker().drain()
    return desk.sent(newsletter, drain=False)


def kill_in_the_middle(desk: Desk, *, most: int, patch: str = "") -> None:
    prelude = PRELUDE.format(port=desk.office.port)
    given = [desk.town.url, desk.town.clock.now.isoformat(), prelude, patch, most]
    done = run(
        [sys.executable, "-c", KILLED],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 9, done.stderr


def times(desk: Desk) -> Counter[int]:
    """How many readers got how many mails."""
    return Counter(Counter(desk.office.receivers).values())


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_middle_leaves_nobody_with_two(desk: Desk) -> None:
    issue = handed_over(desk)
    kill_in_the_middle(desk, most=5)
    assert times(desk) == {1: 5}
    desk.town.pass_time(hours=2)  # the lease of the one that is dead ends
    assert times(desk) == {1: READERS}
    numbers = desk.town.ask("edi", ReadIssueNumbers(issue.id))
    assert (numbers.n, numbers.sent, numbers.unknown, numbers.waiting) == (READERS, READERS - 1, 1, 0)


@pytest.mark.slow
def test_control_without_claims_a_killed_worker_leaves_some_with_two(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over(sqlite_desk)
    kill_in_the_middle(sqlite_desk, most=5, patch=WITHOUT_CLAIMS)
    sqlite_desk.town.pass_time(hours=2)
    assert times(sqlite_desk)[2] >= 1


def write_down_twice(desk: Desk) -> None:
    """Let the first worker die between two batches, whose borders are others the next time: both are delivered."""
    worker = desk.town.kit.worker()
    with desk.town.kit.database.engine.begin() as connection:
        connection.execute(delivery.update().where(delivery.c.subscriber.contains("/")).values(done_at=None))
        found = (
            connection.execute(select(delivery).where(delivery.c.subscriber.contains("send_issue/")))
            .mappings()
            .one()
        )
        first = found["subscriber"].partition("/")[2][:32]
        again = dict(found) | {"subscriber": found["subscriber"].replace(first, f"{0:032x}", 1)}
        connection.execute(delivery.insert(), again)
    del worker


def two_batches_of_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    handed_over(desk)
    with monkeypatch.context() as patch:
        patch.setattr("commkit_media.newsletters.sending.subscribers._send_batch", lambda *given: None)
        desk.work()
    write_down_twice(desk)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("patch", ["", WITHOUT_CLAIMS], ids=["claimed", "control"])
def test_two_workers_with_the_same_mails_send_each_once(
    postgres_desk: Desk, monkeypatch: pytest.MonkeyPatch, patch: str
) -> None:
    """Both read who is to get it before either sends; the control has nothing that decides between them."""
    desk = postgres_desk
    two_batches_of_the_same(desk, monkeypatch)
    at_once_in_processes(
        desk.town,
        PRELUDE.format(port=desk.office.port),
        [("worker", ""), ("worker", "")],
        patch=patch,
        hold="UPDATE commkit_media_newsletter_mail",
    )
    if patch:
        assert times(desk)[2] >= 1
    else:
        assert times(desk) == {1: READERS}


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("patch", ["", WITHOUT_PLACES], ids=["claimed", "control"])
def test_a_member_and_their_address_in_two_workers_get_one_mail(
    postgres_desk: Desk, monkeypatch: pytest.MonkeyPatch, patch: str
) -> None:
    """Each worker has one of the two; the control does not look for the other one."""
    desk = postgres_desk
    newsletter = desk.newsletter()
    desk.subscribed(newsletter, "ada")
    desk.town.do(SYSTEM, ImportSubscribers(newsletter.id, ("ada@example.org",)))
    desk.published()
    desk.work()
    desk.sent(newsletter, drain=False)
    with monkeypatch.context() as other:
        other.setattr("commkit_media.newsletters.sending.subscribers.BATCH_SIZE", 1)
        other.setattr("commkit_media.newsletters.sending.subscribers._send_batch", lambda *given: None)
        desk.work()
    send_again(desk)
    at_once_in_processes(
        desk.town,
        PRELUDE.format(port=desk.office.port),
        [("worker", ""), ("worker", "")],
        patch=patch,
        hold="UPDATE commkit_media_newsletter_mail",
    )
    assert times(desk) == ({2: 1} if patch else {1: 1})


def send_again(desk: Desk) -> None:
    """Let the batches that were written down be delivered once more."""
    with desk.town.kit.database.engine.begin() as connection:
        connection.execute(delivery.update().where(delivery.c.subscriber.contains("/")).values(done_at=None))
