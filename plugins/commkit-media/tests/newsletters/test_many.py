"""An issue for ten thousand: what it costs grows with its batches, and the memory not at all."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen
from sqlalchemy import event

from commkit import SYSTEM
from commkit.notifications import MailMessage, MailPort, MailSite
from commkit_media import CreateNewsletter, DraftIssue, ImportSubscribers, NewsletterAudience, SendIssue
from commkit_media.newsletters.sending.subscribers import BATCH_SIZE
from commkit_media.newsletters.subscribing.messages import MOST_IMPORTED
from tests.newsletter_desk import PAGES
from tests.notifications.post_office import SITE, Host

READERS = 10_000
MEGABYTES = 24
"""How much more memory ten thousand may take than a thousand: what the driver keeps, and Python leaves unused."""


@frozen
class Sent:
    """The host's mail, which counts what it is given."""

    to: Counter[str] = field(factory=Counter)

    def send(self, message: MailMessage) -> None:
        self.to[message.to] += 1


def memory() -> int:
    """How many megabytes this process had at most."""
    (line,) = [
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    ]
    return int(line.split()[1]) // 1024


@contextmanager
def counted(town: Any) -> Iterator[Counter[str]]:
    """Count the statements on tables of newsletters, without keeping them."""
    seen: Counter[str] = Counter()

    def count(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen["newsletters"] += "commkit_media_newsletter" in statement

    event.listen(town.kit.database.engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(town.kit.database.engine, "before_cursor_execute", count)


def send_to(town: Any, mail: Sent, number: int) -> int:
    """Send an issue to some addresses; gives how many statements it took beside two of each mail."""
    newsletter = town.do("edi", CreateNewsletter(f"To {number}", NewsletterAudience.PUBLIC))
    addresses = [f"r{each}@n{number}.example" for each in range(number)]
    for first in range(0, number, MOST_IMPORTED):
        town.do(SYSTEM, ImportSubscribers(newsletter.id, tuple(addresses[first : first + MOST_IMPORTED])))
    town.pass_time(minutes=1)
    town.published(title=f"Article {number}")
    preview = town.do("edi", DraftIssue(newsletter.id))
    town.do("edi", SendIssue(preview.issue.id))
    mail.to.clear()
    with counted(town) as seen:
        town.kit.worker().drain()
    assert mail.to == Counter(addresses)
    return seen["newsletters"] - 2 * number


@pytest.mark.slow
def test_ten_thousand_get_an_issue_once_with_constant_statements_and_memory(
    town_class: Any, sqlite_url: str
) -> None:
    mail = Sent()
    kit = {"ports": {MailPort: mail, MailSite: SITE}, "identity": Host()}
    town = town_class(sqlite_url, newsletter_site=PAGES, kit=kit)
    one, ten = send_to(town, mail, BATCH_SIZE), send_to(town, mail, 10 * BATCH_SIZE)
    before = memory()
    many = send_to(town, mail, READERS)
    assert memory() - before < MEGABYTES
    of_batch = (ten - one) // 9
    assert (ten - one, many - ten) == (9 * of_batch, (READERS // BATCH_SIZE - 10) * of_batch)
    town.kit.close()
