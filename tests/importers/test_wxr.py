"""Exports of WordPress: which items become threads, which comments become replies, and what is kept out."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from commkit import Kit
from tests.importers.conversations import results, threads, trees
from tests.importers.dumps import snapshot
from tests.importers.exports import pages, stored, take

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:excerpt="http://wordpress.org/export/{0}/excerpt/" xmlns:wp="http://wordpress.org/export/{0}/">
<channel><title>Tea</title><link>https://tea.example</link><wp:wxr_version>{0}</wp:wxr_version>
"""
AUTHOR = """<wp:author><wp:author_id>2</wp:author_id><wp:author_login>ada-login</wp:author_login>
<wp:author_email>ada@example.org</wp:author_email><wp:author_display_name><![CDATA[Ada]]></wp:author_display_name>
<wp:author_first_name>Augusta</wp:author_first_name><wp:author_last_name></wp:author_last_name></wp:author>"""


def fields(given: dict[str, Any]) -> str:
    return "".join(
        f"<{name}>{value if str(value).startswith('<![CDATA[') else escape(str(value))}</{name}>"
        for name, value in given.items()
        if value is not None
    )


def item(id: Any, *comments: str, tags: str = "", **more: Any) -> str:
    given: dict[str, Any] = {
        "title": f"Item {id}",
        "link": f"https://tea.example/{id}/",
        "guid": f"https://tea.example/?p={id}",
        "dc:creator": "ada-login",
        "content:encoded": "<![CDATA[First.\n\nSecond.]]>",
        "excerpt:encoded": "An excerpt.",
        "wp:post_id": id,
        "wp:post_date": "2020-03-01 13:00:00",
        "wp:post_date_gmt": "2020-03-01 12:00:00",
        "wp:comment_status": "open",
        "wp:status": "publish",
        "wp:post_type": "post",
        "wp:post_password": "",
    }
    named = {f"wp:{name}": value for name, value in more.items()}
    return f"<item>{fields(given | named)}{tags}{''.join(comments)}</item>"


def note(id: Any, parent: Any = 0, **more: Any) -> str:
    given: dict[str, Any] = {
        "comment_id": id,
        "comment_author": f"<![CDATA[Guest {id}]]>",
        "comment_author_email": "guest@example.org",
        "comment_author_url": "https://guest.example",
        "comment_author_IP": "192.0.2.7",
        "comment_date": "2020-03-01 14:00:00",
        "comment_date_gmt": "2020-03-01 13:00:00",
        "comment_content": f"<![CDATA[m{id}]]>",
        "comment_approved": "1",
        "comment_type": "",
        "comment_parent": parent,
        "comment_user_id": 0,
    }
    return (
        f"<wp:comment>{fields({f'wp:{name}': value for name, value in (given | more).items()})}</wp:comment>"
    )


def write_wxr(folder: Path, *rows: str, version: str = "1.2") -> Path:
    path = folder / "tea.xml"
    path.write_text(f"\n{HEAD.format(version)}{''.join(rows)}</channel></rss>", encoding="utf-8")
    return path


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_posts_and_pages_with_comments(kit: Kit, tmp_path: Path, version: str) -> None:
    tags = (
        '<category domain="post_tag" nicename="green-tea">Green tea</category>'
        '<category domain="category" nicename="uncategorized">Uncategorized</category>'
        '<category domain="post_format" nicename="aside">Aside</category>'
    )
    path = write_wxr(
        tmp_path,
        AUTHOR if version != "1.0" else "",
        item(1, note(3), note(4, 3, comment_user_id=2), note(5, comment_type="comment"), tags=tags),
        item(2, post_type="page", comment_status="closed", post_date_gmt="0000-00-00 00:00:00"),
        version=version,
    )
    report = take("wxr", kit, path)
    assert report.tables["items"].imported == 2
    assert report.tables["comments"].imported == 3
    assert trees(kit) == [("First. Second.", ("m3", ("m4",)), ("m5",)), ("First. Second.",)]
    (opener, one, two, _), (page,) = threads(kit)
    assert (opener.title, opener.tags, opener.body) == (
        "Item 1",
        ("green-tea",),
        "<p>First.</p><p>Second.</p>",
    )
    assert (one.author_name, one.author) == ("Guest 3", None)
    assert two.author is not None
    assert page.created_at.hour == 13
    if version != "1.0":
        assert (two.author_name, opener.author) == ("Ada", two.author)
    assert pages(kit)[0] == [("https://tea.example/1/", "https://tea.example/?p=1")]
    assert report.tables["comments"].left_out == {
        "wp:comment_author_IP": 3, "wp:comment_author_email": 3, "wp:comment_author_url": 3,
    }  # fmt: skip
    assert not stored(kit, "example.org", "192.0.2.7", "guest.example", "Augusta", "ada-login")


