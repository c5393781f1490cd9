"""An import of an export that is killed several times and then finishes is as one that nobody disturbed."""

import random
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from commkit.importers.archive import ensure_archive_community
from commkit.importers.disqus import import_disqus
from commkit.kit import Kit
from tests.importers.dumps import Types, snapshot
from tests.importers.exports import page, said, take, write_disqus
from tests.importers.kills import Steps, kill_an_import
from tests.importers.test_stackexchange_kills import MappingLater
from tests.runtime.processes import CONTEXT
from tests.sample import new_kit

KILLS = 6
BATCHES = (1, 70)
"""After how many batches a kill comes: a whole import has more."""


def import_until_killed(url: str, path: str, steps: Steps) -> None:
    with closing(new_kit(url, Types())) as kit:
        import_disqus(kit, path, "town", source="site", batch=10, progress=steps)


def import_and_map_later(url: str, path: str) -> None:
    with closing(new_kit(url, Types())) as kit:
        import_disqus(MappingLater(kit), path, "town", source="site", batch=10)


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, Types())) as made:
        for slug in ("town", "calm"):
            ensure_archive_community(made, slug, "archive", title="Town", purpose="To keep what was said.")
        yield made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    chance = random.Random(7)
    rows = [page(n) for n in range(1, 40)]
    rows += [said(n, 1 + n % 39, n - 39 if n > 39 and n % 3 else None) for n in range(1, 600)]
    chance.shuffle(rows)
    return write_disqus(tmp_path, *rows)


@pytest.mark.slow
def test_kills_lose_nothing_and_duplicate_nothing(kit: Kit, url: str, path: Path) -> None:
    chance = random.Random(7)
    for _ in range(KILLS):
        kill_an_import(import_until_killed, url, str(path), steps=BATCHES, chance=chance)
    take("disqus", kit, path)
    import_disqus(kit, path, "calm", source="site")
    whole = snapshot(kit)
    assert whole == snapshot(kit, "calm")
    assert take("disqus", kit, path).imported == 0
    assert snapshot(kit) == whole


@pytest.mark.slow
def test_control_a_mapping_in_a_second_transaction_duplicates_rows(kit: Kit, url: str, path: Path) -> None:
    import_disqus(kit, path, "calm", source="site")
    process = CONTEXT.Process(target=import_and_map_later, args=(url, str(path)))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    import_disqus(kit, path, "town", source="site")
    assert len(snapshot(kit)["posts"]) > len(snapshot(kit, "calm")["posts"])
