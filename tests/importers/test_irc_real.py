"""The real logs of #ubuntu: their threads are what the annotation connects, counted without the importer."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import text

from commkit import Kit
from commkit.importers.conversation_batches import digest
from commkit.importers.irc.logs import decode, parse_line
from tests.importers.conversations import import_irc

SAID = re.compile(r"\[\d\d:\d\d\]\s+(?:<[^<>]+>\s*\S|\* \S+ +\S)")


def components(links: Iterable[tuple[int, int]]) -> list[set[int]]:
    """What links connect, by a search along them."""
    near: dict[int, set[int]] = {}
    for one, other in links:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    found = []
    while near:
        group: set[int] = set()
        waiting = {next(iter(near))}
        while waiting:
            group |= waiting
            waiting = set().union(*(near.pop(number) for number in waiting)) - group
        found.append(group)
    return found


@pytest.mark.shared
@pytest.mark.slow
def test_threads_are_the_components_of_the_annotations(kit: Kit, shared_data: Path) -> None:
    path = shared_data / "irc" / "ubuntu.zip"
    expected: set[frozenset[str]] = set()
    lines_of: dict[str, int] = {}
    several = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith(".raw.txt"):
                continue
            lines = archive.read(name).removesuffix(b"\n").split(b"\n")
            lines_of[name] = len(lines)
            annotation = archive.read(name.replace(".raw.", ".annotation.")).decode().split("\n")
            links = [tuple(map(int, line.split()[:2])) for line in annotation if line]
            said = {number for number, line in enumerate(lines) if SAID.match(decode(line))}
            log = _log_id(name, lines[0])
            for group in components((one, other) for one, other in links):
                if members := group & said:
                    expected.add(frozenset(f"{log}:{number}" for number in members))
            answers = Counter(later for earlier, later in links if earlier != later)
            several += sum(1 for number, count in answers.items() if count > 1)
    report = import_irc(kit, path)
    assert not report.failed_tables
    assert {name: table.rows for name, table in report.tables.items()} == lines_of
    assert sum(lines_of.values()) == 65_593
    assert report.imported == sum(map(len, expected)) == 17_571
    with kit.database.engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT p.thread, i.external_id FROM commkit_imported_object i JOIN commkit_post p ON p.id = i.id "
                "WHERE i.kind = 'post'"
            )
        )
        found: dict[object, set[str]] = {}
        for thread, external_id in rows:
            found.setdefault(thread, set()).add(external_id)
        quoting = connection.execute(
            text("SELECT count(*) FROM commkit_post WHERE body LIKE '<blockquote>%'")
        ).scalar_one()
    assert {frozenset(thread) for thread in found.values()} == expected
    assert len(expected) == len(found)
    assert quoting >= several == 524
    again = import_irc(kit, path, batch=5_000)
    assert again.imported == 0
    assert sum(table.skipped.get("already imported", 0) for table in again.tables.values()) == 17_571


def _log_id(name: str, line: bytes) -> str:
    first = parse_line(0, decode(line))
    stem = name.rpartition("/")[2].removesuffix(".raw.txt")
    return digest(stem, first.reason, str(first.minute), first.nick, first.text)[:24]
