"""An import of files that is killed several times and then finishes is as one that nobody disturbed."""

import os
import random
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Kit
from commkit.importers.archive import ensure_archive_community
from commkit.importers.attached import handlers
from commkit.importers.discourse import import_discourse
from commkit.importers.mapping import Batch
from commkit.importers.records import ImportResult
from commkit.importers.report import ImportReport
from commkit.posts import AttachmentPort, FileSystemAttachmentStore, attachment_key
from commkit.posts import post as post_table
from commkit.posts.attachments.tables import attachment
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.importers.dumps import Types
from tests.importers.exports import write_json
from tests.importers.kills import Steps, kill_an_import
from tests.importers.test_discourse import post, whole
from tests.importers.test_discourse_uploads import PNG, Forum, image
from tests.runtime.processes import CONTEXT
from tests.sample import new_kit

KILLS = 4
TOPICS, POSTS = 10, 5
STORED = (11, 20)
"""How many files are stored before a kill: more than the ten that are attached together."""
FILES = 40
"""Files of the folder; each post shows two of them."""


class MappingLater(Batch):
    """The control: what is attached is to be mapped in a second transaction."""

    attached = 0

    def finish(self, changes: Mapping[str, int] = MappingProxyType({})) -> ImportResult:
        MappingLater.attached += self._imported
        return ImportResult(self._imported, dict(self._skipped), dict(changes))


class KilledBetween:
    """The control's Kit: the process ends between the two transactions."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.types = kit.types
        self.clock = kit.clock
        self.port = kit.port

    def transact(self, actor: Any, community: Any, work: Any, *, read_only: bool = False) -> Any:
        result = self._kit.transact(actor, community, work, read_only=read_only)
        if MappingLater.attached:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


class TellingStore(FileSystemAttachmentStore):
    """Tells of each file that it stored."""

    def __init__(self, folder: Path, steps: Steps) -> None:
        super().__init__(folder)
        self._steps = steps

    def put(self, key: str, data: bytes) -> None:
        super().put(key, data)
        self._steps()


def host_at(url: str, store: FileSystemAttachmentStore, **options: Any) -> Kit:
    return new_kit(url, Types(), ports={AttachmentPort: store}, **options)


def run(kit: Any, place: Path, slug: str = "town") -> ImportReport:
    files = {"uploads": "files", "uploads_from": place / "uploads"}
    return import_discourse(kit, place / "api", slug, source="site", batch=5, **files)


def import_until_killed(url: str, place: Path, steps: Steps) -> None:
    with closing(host_at(url, TellingStore(place / "store", steps))) as kit:
        run(kit, place)


def import_and_map_later(url: str, place: Path) -> None:
    handlers.Batch = MappingLater  # type: ignore[misc]
    with closing(host_at(url, FileSystemAttachmentStore(place / "store"))) as kit:
        run(KilledBetween(kit), place)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Topics whose posts show files, the folder of the files, and room for the host's store."""
    forum = Forum(tmp_path)
    keys = [forum.add(PNG + bytes([number]) * 2_000) for number in range(FILES)]
    for topic in range(1, TOPICS + 1):
        posts = [
            post(
                topic * 100 + number,
                topic,
                number,
                cooked=image(keys[(topic * POSTS + number) % FILES])
                + image(keys[(topic + 7 * number) % FILES]),
            )
            for number in range(1, POSTS + 1)
        ]
        write_json(tmp_path / "api", whole(topic, *posts), f"{topic}.json")
    return tmp_path


@pytest.fixture
def clock() -> ManualClock:
    """Of the processes that are killed the clock is the machine's."""
    return ManualClock(datetime.now(UTC))


@pytest.fixture
def kit(url: str, place: Path, clock: ManualClock) -> Iterator[Kit]:
    with closing(host_at(url, FileSystemAttachmentStore(place / "store"), clock=clock)) as made:
        for slug in ("town", "calm"):
            ensure_archive_community(made, slug, "archive", title="Town", purpose="To keep what was said.")
        yield made


def attached(kit: Kit, place: Path, slug: str = "town") -> Counter[tuple[str, str, bytes]]:
    """The files of posts: the text of the post, the name of the file, and its bytes as they are in the store."""
    store = FileSystemAttachmentStore(place / "store")
    found: Counter[tuple[str, str, bytes]] = Counter()
    with kit.session(SYSTEM, slug, read_only=True) as session:
        community = context_of(session).community_id
    with kit.database.engine.connect() as connection:
        rows = connection.execute(
            select(
                attachment.c.id, attachment.c.attempt, attachment.c.name, attachment.c.post, post_table.c.body
            )
            .join(
                post_table,
                (post_table.c.community_id == attachment.c.community_id)
                & (post_table.c.id == attachment.c.post),
            )
            .where(attachment.c.community_id == community)
        ).all()
    for id, attempt, name, _, body in rows:
        data = store.get(attachment_key(community, id, attempt))
        assert data is not None, "a file of a post without its bytes"
        found[body, name, data] += 1
    return found


def waiting(kit: Kit) -> int:
    """Files that were announced, or stored, and are of no post."""
    with kit.database.engine.connect() as connection:
        return len(connection.execute(select(attachment.c.id).where(attachment.c.post.is_(None))).all())


@pytest.mark.slow
def test_kills_lose_no_file_and_leave_nothing_half(
    kit: Kit, url: str, place: Path, clock: ManualClock
) -> None:
    chance = random.Random(7)
    for _ in range(KILLS):
        kill_an_import(import_until_killed, url, place, steps=STORED, chance=chance)
    assert 0 < sum(attached(kit, place).values()) < 2 * TOPICS * POSTS - 2, "they were killed in the middle"
    run(kit, place)
    run(kit, place, "calm")
    whole = attached(kit, place)
    assert sum(whole.values()) > TOPICS * POSTS
    assert whole == attached(kit, place, "calm")
    report = run(kit, place)
    assert report.imported == 0
    assert attached(kit, place) == whole
    clock.advance(timedelta(days=2))
    kit.worker().drain()
    assert waiting(kit) == 0
    stored = [path for path in (place / "store").rglob("*") if path.is_file()]
    assert len(stored) == sum(whole.values()) + sum(attached(kit, place, "calm").values())


@pytest.mark.slow
def test_control_a_mapping_in_a_second_transaction_attaches_a_file_twice(
    kit: Kit, url: str, place: Path
) -> None:
    run(kit, place, "calm")
    process = CONTEXT.Process(target=import_and_map_later, args=(url, place))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    run(kit, place)
    assert attached(kit, place) - attached(kit, place, "calm")
