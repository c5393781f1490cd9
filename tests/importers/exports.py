"""Short exports of comment systems for tests, and how they are imported."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from sqlalchemy import inspect, text

from commkit import SYSTEM, Kit
from commkit.importers import ListImportedPages
from commkit.importers.archive import ensure_archive_community
from commkit.importers.commento import import_commento
from commkit.importers.discourse import import_discourse
from commkit.importers.disqus import import_disqus
from commkit.importers.report import ImportReport
from commkit.importers.wxr import import_wxr
from tests.helpers import ask, assert_counters_hold
from tests.importers.conversations import Tree, threads, trees

IMPORTS: dict[str, Callable[..., ImportReport]] = {
    "disqus": import_disqus,
    "commento": import_commento,
    "wxr": import_wxr,
    "discourse": import_discourse,
}


def take(system: str, kit: Kit, path: Path, *, into: str = "archive", **options: Any) -> ImportReport:
    """Import an export into the community `town`; checks the counters, and that every row is counted once."""
    ensure_archive_community(kit, "town", into, title="Town", purpose="To keep what was said.")
    report = IMPORTS[system](kit, path, "town", **{"source": "site", **options})
    assert_counters_hold(kit, "town")
    for table in report.tables.values():
        assert table.rows == table.imported + sum(table.skipped.values())
    return report


def titled(kit: Kit) -> list[Tree]:
    """The trees of all threads, under their titles."""
    return [(posts[0].title, *tree[1:]) for posts, tree in zip(threads(kit), trees(kit), strict=True)]


def pages(kit: Kit) -> list[list[tuple[str, str]]]:
    """The addresses and identifiers of the pages of all threads, the oldest thread first."""
    return [
        [
            (page.url, page.identifier)
            for page in ask(kit, SYSTEM, "town", ListImportedPages(posts[0].id)).items
        ]
        for posts in threads(kit)
    ]


def stored(kit: Kit, *words: str) -> list[str]:
    """The tables of the database in which one of some words is."""
    found = []
    with kit.database.engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            rows = connection.execute(text(f'SELECT * FROM "{name}"')).all()
            if any(word in repr(row) for row in rows for word in words):
                found.append(name)
    return found


def _element(name: str, value: Any, attributes: str = "") -> str:
    return "" if value is None else f"<{name}{attributes}>{escape(str(value))}</{name}>"


def _named(name: str, id: Any) -> str:
    return "" if id is None else f"<{name} dsq:id={quoteattr(str(id))}/>"


def _author(name: str | None, username: str | None, anonymous: Any) -> str:
    inner = "".join(
        (
            _element("email", "ada@example.org"),
            _element("name", name),
            _element("isAnonymous", anonymous),
            _element("username", username),
        )
    )
    return f"<author>{inner}</author>"


def page(id: Any, /, **more: Any) -> str:
    """A thread of Disqus."""
    given: dict[str, Any] = {
        "id": "",
        "forum": "tea",
        "link": f"https://tea.example/{id}",
        "title": f"About page {id}",
        "createdAt": "2020-03-01T12:00:00Z",
        "isClosed": "false",
        "isDeleted": "false",
    }
    category = more.pop("category", None)
    inner = "".join(_element(name, value) for name, value in (given | more).items())
    owner = _author("Owner", "owner", "false")
    return f"<thread dsq:id={quoteattr(str(id))}>{inner}{_named('category', category)}{owner}</thread>"


def said(id: Any, thread: Any, parent: Any = None, /, **more: Any) -> str:
    """A post of Disqus; `said(1, 7, 2)` replies to 2 in the thread 7."""
    given: dict[str, Any] = {
        "id": "",
        "message": f"<p>m{id}</p>",
        "createdAt": f"2020-03-01T12:{int(id) % 60 if str(id).isdigit() else 0:02}:00Z",
        "isDeleted": "false",
        "isSpam": "false",
        "ipAddress": "192.0.2.7",
    }
    author = _author(more.pop("name", "Ada"), more.pop("username", "ada"), more.pop("anonymous", "false"))
    own = "" if id is None else f" dsq:id={quoteattr(str(id))}"
    inner = "".join(_element(name, value) for name, value in (given | more).items())
    return f"<post{own}>{inner}{author}{_named('thread', thread)}{_named('parent', parent)}</post>"


def disqus_of(*rows: str) -> str:
    head = '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/i">'
    return "\n".join((head, *rows, "</disqus>\n"))


def write_disqus(folder: Path, *rows: str, name: str = "tea.xml") -> Path:
    path = folder / name
    path.write_text(disqus_of(*rows), encoding="utf-8")
    return path


def comment(id: str, parent: str = "root", **more: Any) -> dict[str, Any]:
    """A comment of Commento."""
    given = {
        "commentHex": id,
        "domain": "tea.example",
        "url": "/green",
        "commenterHex": "ada",
        "markdown": f"m{id}",
        "html": "",
        "parentHex": parent,
        "score": 0,
        "state": "approved",
        "creationDate": f"2020-03-01T12:{sum(map(ord, id)) % 60:02}:00Z",
        "direction": 0,
        "deleted": False,
    }
    return given | more


def commenter(id: str, **more: Any) -> dict[str, Any]:
    given = {
        "commenterHex": id,
        "email": f"{id}@example.org",
        "name": id.title(),
        "link": "undefined",
        "photo": "https://gravatar.example/0123",
        "provider": "commento",
        "joinDate": "2020-01-01T12:00:00Z",
        "isModerator": False,
    }
    return given | more


def write_json(folder: Path, value: Any, name: str = "tea.json") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def write_commento(folder: Path, *comments: Any, people: tuple[Any, ...] = (), **more: Any) -> Path:
    value = {"version": 1, "comments": list(comments), "commenters": list(people or (commenter("ada"),))}
    return write_json(folder, value | more)
