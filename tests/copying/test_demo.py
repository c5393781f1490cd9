"""The demo's community, made by hundreds of commands, is copied there and back by the command line."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from commkit import SYSTEM, Kit
from commkit.posts import ListThreads, ReadThread
from commkit.search import SearchContent
from commkit.testing.copies import copy_differences
from commkit.testing.snapshots import tables_of
from commkit_support import Support
from tests.adapters.running import commkit
from tests.helpers import ask

READERS = (None, "ada.1", SYSTEM)
WORDS = ("hub", "light", "how", '"the hub"', "update -light")


def open_kit(url: str) -> Kit:
    return Kit(url, plugins=[Support(no_help_desk_reason="tests answer")])


def answers(kit: Kit, slug: str, *, ranked: bool) -> list[object]:
    """What readers see of the community: lists, threads, and what searches find.

    Args:
        kit: Where.
        slug: The community.
        ranked: Whether the order by relevance counts, which is each engine's own.
    """
    found: list[object] = []
    for reader in READERS:
        threads = ask(kit, reader, slug, ListThreads(limit=100))
        found += [threads, *(ask(kit, reader, slug, ReadThread(thread.id)) for thread in threads.items)]
        for words in WORDS:
            found.append(ask(kit, reader, slug, SearchContent(words, order="newest", limit=100)))
            hits = ask(kit, reader, slug, SearchContent(words, limit=100)).hits
            found.append(hits if ranked else set(hits))
    return found


@pytest.mark.slow
@pytest.mark.postgres
def test_the_demo_there_and_back(tmp_path: Path, postgres_url: str) -> None:
    made = commkit("demo", "--members", "15", "--days", "10", "--json", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    original = f"sqlite:///{tmp_path / '.demo' / 'demo.db'}"
    # The demo has the plugins that it shows; the command line has every plugin that is installed.
    migrated = commkit("migrate", "--database", original)
    assert migrated.returncode == 0, migrated.stdout + migrated.stderr
    back = f"sqlite:///{tmp_path / 'back.db'}"
    for source, target in ((original, postgres_url), (postgres_url, back)):
        ran = commkit("copy", source, target, "--json")
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert json.loads(ran.stdout)["copied"] > 1_000
    slug = json.loads(made.stdout)["community"]
    with closing(open_kit(original)) as first:
        for url in (postgres_url, back):
            with closing(open_kit(url)) as copied:
                changed = copy_differences(first, copied, list(tables_of(first)))
                assert [each for each in changed if "there was no row" not in each] == []
                ranked = copied.database.is_sqlite
                assert answers(copied, slug, ranked=ranked) == answers(first, slug, ranked=ranked)
