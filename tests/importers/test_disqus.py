"""Exports of Disqus: which comments become replies to what, whose they are, and what is kept out."""

import gzip
import zipfile
from pathlib import Path

import pytest

from commkit import Kit
from commkit.runtime.model.errors import Conflict, Invalid
from tests.helpers import assert_refused
from tests.importers.conversations import results, threads
from tests.importers.dumps import snapshot
from tests.importers.exports import disqus_of, page, pages, said, stored, take, titled, write_disqus

THREE = (page(7), said(1, 7), said(2, 7, 1, name="Bob", username="bob"), said(3, 7, 2))
LINK = "About page 7"


def test_a_page_with_comments(kit: Kit, tmp_path: Path) -> None:
    report = take("disqus", kit, write_disqus(tmp_path, *THREE))
    assert results(report) == {"threads": (1, {}), "posts": (3, {})}
    assert titled(kit) == [(LINK, ("m1", ("m2", ("m3",))))]
    ((opener, one, two, _),) = threads(kit)
    assert (opener.title, opener.author_name, one.author_name, two.author_name) == (
        LINK,
        "Owner",
        "Ada",
        "Bob",
    )
    assert opener.body == '<p><a href="https://tea.example/7">About page 7</a></p>'
    assert one.created_at.isoformat() == "2020-03-01T12:01:00+00:00"
    assert pages(kit) == [[("https://tea.example/7", "")]]


def test_a_second_import_adds_nothing_and_a_later_export_joins(kit: Kit, tmp_path: Path) -> None:
    path = write_disqus(tmp_path, *THREE)
    take("disqus", kit, path)
    whole = snapshot(kit)
    again = take("disqus", kit, path, batch=1)
    assert results(again) == {
        "threads": (0, {"already imported": 1}),
        "posts": (0, {"already imported": 3}),
    }
    assert snapshot(kit) == whole
    later = write_disqus(
        tmp_path,
        *THREE,
        said(4, 7, 1),
        page(8, link="http://www.tea.example/7/", createdAt="2020-03-01T13:00:00Z"),
        said(5, 8),
    )
    assert take("disqus", kit, later).imported == 2
    assert titled(kit) == [(LINK, ("m1", ("m2", ("m3",)), ("m4",)), ("m5",))]
    assert pages(kit) == [[("https://tea.example/7", ""), ("http://www.tea.example/7/", "")]]


def test_what_was_imported_first_stands_for_its_page(kit: Kit, tmp_path: Path) -> None:
    take("disqus", kit, write_disqus(tmp_path, page(8), said(1, 8)))
    swapped = write_disqus(tmp_path, page(7, link="https://tea.example/8"), page(8), said(1, 8), said(2, 7))
    report = take("disqus", kit, swapped)
    assert report.tables["threads"].skipped == {"already imported": 1, "same page as another": 1}
    assert [len(posts) for posts in threads(kit)] == [3]


@pytest.mark.parametrize(
    "twin",
    [
        {"link": "http://www.tea.example:80/7/index.html?utm_source=x#top"},
        {"link": "https://tea.example/7?fbclid=1"},
        {"link": "https://elsewhere.example/", "id": "seven"},
        {"link": "https://elsewhere.example/", "id": "https://tea.example/7"},
        {"link": "https://old.example/x", "title": LINK, "createdAt": "2020-03-02T11:00:00Z"},
    ],
)
def test_two_threads_of_one_page_are_one(kit: Kit, tmp_path: Path, twin: dict[str, str]) -> None:
    twin = {"title": "Another title", **twin}
    path = write_disqus(tmp_path, page(7, id="seven"), page(8, **twin), said(1, 7), said(2, 8, 1), said(3, 8))
    report = take("disqus", kit, path)
    assert results(report) == {"threads": (1, {"same page as another": 1}), "posts": (3, {})}
    assert titled(kit) == [(LINK, ("m1", ("m2",)), ("m3",))]


