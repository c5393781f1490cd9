"""The real exports of comment systems and answers of Discourse: what is taken of them, and what is not."""

import re
import zipfile
from pathlib import Path

import pytest

from commkit import Kit
from tests.importers.conversations import results, threads, trees
from tests.importers.dumps import snapshot
from tests.importers.exports import pages, stored, take

FAILED = "not well-formed (invalid token)"
"""Each of the exports ends in a post with an attribute without quotes."""
IMPORTED = {
    "disqus": (1, {"same page as another": 1}, 4, {"spam": 1, "cut off": 1}),
    "disqus-deleted-post": (1, {"same page as another": 1}, 3, {"spam": 1, "cut off": 1, "deleted": 1}),
    "disqus-deleted-thread": (1, {"deleted": 1}, 2, {"spam": 1, "cut off": 1, "thread skipped: deleted": 2}),
}


def unpack(shared_data: Path, name: str, into: Path) -> Path:
    """A file of the zip of comment systems, in the folder of the test."""
    with zipfile.ZipFile(shared_data / "comments" / "remark42-migrator.zip") as archive:
        return Path(archive.extract(next(each for each in archive.namelist() if each.endswith(name)), into))


@pytest.mark.shared
@pytest.mark.parametrize("name", IMPORTED)
def test_exports_of_disqus(kit: Kit, shared_data: Path, tmp_path: Path, name: str) -> None:
    path = unpack(shared_data, f"{name}.xml", tmp_path)
    raw = path.read_text()
    report = take("disqus", kit, path)
    pages_taken, pages_skipped, posts_taken, posts_skipped = IMPORTED[name]
    assert results(report)["threads"] == (pages_taken, pages_skipped)
    assert results(report)["posts"] == (posts_taken, posts_skipped)
    assert report.tables["threads"].rows == len(re.findall(r"<thread dsq:id=\"\d+\">", raw))
    assert report.tables["posts"].rows == len(re.findall(r"<post[ >]", raw))
    failure = report.tables[f"{name}.xml"].failure
    assert failure is not None
    assert (failure.row, failure.reason) == (9, FAILED)
    assert report.tables["posts"].left_out == {"ipAddress": 6, "author/email": 5}
    assert not stored(kit, "example.invalid", "192.0.2.")
    before = snapshot(kit)
    assert take("disqus", kit, path).imported == 0
    assert snapshot(kit) == before


@pytest.mark.shared
def test_a_page_that_exists_twice_is_one(kit: Kit, shared_data: Path, tmp_path: Path) -> None:
    path = unpack(shared_data, "disqus.xml", tmp_path)
    take("disqus", kit, path)
    links = re.findall("<link>(.*?)</link>", path.read_text())
    assert [[url for url, _ in each] for each in pages(kit)] == [links]
    ((opener, *posts),) = threads(kit)
    assert [post.author is not None for post in posts] == [True, True, False, True]
    assert opener.title == re.findall("<title>(.*?)</title>", path.read_text())[1]


@pytest.mark.shared
def test_the_export_of_commento(kit: Kit, shared_data: Path, tmp_path: Path) -> None:
    path = unpack(shared_data, "commento.json", tmp_path)
    report = take("commento", kit, path)
    assert results(report) == {"commenters": (2, {}), "comments": (3, {}), "pages": (2, {})}
    assert sorted(len(tree) for tree in trees(kit)) == [2, 2]
    assert [len(posts) for posts in threads(kit)] == [2, 3]
    assert not stored(kit, "example.invalid", "gravatar")
    assert take("commento", kit, path).imported == 0


@pytest.mark.shared
def test_the_answers_of_discourse(kit: Kit, shared_data: Path) -> None:
    path = shared_data / "discourse" / "discourse_api-fixtures.zip"
    report = take("discourse", kit, path)
    taken = {name: (table.rows, table.imported) for name, table in report.tables.items()}
    assert taken == {
        "categories": (3, 3),
        "other": (114, 0),
        "posts": (14, 6),
        "topics": (21, 2),
        "uploads": (2, 0),
        "users": (333, 190),
    }
    assert report.failed_tables == ()
    assert report.tables["topics"].skipped["private message"] == 1
    assert not stored(kit, "example.invalid", "example.com", "gravatar")
    before = snapshot(kit)
    assert take("discourse", kit, path, batch=7).imported == 0
    assert snapshot(kit) == before
