"""An import that is killed several times and then finishes has the same result as an undisturbed one."""

import os
import random
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commkit.importers.mapping import Batch
from commkit.importers.records import ImportResult
from commkit.importers.stackexchange import ensure_community, import_dump
from commkit.importers.statements import ADD_MAPPING
from commkit.kit import Kit
from commkit.testing.contexts import context_of
from tests.importers.dumps import Types, import_into, snapshot, town
from tests.importers.kills import Steps, kill_an_import
from tests.runtime.processes import CONTEXT
from tests.sample import new_kit

KILLS = 8
BATCHES = (1, 70)
"""After how many batches a kill comes: a whole import has more."""


def import_until_killed(url: str, folder: str, steps: Steps) -> None:
    with closing(new_kit(url, Types())) as kit:
        import_dump(kit, folder, "town", source="site", batch=25, progress=steps)


class MappingLater:
    """The control's Kit: it writes the mapping in a second transaction, and is killed once between the two."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._left = 40
        self.types = kit.types
        self.clock = kit.clock

    def transact(self, actor: Any, community: Any, work: Any, *, read_only: bool = False) -> Any:
        later: list[dict[str, object]] = []

        def done(batch: Batch, changes: Any = ()) -> ImportResult:
            later[:] = batch._entries
            return ImportResult(batch._imported, dict(batch._skipped), dict(changes))

        Batch.finish, kept = done, Batch.finish  # type: ignore[method-assign,assignment]
        try:
            result = self._kit.transact(actor, community, work, read_only=read_only)
        finally:
            Batch.finish = kept  # type: ignore[method-assign]
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)
        self._kit.transact(actor, community, lambda session: context_of(session).run_many(ADD_MAPPING, later))
        return result


def import_and_map_later(url: str, folder: str) -> None:
    with closing(new_kit(url, Types())) as kit:
        import_dump(MappingLater(kit), folder, "town", source="site", batch=25)


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, Types())) as made:
        ensure_community(made, "town", "archive", title="Town")
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return town(tmp_path / "dump", posts=200)


@pytest.mark.slow
def test_kills_lose_nothing_and_duplicate_nothing(kit: Kit, url: str, folder: Path) -> None:
    chance = random.Random(7)
    for _ in range(KILLS):
        kill_an_import(import_until_killed, url, str(folder), steps=BATCHES, chance=chance)
    import_into(kit, folder)
    import_into(kit, folder, "calm")
    whole = snapshot(kit)
    assert whole == snapshot(kit, "calm")
    assert import_into(kit, folder).imported == 0
    assert snapshot(kit) == whole


@pytest.mark.slow
def test_control_a_mapping_in_a_second_transaction_duplicates_rows(kit: Kit, url: str, folder: Path) -> None:
    import_into(kit, folder, "calm")
    process = CONTEXT.Process(target=import_and_map_later, args=(url, str(folder)))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    import_dump(kit, folder, "town", source="site")
    assert snapshot(kit) != snapshot(kit, "calm")
