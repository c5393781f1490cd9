"""How fast an import is, and how much memory it takes: a dump is made up, written to a folder, and imported."""

import gzip
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import quoteattr

from benchmarks.fill import BODY
from benchmarks.forum import SLUG, Forum, create_community
from benchmarks.measure import Figure, figure
from commkit import Kit
from commkit.importers.stackexchange import import_dump

AT = "2026-01-01T00:00:00.000"
MEMORY_BUDGET = 1.25
"""A dump ten times as large may take this many times the memory: constant, but for noise."""


def write_dump(folder: Path, questions: int) -> int:
    """Write a dump: each question has two answers, three comments and five votes; gives its rows."""
    users = max(questions // 4, 10)
    posts = questions * 3
    tables: dict[str, Iterator[dict[str, object]]] = {
        "Users": ({"Id": n, "DisplayName": f"User {n}", "CreationDate": AT} for n in range(1, users + 1)),
        "Posts": _posts(questions, users),
        "Comments": (
            {
                "Id": n,
                "PostId": n % posts + 1,
                "Text": "Which one?",
                "CreationDate": AT,
                "UserId": 1 + n % users,
            }
            for n in range(posts)
        ),
        "Votes": (
            {"Id": n, "PostId": n % posts + 1, "VoteTypeId": 2, "CreationDate": AT}
            for n in range(questions * 5)
        ),
    }
    written = 0
    for name, rows in tables.items():
        with gzip.open(folder / f"{name}.xml.gz", "wt", encoding="utf-8", compresslevel=1) as file:
            file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<{name.lower()}>\n')
            for row in rows:
                file.write(
                    "<row "
                    + " ".join(f"{key}={quoteattr(str(value))}" for key, value in row.items())
                    + " />\n"
                )
                written += 1
            file.write(f"</{name.lower()}>\n")
    return written


def _posts(questions: int, users: int) -> Iterator[dict[str, object]]:
    for number in range(questions):
        id = number * 3 + 1
        common = {"CreationDate": AT, "Body": BODY, "OwnerUserId": 1 + number % users}
        yield {"Id": id, "PostTypeId": 1, "Title": f"Question {number}", "Tags": "<build><tools>", **common}
        yield {"Id": id + 1, "PostTypeId": 2, "ParentId": id, **common}
        yield {"Id": id + 2, "PostTypeId": 2, "ParentId": id, **common}


def measure_import(questions: int) -> Iterator[Figure]:
    """Rows a second, and the growth of memory from a small dump to one ten times its size."""
    rows, seconds, _ = _run(questions)
    yield figure("import (us a row)", database="sqlite", posts=questions * 3, ours=seconds * 1e6 / rows)
    yield figure("import (rows a second)", database="sqlite", posts=questions * 3, ours=rows / seconds)
    small, large = _run(max(questions // 10, 50))[2], _run(questions)[2]
    yield figure(
        "peak memory of an import (MiB; raw: of a dump a tenth its size)",
        database="sqlite",
        posts=questions * 3,
        ours=large,
        raw=small,
        budget=MEMORY_BUDGET,
    )


def _run(questions: int) -> tuple[int, float, float]:
    """Import in a process of its own; gives rows, seconds and the peak memory in MiB."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.imports", str(questions)],
        check=True,
        capture_output=True,
        text=True,
    )
    rows, seconds, peak = told.stdout.split()
    return int(rows), float(seconds), float(peak)


def main(questions: int) -> None:
    """Make a dump, import it, print rows, seconds and peak memory."""
    with TemporaryDirectory() as folder:
        dump = Path(folder) / "made-up.stackexchange"
        dump.mkdir()
        rows = write_dump(dump, questions)
        kit = Kit(f"sqlite:///{Path(folder) / 'town.db'}", plugins=[Forum()])
        kit.migrate()
        create_community(kit, members=1)
        start = time.perf_counter()
        import_dump(kit, dump, SLUG)
        seconds = time.perf_counter() - start
        kit.close()
    print(rows, seconds, _peak())


def _peak() -> float:
    """The peak memory of this process in MiB; `getrusage` would tell that of its parent, where that is more."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
