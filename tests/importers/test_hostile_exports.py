"""Whatever an export of comments holds: no crash, every row counted once, nothing by halves, and bounded memory."""

import gzip
import json
import random
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import Kit
from commkit.importers.discussions.json_rows import read_json_parts
from commkit.importers.discussions.records import RowsDamaged
from commkit.importers.discussions.xml_rows import RowKind, read_xml_rows
from commkit.importers.streams import list_streams
from tests.importers.conversations import threads
from tests.importers.dumps import Types, snapshot
from tests.importers.exports import (
    comment,
    commenter,
    disqus_of,
    page,
    said,
    stored,
    take,
    titled,
    write_commento,
    write_disqus,
    write_json,
)
from tests.sample import new_kit

FEW = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = count()
BOMB = """<?xml version="1.0"?>
<!DOCTYPE disqus [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>
<disqus xmlns:dsq="d"><thread dsq:id="1"><title>&c;</title></thread></disqus>"""
FETCHED = """<?xml version="1.0"?><!DOCTYPE disqus [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<disqus xmlns:dsq="d"><thread dsq:id="1"><title>&a;</title></thread></disqus>"""
ROWS = st.sampled_from([
    page(1), page(2, link="http://www.tea.example/1/"), page(3, isDeleted="true"), page(4, isClosed="?"),
    said(1, 1), said(2, 1, 1), said(3, 2, 2), said(4, 3), said(5, 1, 6), said(6, 1, 5), said(7, 1, isSpam="true"),
    said(8, 1, 7), said(8, 2), said(9, 9), said(None, None), said("x" * 2_000, 1), said(10, 1, message="\u200b"),
    "<post/>", "<thread/>", "<category/>", "<other><post/></other>", "text", "&nbsp;", "<post>", "</post>", "<![CDATA[",
])  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda values: st.lists(values, max_size=4)
    | st.dictionaries(
        st.sampled_from([
            "comments", "commenters", "version", "commentHex", "url", "domain", "markdown", "creationDate", "id",
            "parentHex", "post_stream", "posts", "topics", "topic_list", "users", "username", "post_number", "topic_id",
            "cooked", "title", "posts_count", "created_at", "categories", "category_list", "slug", "uploads", "tags",
            "original_filename", "filesize", "subcategory_list", "actions_summary", "reply_to_post_number", "user_id",
        ]),
        values,
        max_size=6,
    ),
    max_leaves=25,
)  # fmt: skip


@pytest.fixture
def files(sqlite_url: str) -> Iterator[Kit]:
    with closing(new_kit(sqlite_url, Types())) as kit:
        yield kit


def counted(kit: Kit, system: str, path: Path) -> None:
    """Import twice under a name of its own: each time as many rows, and the second time none of them."""
    source = f"s{next(NUMBERS)}"
    first = take(system, kit, path, source=source)
    again = take(system, kit, path, source=source)
    assert again.imported == 0
    assert again.failed_tables == first.failed_tables
    rows = [{name: table.rows for name, table in report.tables.items()} for report in (first, again)]
    assert rows[0] == rows[1]


@FEW
@given(st.lists(ROWS, max_size=12))
def test_any_rows_of_disqus_are_counted(files: Kit, tmp_path: Path, rows: list[str]) -> None:
    counted(files, "disqus", write_disqus(tmp_path, *rows))


@FEW
@given(st.binary(max_size=60) | st.lists(ROWS, max_size=4).map("".join).map(str.encode))
def test_any_bytes_are_counted(files: Kit, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.xml"
    path.write_bytes(data)
    for system in ("disqus", "wxr"):
        counted(files, system, path)
    path = path.rename(tmp_path / "any.json")
    for system in ("commento", "discourse"):
        counted(files, system, path)


@FEW
@given(JSON)
def test_any_json_is_counted(files: Kit, tmp_path: Path, value: Any) -> None:
    path = write_json(tmp_path, value)
    for system in ("commento", "discourse"):
        counted(files, system, path)


@FEW
@given(st.permutations(range(9)), st.data())
def test_trees_are_those_of_the_parents_in_any_order(
    files: Kit, tmp_path: Path, order: list[int], data: st.DataObject
) -> None:
    parents = [None, *(data.draw(st.none() | st.integers(1, n - 1)) if n > 1 else None for n in range(1, 9))]
    rows = [
        page(1, title=(name := f"Thread {next(NUMBERS)}"), link=""),
        *(said(n, 1, parents[n]) for n in range(1, 9)),
    ]
    take("disqus", files, write_disqus(tmp_path, *(rows[n] for n in order)), source=name)
    (posts,) = [found for found in threads(files) if found[0].title == name]
    ids = {post.id: post.body[4:-4] for post in posts[1:]}
    assert {
        int(ids[post.id]): int(ids[post.parent]) if post.parent and post.parent in ids else None
        for post in posts[1:]
    } == {n: parents[n] for n in range(1, 9)}


@FEW
@given(st.floats(0, 1))
def test_of_a_file_that_was_cut_nothing_was_taken_by_halves(files: Kit, tmp_path: Path, where: float) -> None:
    """First a part of it and then all of it is as all of it at once."""
    name = f"cut {next(NUMBERS)}"
    rows = [
        page(1, title=name),
        page(2, title=f"{name} too", createdAt=""),
        said(1, 1, 4),
        said(2, 1),
        said(3, 2, 2),
    ]
    whole = disqus_of(*rows, said(4, 1, 2), said(5, 2)).encode()
    path = tmp_path / "tea.xml"
    path.write_bytes(whole[: int(len(whole) * where)])
    take("disqus", files, path, source=name)
    path.write_bytes(whole)
    take("disqus", files, path, source=name)
    assert [tree for tree in titled(files) if tree[0] == name] == [(name, ("m2", ("m4", ("m1",))))]
    assert [tree for tree in titled(files) if tree[0] == f"{name} too"] == [(f"{name} too", ("m3",), ("m5",))]


@pytest.mark.parametrize("system", ["disqus", "wxr"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB, "it declares a document type or entities, which exports do not"),
        (FETCHED, "it declares a document type or entities, which exports do not"),
        ("", "no element found"),
        ("no XML at all", "syntax error"),
        ("<html><body/></html>", "it begins with <html>"),
        ("<{root}>" + "<a>" * 200, "its elements are too deep"),
        ("<{root}><a b='" + "x" * 17_000_000 + "'/></{root}>", "a tag is too long"),
        ("<{root}>&nbsp;</{root}>", "undefined entity"),
        ('<?xml version="1.0" encoding="x-nonsense"?><{root}/>', "unknown encoding"),
    ],
    ids=["bomb", "fetched", "empty", "text", "html", "deep", "attribute", "entity", "encoding"],
)
def test_bad_xml_is_a_failure(kit: Kit, tmp_path: Path, system: str, data: str, reason: str) -> None:
    path = tmp_path / "bad.xml"
    path.write_text(data.replace("{root}", {"disqus": "disqus", "wxr": "rss"}[system]))
    report = take(system, kit, path)
    assert report.failed_tables == ("bad.xml",)
    failure = report.tables["bad.xml"].failure
    assert failure is not None
    assert failure.reason.startswith(reason)
    assert "import again" in failure.message
    assert report.imported == 0
    assert not stored(kit, "root:x:0")