@pytest.mark.parametrize(
    "other",
    [
        {"link": "https://tea.example/7?page=2"},
        {"link": "https://tea.example/8", "title": LINK},
        {"link": "https://old.example/x", "title": LINK, "createdAt": "2020-03-03T12:00:00Z"},
        {"link": "https://old.example/x", "title": "Home"},
        {"link": "https://tea.example/7", "forum": "coffee"},
        {"link": "https://tea.example/7", "isDeleted": "true"},
    ],
)
def test_control_pages_that_differ_stay_apart(kit: Kit, tmp_path: Path, other: dict[str, str]) -> None:
    path = write_disqus(
        tmp_path, page(7, title=other.get("title", LINK)), page(8, **other), said(1, 7), said(2, 8)
    )
    report = take("disqus", kit, path)
    deleted = other.get("isDeleted") == "true"
    assert report.tables["threads"].skipped == ({"deleted": 1} if deleted else {})
    assert report.tables["posts"].skipped == ({"thread skipped: deleted": 1} if deleted else {})


def test_three_pages_of_one_title_stay_apart(kit: Kit, tmp_path: Path) -> None:
    rows = [page(n, link=f"https://{n}.example/", title=LINK) for n in (1, 2, 3)]
    assert take("disqus", kit, write_disqus(tmp_path, *rows)).tables["threads"].imported == 3


def test_what_is_kept_out_is_counted(kit: Kit, tmp_path: Path) -> None:
    rows = (
        page(7),
        page(9, isDeleted="true"),
        said(1, 7, isDeleted="true"),
        said(2, 7, isSpam="true"),
        said(3, 9),
        said(4, 7, isSpam="123"),
        said(5, 7, createdAt="2011-x09-30T22:48:43Z"),
        said(6, 7, createdAt=None),
        said(7, 7, createdAt="2999-01-01T00:00:00Z"),
        said(8, 7, message=" "),
        said(9, 99),
        said(10, None),
        said(None, 7, id=""),
        said(11, 7),
        said(11, 7, message="another"),
        said(12, 7, message="x" * 1_000_001),
    )
    report = take("disqus", kit, write_disqus(tmp_path, *rows))
    assert report.tables["threads"].skipped == {"deleted": 1}
    assert report.tables["posts"].imported == 1
    assert report.tables["posts"].skipped == dict.fromkeys(
        (
            "deleted", "spam", "thread skipped: deleted", "malformed: isSpam", "malformed: createdAt", "no createdAt",
            "createdAt in the future", "no message", "thread missing", "no thread", "no id", "duplicate id",
            "text too long",
        ),
        1,
    )  # fmt: skip
    assert titled(kit) == [(LINK, ("m11",))]


def test_a_reply_to_what_is_kept_out_goes_below_the_next_above(kit: Kit, tmp_path: Path) -> None:
    rows = (
        page(7),
        said(1, 7),
        said(2, 7, 1, isSpam="true"),
        said(3, 7, 2),
        said(4, 7, 5),
        said(6, 8, 1),
        page(8, createdAt="2020-03-01T13:00:00Z"),
    )
    report = take("disqus", kit, write_disqus(tmp_path, *rows))
    assert titled(kit) == [(LINK, ("m1", ("m3",)), ("m4",)), ("About page 8", ("m6",))]
    assert report.tables["posts"].changes == {
        "parent skipped": 1,
        "parent missing": 1,
        "parent in another thread": 1,
    }
    again = take("disqus", kit, write_disqus(tmp_path, *rows))
    assert again.tables["posts"].changes == {}


def test_circles_of_parents_are_cut(kit: Kit, tmp_path: Path) -> None:
    rows = (page(7), said(1, 7, 3), said(2, 7, 1), said(3, 7, 2), said(4, 7, 4), said(5, 7, 3))
    report = take("disqus", kit, write_disqus(tmp_path, *rows))
    assert report.tables["posts"].imported == 5
    assert report.tables["posts"].changes == {"in a circle of parents": 2}
    assert titled(kit) == [(LINK, ("m2", ("m3", ("m1",), ("m5",))), ("m4",))]


