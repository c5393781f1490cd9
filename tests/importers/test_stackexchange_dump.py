"""A dump is read whole, in constant memory, and up to the break where it is damaged."""

import gc
import gzip
import os
import tracemalloc
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree.ElementTree import iterparse

import pytest

from commkit.importers.stackexchange.decompress import CHUNK
from commkit.importers.stackexchange.dump import MAX_ROW, TABLES, Dump, DumpCorrupted, Row
from commkit.runtime.model.errors import Invalid

BOM = b"\xef\xbb\xbf"
HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n'


def votes(count: int, start: int = 1) -> bytes:
    return b"".join(b'  <row Id="%d" PostId="7" VoteTypeId="2" />\n' % n for n in range(start, start + count))


def table(rows: bytes, root: bytes = b"votes") -> bytes:
    return HEAD + b"<%b>\n%b</%b>\n" % (root, rows, root)


def write(folder: Path, content: bytes, name: str = "Votes.xml") -> Dump:
    (folder / name).write_bytes(content)
    return Dump.open(folder)


def read(dump: Dump, name: str = "Votes") -> tuple[list[str], DumpCorrupted]:
    """The ids of the rows before the break, and the break, which must come."""
    rows: list[Row] = []
    with pytest.raises(DumpCorrupted) as caught:
        rows.extend(dump.rows(name))
    ids = [row["Id"] for row in rows]
    assert caught.value.table == name
    assert caught.value.row == len(ids)
    assert caught.value.code == "stackexchange.dump_corrupted"
    return ids, caught.value


def numbers(count: int) -> list[str]:
    return [str(n) for n in range(1, count + 1)]


# What a folder holds


def test_tables_are_found_in_any_case_plain_or_gzip(tmp_path: Path) -> None:
    write(tmp_path, table(votes(2)), "VOTES.XML")
    write(tmp_path, gzip.compress(table(b'<row Id="5" />', b"posts")), "posts.xml.GZ")
    dump = write(tmp_path, b"not a table", "SOURCE.md")
    assert dump.tables == ("Posts", "Votes")
    assert [row["Id"] for row in dump.rows("Posts")] == ["5"]
    assert [row["Id"] for row in dump.rows("Votes")] == ["1", "2"]


def test_plain_files_are_preferred_to_gzip(tmp_path: Path) -> None:
    write(tmp_path, gzip.compress(table(votes(9))), "Votes.xml.gz")
    assert sum(1 for _ in write(tmp_path, table(votes(3))).rows("Votes")) == 3


def test_a_missing_table_has_no_rows_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    dump = write(tmp_path, table(votes(1)))
    assert list(dump.rows("Posts")) == []
    with pytest.raises(Invalid) as caught:
        dump.rows("Sites")
    assert caught.value.code == "stackexchange.no_table"


@pytest.mark.parametrize("make", ["absent", "file", "empty", "other files"])
def test_other_folders_and_files_are_refused(tmp_path: Path, make: str) -> None:
    folder = tmp_path / "dump"
    if make == "file":
        folder.write_text("")
    elif make != "absent":
        folder.mkdir()
    if make == "other files":
        (folder / "Posts.json").write_text("{}")
        (folder / "Posts.xml").mkdir()  # a folder is no table
    with pytest.raises(Invalid) as caught:
        Dump.open(folder)
    assert caught.value.code == "stackexchange.no_dump"


@pytest.mark.parametrize(
    ("folder", "site"),
    [
        ("quantumcomputing.stackexchange.com-2018-09", "quantumcomputing.stackexchange.com"),
        ("Cooking.StackExchange.com", "cooking.stackexchange.com"),
        ("site_2024-04-02", "site"),
        ("my dump (old)", "my-dump-old"),
        ("2018-09", "stackexchange"),
    ],
)
def test_the_site_is_named_after_the_folder_without_its_date(tmp_path: Path, folder: str, site: str) -> None:
    (tmp_path / folder).mkdir()
    dump = write(tmp_path / folder, table(votes(1)))
    assert dump.site == site
    assert Dump.open(os.path.relpath(dump.folder)).site == site