@pytest.mark.parametrize("system", ["commento", "discourse"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"{", "expected a name"),
        (b'{"comments": [', "Expecting value"),
        (b'{"comments" 7}', "expected :"),
        (b'{"comments": [1 2]}', "expected ,"),
        (b'{"comments": "\xff"}', "it is not UTF-8"),
        (b'{"x": NaN}', "NaN is no JSON"),
        (b'{"x": ' + b"[" * 200_000, "its values are too deep"),
        (b'{"x": ' + b"9" * 5_000 + b"}", "Exceeds the limit"),
    ],
)
def test_bad_json_is_a_failure(kit: Kit, tmp_path: Path, system: str, data: bytes, reason: str) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(data)
    report = take(system, kit, path)
    failure = report.tables["bad.json"].failure
    assert failure is not None
    assert failure.reason.startswith(reason)
    assert report.imported == 0


def test_gzip_that_is_cut_or_packed_too_tightly(kit: Kit, tmp_path: Path) -> None:
    packed = gzip.compress(disqus_of(page(1), *(said(n, 1) for n in range(1, 60))).encode())
    path = tmp_path / "tea.xml.gz"
    path.write_bytes(packed[: len(packed) // 2])
    assert take("disqus", kit, path).failed_tables == ("tea.xml.gz",)
    path.write_bytes(packed)
    take("disqus", kit, path)
    assert [len(posts) for posts in threads(kit)] == [60]


def test_a_huge_field_takes_no_memory(tmp_path: Path) -> None:
    path = write_disqus(tmp_path, page(1), said(1, 1, message="x" * 40_000_000), said(2, 1))
    kinds = {"disqus/post": RowKind("posts", frozenset({"@dsq:id", "message"}))}
    tracemalloc.start()
    rows = list(read_xml_rows(list_streams(path, (".xml",))[0], kinds, roots=("disqus",)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.get("@dsq:id") for row in rows] == ["1", "2"]
    assert peak < 12_000_000


def test_many_rows_of_json_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    with path.open("w") as file:
        file.write('{"comments": [')
        file.write(",\n".join(json.dumps(comment(f"c{n}", markdown="x" * 200)) for n in range(60_000)))
        file.write("]}")
    tracemalloc.start()
    count = sum(1 for part in read_json_parts(list_streams(path, (".json",))[0]) if part.listed)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60_000
    assert peak < 8_000_000
    path.write_text('{"comments": [{"a": "' + "x" * 40_000_000)
    with pytest.raises(RowsDamaged, match="a value is too long"):
        list(read_json_parts(list_streams(path, (".json",))[0]))


def test_control_a_lost_mapping_would_be_seen(files: Kit, tmp_path: Path) -> None:
    """Were ids not remembered by source, the second import would add the rows again."""
    path = write_disqus(tmp_path, page(1), said(1, 1))
    take("disqus", files, path, source="one")
    before = snapshot(files)
    assert take("disqus", files, path, source="another").imported == 2
    assert snapshot(files) != before


def test_a_shuffled_commento_export(kit: Kit, tmp_path: Path) -> None:
    chance = random.Random(7)
    rows = [comment(f"c{n}", f"c{chance.randrange(n)}" if n else "root", url=f"/{n % 1}") for n in range(40)]
    chance.shuffle(rows)
    report = take("commento", kit, write_commento(tmp_path, *rows, people=(commenter("ada"),)), batch=3)
    assert report.tables["comments"].imported == 40
    assert report.tables["comments"].changes == {}