def test_a_second_import_adds_nothing(kit: Kit, tmp_path: Path) -> None:
    path = write_wxr(tmp_path, AUTHOR, item(1, note(3), note(4, 3)))
    take("wxr", kit, path)
    whole = snapshot(kit)
    assert take("wxr", kit, path, batch=1).imported == 0
    assert snapshot(kit) == whole


def test_what_is_kept_out_is_counted(kit: Kit, tmp_path: Path) -> None:
    path = write_wxr(
        tmp_path,
        item(1, note(1, comment_type="pingback"), note(2, 1), note(3, comment_type="trackback")),
        item(2, note(4), status="draft"),
        item(3, status="private"),
        item(4, post_password="secret"),
        item(5, post_type="attachment", status="inherit"),
        item(6, post_type="shop_order"),
        item(7, status="trash"),
        item(
            8,
            note(5, comment_approved="0"),
            note(6, comment_approved="spam"),
            note(7, comment_approved="trash"),
            note(8, comment_type="order_note"),
            note(9, comment_approved=""),
            note(10, comment_date_gmt="", comment_date=""),
            note("", 0),
        ),
        "<wp:term><wp:term_id>1</wp:term_id></wp:term>",
        "<wp:tag><wp:tag_slug>green-tea</wp:tag_slug></wp:tag>",
        "<wp:category><wp:category_nicename>uncategorized</wp:category_nicename></wp:category>",
    )
    report = take("wxr", kit, path)
    assert results(report) == {
        "categories": (0, {"default category": 1}),
        "comments": (
            1,
            {
                "pingback": 1, "trackback": 1, "thread skipped: not published: draft": 1, "not approved": 1, "spam": 1,
                "deleted": 1, "type not supported": 1, "no wp:comment_approved": 1, "no wp:comment_date": 1,
                "no wp:comment_id": 1,
            },
        ),
        "items": (
            2,
            {
                "not published: draft": 1, "not published: private": 1, "password": 1, "attachment: not fetched": 1,
                "type not supported": 1, "deleted": 1,
            },
        ),
        "tags": (1, {}),
        "terms": (0, {"terms of other taxonomies not supported": 1}),
    }  # fmt: skip
    assert report.tables["comments"].changes == {"parent skipped": 1}


def test_an_item_that_is_cut_off_waits_with_its_comments(kit: Kit, tmp_path: Path) -> None:
    path = write_wxr(tmp_path, item(1, note(1)), item(2, note(2), note(3)))
    whole = path.read_text()
    path.write_text(whole[: whole.index("m3")])
    report = take("wxr", kit, path)
    assert report.failed_tables == ("tea.xml",)
    assert results(report)["comments"] == (1, {"cut off": 1, "thread missing": 1})
    path.write_text(whole)
    assert results(take("wxr", kit, path)) == {
        "items": (1, {"already imported": 1}),
        "comments": (2, {"already imported": 1}),
    }


def test_a_file_without_ids_of_posts_and_namespaces(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "tea.xml"
    path.write_text(f"<channel>{item(None, note(1), title='T')}</channel>".replace("/None/", "/x/"))
    assert take("wxr", kit, path).imported == 2