# What a row holds


def test_values_are_as_in_the_file(tmp_path: Path) -> None:
    row = '<row Id="1" Body="&lt;p&gt;a&#xA;b&#xD;&#xA; &quot;é😀&amp;lt;" Tags="&lt;x&gt;" Empty="" />'
    for content in (BOM + table(row.encode()), table(row.encode())):
        assert list(write(tmp_path, content).rows("Votes")) == [
            {"Id": "1", "Body": '<p>a\nb\r\n "é😀&lt;', "Tags": "<x>", "Empty": ""}
        ]


def test_a_file_in_utf_16_is_read(tmp_path: Path) -> None:
    content = '<?xml version="1.0" encoding="utf-16"?><votes><row Id="é" /></votes>'.encode("utf-16")
    assert list(write(tmp_path, content).rows("Votes")) == [{"Id": "é"}]


@pytest.mark.parametrize(
    "content", [table(b""), b"<votes />", gzip.compress(table(b""))], ids=["open", "closed", "gzip"]
)
def test_a_table_without_rows_is_empty_not_broken(tmp_path: Path, content: bytes) -> None:
    name = "Votes.xml.gz" if content[:2] == b"\x1f\x8b" else "Votes.xml"
    assert list(write(tmp_path, content, name).rows("Votes")) == []


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_body_of_megabytes_is_read(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    body = b"x" * (8 * 1024 * 1024)
    rows = b'<row Id="1" Body="%b" />' % body + votes(1, start=2)
    name = "Votes.xml" if pack is bytes else "Votes.xml.gz"
    found = list(write(tmp_path, pack(table(rows)), name).rows("Votes"))
    assert [row["Id"] for row in found] == ["1", "2"]
    assert found[0]["Body"] == body.decode()


def test_gzip_in_several_members_with_padding_is_one_table(tmp_path: Path) -> None:
    whole = table(votes(5000))
    packed = b"".join(
        gzip.compress(part) + b"\0" * 700 for part in (whole[:1000], whole[1000:70_000], whole[70_000:])
    )
    assert [row["Id"] for row in write(tmp_path, packed, "Votes.xml.gz").rows("Votes")] == numbers(5000)


# What is damaged


@pytest.mark.parametrize(
    ("content", "before", "line", "reason"),
    [
        (b"", 0, 1, "no element found"),
        (HEAD, 0, 2, "no element found"),
        (table(b'<row Id="1" />', b"users"), 0, 2, "expected <votes>, found <users>"),
        (table(votes(3) + b'<item Id="4" />'), 3, 6, "expected <row> without content, found <item>"),
        (table(votes(3) + b'<row Id="4"><row Id="5" /></row>'), 4, 6, "expected <row> without content"),
        (table(votes(5000) + b'  <row Id="x />\n' + votes(5, 6000)), 5000, 5004, "not well-formed"),
        (table(votes(3) + b'<row Id="4" Id="5" />'), 3, 6, "duplicate attribute"),
        (table(votes(3) + b'<row Id="&#0;" />'), 3, 6, "invalid character number"),
        (table(votes(3) + b'<row Id="&evil;" />'), 3, 6, "undefined entity"),
        (table(votes(3) + b'<row Id="caf\xe9" />'), 3, 6, "not well-formed"),
        (table(votes(3))[:-9], 3, 6, "no element found"),
        (table(votes(3)) + b"<votes />", 3, 7, "junk after document element"),
        (table(votes(3)).replace(b"utf-8", b"klingon"), 0, 1, "klingon"),
        (table(votes(3)).replace(b"utf-8", b"utf-7"), 0, 1, "multi-byte encodings"),
        (b"PK\x03\x04 something else", 0, 1, "not well-formed"),
    ],
)
def test_the_rows_before_a_failure_are_read_and_the_failure_is_reported(
    tmp_path: Path, content: bytes, before: int, line: int, reason: str
) -> None:
    ids, broken = read(write(tmp_path, content))
    assert ids == numbers(before)
    assert broken.line == line
    assert reason in broken.reason


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE votes [<!ENTITY x SYSTEM "{url}">]>',
        '<!DOCTYPE votes [<!ENTITY % x SYSTEM "{url}"> %x;]>',
        '<!DOCTYPE votes [<!ENTITY x "lol"><!ENTITY y "&x;&x;&x;&x;"><!ENTITY z "&y;&y;&y;&y;">]>',
    ],
)
def test_an_entity_is_refused_at_its_place(tmp_path: Path, doctype: str) -> None:
    secret = tmp_path / "secret"
    os.mkfifo(secret)  # whoever opened it would wait for ever
    content = HEAD + doctype.format(url=secret.as_uri()).encode() + b'<votes><row Id="&x;&z;" /></votes>'
    ids, broken = read(write(tmp_path, content))
    assert (ids, broken.line) == ([], 2)
    assert "EntitiesForbidden" in broken.reason


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE votes>",
        '<!DOCTYPE votes SYSTEM "{url}">',
        "<!DOCTYPE votes SYSTEM 'votes.dtd'>",
        '<!DOCTYPE votes\n  PUBLIC "-//A//B//EN"\n  "{url}">',
        '<!DOCTYPE votes SYSTEM "{url}" [<!ELEMENT votes (row*)><!ATTLIST row Id CDATA #REQUIRED>]>',
    ],
)
def test_a_doctype_is_read_past_and_never_fetched(tmp_path: Path, doctype: str) -> None:
    secret = tmp_path / "secret"
    os.mkfifo(secret)  # whoever opened it would wait for ever
    head = HEAD + doctype.format(url=secret.as_uri()).encode()
    dump = write(tmp_path, head + b'<votes><row Id="1" /><row Id="2" /></votes>')
    assert [row["Id"] for row in dump.rows("Votes")] == ["1", "2"]

    for end in (b'<row Id="&x;" />', b"&x;"):
        ids, broken = read(write(tmp_path, head + b'<votes><row Id="1" />' + end + b"</votes>"))
        assert ids == ["1"]
        assert "undefined entity" in broken.reason


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le with a mark", "utf-16-be with a mark"]
)
@pytest.mark.parametrize(
    "before",
    [
        "",
        "<!-- <!DOCTYPE votes SYSTEM 'other.dtd'> -->",
        "<!-- " + "c" * 100_000 + " -->\n<?made by='hand'?>\n<!-- and another -->",
        "<!-- a --><!-- b -->" * 2_000,
    ],
    ids=["at once", "a comment that holds one", "after a long comment", "after many comments"],
)
def test_a_doctype_is_found_wherever_it_may_stand(tmp_path: Path, encoding: str, before: str) -> None:
    reference = "<!DOCTYPE votes SYSTEM 'votes.dtd'>"
    name, _, mark = encoding.partition(" with")
    declared = "utf-16" if "16" in name else "utf-8"
    head = f"<?xml version='1.0' encoding='{declared}'?>\n{before}{reference}"
    for rows, ids in (("", []), ('<row Id="\u00e9" />', ["\u00e9"]), ('<row Id="&x;" />', None)):
        text = f"{head}<votes>{rows}</votes>"
        content = (("\ufeff" + text) if mark else text).encode(name)
        dump = write(tmp_path, content)
        if ids is None:
            assert "undefined entity" in read(dump)[1].reason
        else:
            assert [row["Id"] for row in dump.rows("Votes")] == ids


