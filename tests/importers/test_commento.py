"""Exports of Commento: which comments become replies to what, and what is kept out."""

import gzip
import json
from pathlib import Path

import pytest

from commkit import Kit
from tests.importers.conversations import results, threads
from tests.importers.dumps import snapshot
from tests.importers.exports import (
    comment,
    commenter,
    pages,
    stored,
    take,
    titled,
    write_commento,
    write_json,
)


def test_pages_with_comments(kit: Kit, tmp_path: Path) -> None:
    path = write_commento(
        tmp_path,
        comment("b", "a", commenterHex="bob", score=-2),
        comment("a", score=3, markdown="*m*a"),
        comment("c", url="/black", commenterHex="anonymous"),
        people=(commenter("ada"), commenter("bob", name="bob@example.org")),
    )
    report = take("commento", kit, path)
    assert results(report) == {"commenters": (2, {}), "comments": (3, {}), "pages": (2, {})}
    assert report.tables["commenters"].left_out == {"email": 2, "link": 2, "photo": 2}
    assert titled(kit) == [("tea.example/green", ("ma", ("mb",))), ("tea.example/black", ("mc",))]
    (_, a, b), (_, c) = threads(kit)
    assert (a.author_name, a.score, a.markup, a.body) == ("Ada", 3, "markdown", "*m*a")
    assert (b.author_name, b.score) == ("[e-mail]", 0)
    assert (c.author_name, c.author) == ("Anonymous", None)
    assert pages(kit) == [
        [("https://tea.example/green", "/green")],
        [("https://tea.example/black", "/black")],
    ]
    assert not stored(kit, "example.org", "gravatar")


def test_a_second_import_adds_nothing(kit: Kit, tmp_path: Path) -> None:
    path = write_commento(tmp_path, comment("a"), comment("b", "a"))
    take("commento", kit, path)
    whole = snapshot(kit)
    assert take("commento", kit, path, batch=1).imported == 0
    assert snapshot(kit) == whole


def test_what_is_kept_out_is_counted(kit: Kit, tmp_path: Path) -> None:
    path = write_commento(
        tmp_path,
        comment("a", deleted=True),
        comment("b", markdown="[deleted]", commenterHex="anonymous"),
        comment("c", state="unapproved"),
        comment("d", state="flagged"),
        comment("e", creationDate="yesterday"),
        comment("f", markdown="", html=""),
        comment("g", url="", domain=""),
        comment("h", state="new"),
        comment("i", commentHex=None),
        comment("j", markdown=7),
        "no object",
        comment("k"),
        comment("k"),
        comment("l", "a"),
    )
    report = take("commento", kit, path)
    assert report.tables["comments"].imported == 2
    assert report.tables["comments"].skipped == {
        "deleted": 2,
        "not approved": 1,
        "spam": 1,
        "malformed: creationDate": 1,
        "no markdown": 1,
        "no url": 1,
        "state not known": 1,
        "no commentHex": 1,
        "malformed: markdown": 1,
        "not an object": 1,
        "duplicate id": 1,
    }
    assert report.tables["comments"].changes == {"parent skipped": 1}


def test_a_page_of_which_nothing_is_left_is_skipped(kit: Kit, tmp_path: Path) -> None:
    report = take("commento", kit, write_commento(tmp_path, comment("a", deleted=True)))
    assert results(report)["pages"] == (0, {"no date and no comments": 1})


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"version": 2, "comments": [], "commenters": []}, "it is of another version of Commento than 1"),
        ({"topics": []}, "it is no export of Commento: it has no comments"),
        ([comment("a")], "it is no export of Commento: it has no comments"),
        (7, "it is no export of Commento: it has no comments"),
    ],
)
def test_other_json_is_a_failure(kit: Kit, tmp_path: Path, value: object, reason: str) -> None:
    report = take("commento", kit, write_json(tmp_path, value))
    assert report.failed_tables == ("tea.json",)
    assert report.tables["tea.json"].failure is not None
    assert report.tables["tea.json"].failure.reason == reason
    assert report.imported == 0


def test_of_a_truncated_file_nothing_is_taken_by_halves(kit: Kit, tmp_path: Path) -> None:
    """The people stand at its end: comments of people who are not there yet wait for the whole file."""
    path = write_commento(
        tmp_path,
        comment("a"),
        comment("b", commenterHex="anonymous"),
        comment("c", "x", commenterHex="anonymous"),
    )
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b'"commenters"')])
    report = take("commento", kit, path)
    assert report.failed_tables == ("tea.json",)
    assert report.tables["comments"].skipped == {
        "author missing in a damaged file": 1,
        "parent missing in a damaged file": 1,
    }
    path.write_bytes(whole)
    assert take("commento", kit, path).tables["comments"].imported == 2
    assert [post.author_name for post in threads(kit)[0][1:]] == ["Anonymous", "Ada", "Anonymous"]


def test_gzip_is_read(kit: Kit, tmp_path: Path) -> None:
    path = write_commento(tmp_path, comment("a"))
    packed = tmp_path / "tea.json.gz"
    packed.write_bytes(gzip.compress(json.dumps(json.loads(path.read_text())).encode()))
    assert take("commento", kit, packed).tables["comments"].imported == 1
