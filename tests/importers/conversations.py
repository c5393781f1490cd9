"""Short logs and mails for tests, and the trees that they become."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commkit import SYSTEM, Kit
from commkit.importers.archive import ensure_archive_community
from commkit.importers.irc import import_logs
from commkit.importers.mbox import import_mail
from commkit.importers.report import ImportReport
from commkit.posts import ListThreads, Post, ReadThread
from commkit.rendering import to_text
from tests.helpers import ask, assert_counters_hold

Tree = tuple[Any, ...]


def write_log(folder: Path, name: str, lines: str | bytes, links: str | None = None) -> Path:
    """A log, with the links of its annotation; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    data = lines if isinstance(lines, bytes) else lines.encode()
    (folder / f"{name}.raw.txt").write_bytes(data)
    if links is not None:
        (folder / f"{name}.annotation.txt").write_text(links)
    return folder


def mail(id: str | None, text: str = "Hello.", **headers: str | None) -> str:
    """A message of an mbox: `mail("a", Subject="Why?", References="<b>")`; a header that is None is left out."""
    number = sum(map(ord, id or "")) % 60
    default: dict[str, str | None] = {
        "From": "Ada <ada@example.org>",
        "Date": f"Thu, 01 Jan 2004 10:{number:02}:00 +0000",
        "Subject": f"About {id}",
        "Message-ID": f"<{id}>" if id else None,
    }
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in (default | given).items() if value is not None]
    return "\n".join(("From ada@example.org Thu Jan  1 10:00:00 2004", *lines, "", text, "", ""))


def write_mbox(folder: Path, *mails: str | bytes, name: str = "list.mbox") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(b"".join(one if isinstance(one, bytes) else one.encode() for one in mails))
    return path


def import_irc(kit: Kit, path: Path, *, into: str = "archive", **options: Any) -> ImportReport:
    """Import logs into the community `town`; checks the counters and that every row is counted."""
    return _checked(kit, into, lambda: import_logs(kit, path, "town", **{"source": "chat", **options}))


def import_mbox(kit: Kit, path: Path, *, into: str = "archive", **options: Any) -> ImportReport:
    """Import mail into the community `town`; checks as above."""
    return _checked(kit, into, lambda: import_mail(kit, path, "town", **{"source": "list", **options}))


def _checked(kit: Kit, into: str, work: Any) -> ImportReport:
    ensure_archive_community(kit, "town", into, title="Town", purpose="To keep what was said.")
    report: ImportReport = work()
    assert_counters_hold(kit, "town")
    for table in report.tables.values():
        assert table.rows == table.imported + sum(table.skipped.values())
    return report


def results(report: ImportReport) -> dict[str, tuple[int, Mapping[str, int]]]:
    """How many rows of each file were imported, and how many were skipped by reason."""
    return {name: (table.imported, table.skipped) for name, table in report.tables.items()}


def threads(kit: Kit) -> list[list[Post]]:
    """The posts of all threads, the oldest thread first."""
    openers = sorted(ask(kit, SYSTEM, "town", ListThreads(limit=100)).items, key=lambda post: post.created_at)
    return [list(ask(kit, SYSTEM, "town", ReadThread(opener.id, limit=100)).items) for opener in openers]


def text_of(post: Post) -> str:
    """The text of a post on one line."""
    return " ".join(to_text(post.body, markup=post.markup).split())


def trees(kit: Kit) -> list[Tree]:
    """The texts of all threads as trees: `("opener", ("reply", ("reply to that",)))`."""

    def tree(post: Post, posts: list[Post]) -> Tree:
        return (text_of(post), *(tree(below, posts) for below in posts if below.parent == post.id))

    return [tree(posts[0], posts) for posts in threads(kit)]