def test_an_endless_row_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    rows = votes(3) + b'<row Id="' + b"x" * (4 * MAX_ROW)
    dump = write(tmp_path, gzip.compress(table(rows), 1), "Votes.xml.gz")
    ids, broken = read(dump)
    assert ids == numbers(3)
    assert "no complete row" in broken.reason


def test_truncated_gzip_yields_every_row_that_can_be_decompressed(tmp_path: Path) -> None:
    whole = gzip.compress(table(votes(20_000)))
    ids: list[str] = []
    for length in (0, 5, 11, len(whole) // 2, len(whole) - 9, len(whole) - 1):
        path = tmp_path / "Votes.xml.gz"
        path.write_bytes(whole[:length])
        ids, broken = read(Dump.open(tmp_path))
        assert ids == numbers(unpackable(path))
        assert ("truncated" in broken.reason) == (length > 0)  # an empty file is an empty table
    assert ids == numbers(20_000)


def test_gzip_truncated_at_a_full_chunk_yields_all(tmp_path: Path) -> None:
    whole = gzip.compress(table(b'<row Id="1" />' * 10_000))  # one packed byte is worth many rows
    texts = (zlib.decompressobj(31).decompress(whole[:length]) for length in range(len(whole)))
    length, text = next((length, text) for length, text in enumerate(texts) if len(text) > CHUNK)
    ids, _ = read(write(tmp_path, whole[:length], "Votes.xml.gz"))
    assert len(ids) == text.count(b"/>") > text[:CHUNK].count(b"/>")


def unpackable(path: Path) -> int:
    """Counts the complete rows that the standard library unpacks, a byte at a time, before it fails."""
    text = bytearray()
    try:
        with gzip.open(path) as file:
            while byte := file.read(1):
                text += byte
    except EOFError:
        pass
    return text.count(b"/>")


def test_a_wrong_checksum_is_reported_after_all_rows(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(table(votes(20_000))))
    packed[-8] ^= 1
    ids, broken = read(write(tmp_path, bytes(packed), "Votes.xml.gz"))
    assert ids == numbers(20_000)
    assert "incorrect data check" in broken.reason


def test_a_damaged_stream_yields_the_rows_before_the_damage(tmp_path: Path) -> None:
    packed = gzip.compress(table(votes(5000)), 0)
    # Without compression it consists of stored blocks, in which a row's place is known; the second gets a bad header.
    first_block = 10 + 5 + int.from_bytes(packed[11:13], "little")
    damaged = packed[:first_block] + b"\xff" + packed[first_block + 1 :]
    complete = packed[15:first_block].count(b"/>")
    assert 0 < complete < 5000
    ids, broken = read(write(tmp_path, damaged, "Votes.xml.gz"))
    assert ids == numbers(complete)
    assert "invalid block type" in broken.reason


def test_a_file_that_is_no_gzip_is_reported(tmp_path: Path) -> None:
    ids, broken = read(write(tmp_path, table(votes(3)), "Votes.xml.gz"))
    assert ids == []
    assert "incorrect header check" in broken.reason


def test_a_deleted_file_is_reported(tmp_path: Path) -> None:
    dump = write(tmp_path, table(votes(3)))
    (tmp_path / "Votes.xml").unlink()
    assert "No such file" in read(dump)[1].reason


# How much memory it takes


def peak(rows: Iterable[object]) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        assert sum(1 for _ in rows) > 0
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    name = "Votes.xml" if pack is bytes else "Votes.xml.gz"
    few = peak(write(tmp_path, pack(table(votes(2_000))), name).rows("Votes"))
    many = peak(write(tmp_path, pack(table(votes(200_000))), name).rows("Votes"))
    assert many < 1.5 * few


@pytest.mark.slow
def test_memory_grows_where_a_tree_is_kept(tmp_path: Path) -> None:
    """The control of the test above: the same files through a reader that clears nothing."""
    few = peak(iterparse(write(tmp_path, table(votes(2_000))).files["Votes"]))
    many = peak(iterparse(write(tmp_path, table(votes(200_000))).files["Votes"]))
    assert many > 20 * few


# Real dumps, with the counts that their SOURCE.md files state


@pytest.mark.shared
@pytest.mark.parametrize(
    ("folder", "counts"),
    [
        ("quantumcomputing.stackexchange.com-2018-09", (3461, 154, 1986, 3413, 12560, 327, 4671, 0)),
        ("bicycles.meta.stackexchange.com-2023-09", (2551, 94, 1446, 2448, 5671, 189, 6585, 3994)),
    ],
)
def test_real_dumps_are_read_completely(shared_data: Path, folder: str, counts: tuple[int, ...]) -> None:
    dump = Dump.open(shared_data / "stackexchange" / folder)
    assert tuple(sum(1 for _ in dump.rows(name)) for name in TABLES) == counts