def test_guests_have_no_membership_and_nobody_an_address(kit: Kit, tmp_path: Path) -> None:
    rows = (
        page(7),
        said(1, 7, name="Guest", anonymous="true"),
        said(2, 7, name="No account", username=None),
        said(3, 7, name="cy@example.org", username="cy"),
        said(4, 7, name="", username="dee"),
        said(5, 7, name="", username=None),
    )
    report = take("disqus", kit, write_disqus(tmp_path, *rows))
    assert report.tables["posts"].left_out == {"ipAddress": 5, "author/email": 5}
    (posts,) = threads(kit)
    names = [(post.author_name, post.author is not None) for post in posts[1:]]
    assert names[:3] == [("Guest", False), ("No account", False), ("[e-mail]", True)]
    assert names[3][0].startswith("writer ")
    assert names[4] == ("Anonymous", False)
    assert not stored(kit, "example.org", "192.0.2.7")


def test_categories_are_tags_and_closed_pages_are_closed(kit: Kit, tmp_path: Path) -> None:
    rows = (
        '<category dsq:id="1"><forum>tea</forum><title>General</title><isDefault>true</isDefault></category>',
        '<category dsq:id="2"><forum>tea</forum><title>Green Tea</title><isDefault>false</isDefault></category>',
        page(7, category=2, isClosed="true"),
        said(1, 7),
    )
    report = take("disqus", kit, write_disqus(tmp_path, *rows))
    assert results(report)["categories"] == (1, {"default category": 1})
    ((opener, _),) = threads(kit)
    assert opener.tags == ("green-tea",)


def test_a_folder_a_zip_and_gzip_are_read(kit: Kit, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "a.xml.gz").write_bytes(gzip.compress(disqus_of(said(1, 7), said(2, 7, 3)).encode()))
    (folder / "b.xml").write_text(disqus_of(page(7), said(3, 7)))
    assert results(take("disqus", kit, folder)) == {"threads": (1, {}), "posts": (3, {})}
    with zipfile.ZipFile(tmp_path / "exports.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    assert take("disqus", kit, tmp_path / "exports.zip").imported == 0
    assert titled(kit) == [(LINK, ("m1",), ("m3", ("m2",)))]


def test_signs_before_the_declaration_are_read_past(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "tea.xml"
    path.write_text("\n`" + disqus_of(*THREE))
    assert take("disqus", kit, path).imported == 4


def test_an_interrupted_import_continues(kit: Kit, tmp_path: Path) -> None:
    path = write_disqus(tmp_path, page(7), *(said(n, 7, n - 1 if n > 1 else None) for n in range(1, 10)))
    calls = []

    def stop(name: str, rows: int) -> None:
        calls.append(name)
        if len(calls) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take("disqus", kit, path, batch=2, progress=stop)
    done = sum(len(posts) for posts in threads(kit))
    assert 2 <= done < 10
    assert take("disqus", kit, path).imported == 10 - done
    calm = write_disqus(tmp_path, page(7), *(said(n, 7, n - 1 if n > 1 else None) for n in range(1, 10)))
    assert take("disqus", kit, calm).imported == 0
    assert [len(posts) for posts in threads(kit)] == [10]


def test_what_cannot_be_imported_is_refused_before_anything(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with assert_refused(Invalid, "runtime.invalid"):
        take("disqus", kit, tmp_path / "empty")
    with assert_refused(Invalid, "runtime.invalid"):
        take("disqus", kit, tmp_path / "nowhere.xml")
    path = write_disqus(tmp_path, *THREE)
    with assert_refused(Invalid, "runtime.invalid"):
        take("disqus", kit, path, batch=0)


def test_a_type_that_opens_no_threads_is_refused(kit: Kit, tmp_path: Path) -> None:
    with assert_refused(Conflict, "importers.no_opening_kind"):
        take("disqus", kit, write_disqus(tmp_path, *THREE), into="closed")
