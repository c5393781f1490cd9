"""Whatever a log or an archive of mail holds: no crash, every row counted once, and a bounded amount of memory."""

import gzip
import random
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import Kit
from commkit.importers.irc.logs import MAX_LINE, MAX_LINES
from commkit.importers.streams import list_streams
from commkit.runtime.model.errors import Invalid
from tests.importers.conversations import (
    import_irc,
    import_mbox,
    mail,
    results,
    threads,
    write_log,
    write_mbox,
)
from tests.importers.dumps import Types
from tests.sample import new_kit

FEW = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = count()

FROM = b"From a@b.org Thu Jan  1 10:00:00 2004\n"
PIECES = st.sampled_from([
    FROM, b"From 1 -2\n", b"\n", b"\r\n", b"\n\n", b"From: Ada <ada@example.org>\n", b"From: =?x?q?=FF?= <",
    b"Date: Thu, 01 Jan 2004 10:00:00 +0000\n", b"Date: \xff\n", b"Subject: Re: x\n", b"Subject: =?utf-8?b?//8=?=\n",
    b"Message-ID: <a@b>\n", b"Message-ID: <c@d>\n", b"References: <a@b> <c@d>\n", b"In-Reply-To: <a@b>\n",
    b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Type: text/html; charset=\xff\n", b"--x\n", b"--x--\n",
    b"Content-Type: text/plain; charset=utf-7\n", b"Content-Transfer-Encoding: base64\n", b"Content-Length: 9\n",
    b"Content-Type: message/rfc822\n", b"Content-Disposition: attachment; filename*=x''%FF\n", b"\x00", b"text ",
])  # fmt: skip
LINES = st.sampled_from([
    b"[10:00] <a> x\n", b"[10:00] <b> a: y\n", b"[23:59]  * a z\n", b"=== a is now known as b\n",
    b"=== b is now known as a\n",
    b"[99:00] <a> x\n", b"[10:00] <> x\n", b"\n", b"\xff\xfe\n", b"[10:00] <a> \x00\x03\n",
    b"=== \n", b"\r", b"[10:00] ",
])  # fmt: skip
LINKS = st.lists(st.tuples(st.integers(-1, 12), st.integers(-1, 12)), max_size=12)


@pytest.fixture
def files(sqlite_url: str) -> Iterator[Kit]:
    with closing(new_kit(sqlite_url, Types())) as kit:
        yield kit


@FEW
@given(st.lists(PIECES | st.binary(max_size=20), max_size=40).map(b"".join))
def test_any_mail_is_counted(files: Kit, tmp_path: Path, data: bytes) -> None:
    source = f"s{next(NUMBERS)}"
    first = import_mbox(files, write_mbox(tmp_path, data), source=source)
    again = import_mbox(files, write_mbox(tmp_path, data), source=source)
    assert again.imported == 0
    assert again.failed_tables == first.failed_tables == ()
    assert [table.rows for table in again.tables.values()] == [table.rows for table in first.tables.values()]
    assert first.tables["list.mbox"].rows >= data.count(b"\n\n" + FROM + b"From: ")


@FEW
@given(st.lists(LINES | st.binary(max_size=20), max_size=20).map(b"".join), LINKS, st.booleans())
def test_any_log_is_counted(
    files: Kit, tmp_path: Path, data: bytes, links: list[tuple[int, int]], annotated: bool
) -> None:
    text = "".join(f"{one} {other} -\n" for one, other in links) if annotated else None
    (tmp_path / "l" / "2020-03-01.annotation.txt").unlink(missing_ok=True)
    folder = write_log(tmp_path / "l", "2020-03-01", data, text)
    source = f"s{next(NUMBERS)}"
    for imported in (import_irc(files, folder, source=source, threads="addressed"), None):
        report = imported or import_irc(files, folder, source=source, threads="addressed")
        assert report.tables["2020-03-01.raw.txt"].rows == data.count(b"\n") + (data[-1:] not in (b"", b"\n"))
        assert imported or report.imported == 0


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_zip_is_a_report_or_an_error(files: Kit, tmp_path: Path, packing: int) -> None:
    path = tmp_path / "mail.zip"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("a.mbox", mail("a"))
    whole = path.read_bytes()
    told: set[str] = set()
    for place in range(0, len(whole), 9):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            report = import_mbox(files, path, source=f"s{place}")
        except Invalid as invalid:
            told.add(invalid.errors[0].code)
        else:
            assert report.failed_tables or report.imported <= 1
    assert told <= {"bad_zip", "no_archives"}


@pytest.mark.slow
def test_a_gzip_that_is_cut_keeps_what_came_before(files: Kit, tmp_path: Path) -> None:
    chance = random.Random(1)
    data = "".join(mail(f"m{number}", chance.randbytes(1_000).hex()) for number in range(200)).encode()
    path = tmp_path / "list.mbox.gz"
    path.write_bytes(gzip.compress(data)[:-30_000])
    report = import_mbox(files, path)
    failure = report.tables[path.name].failure
    assert failure is not None
    assert (failure.reason, failure.row) == ("damaged", report.imported)
    assert 10 < report.imported < 200
    path.write_bytes(gzip.compress(data))
    assert import_mbox(files, path).imported == 200 - failure.row


def test_a_bomb_is_not_unpacked(files: Kit, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("2020-03-01.raw.txt", "w", force_zip64=True) as member:
            for _ in range(150):
                member.write(b"x" * 1_000_000)
        with archive.open("list.mbox", "w", force_zip64=True) as member:
            for _ in range(150):
                member.write(b"x" * 1_000_000)
    for work, name in ((import_irc, "2020-03-01.raw.txt"), (import_mbox, "list.mbox")):
        report = work(files, tmp_path / "bomb.zip")
        failure = report.tables[name].failure
        assert failure is not None
        assert failure.reason == "packed_too_tightly"
        assert report.imported == 0


def test_a_zip_writes_nothing_and_names_are_printable(files: Kit, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with zipfile.ZipFile(inside / "a.zip", "w") as archive:
        archive.writestr("../2020-03-01.raw.txt", "[10:00] <a> x\n")
        archive.writestr("/etc/\x1b[31m/2020-03-02.raw.txt", "[10:00] <a> x\n")
    report = import_irc(files, inside / "a.zip", threads="addressed")
    assert report.imported == 2
    assert all(name.isprintable() for name in report.tables)
    assert [file.name for file in inside.iterdir()] == ["a.zip"]


def test_a_line_of_fifty_megabytes_is_one_row(files: Kit, tmp_path: Path) -> None:
    lines = b"[10:00] <a> " + b"x" * 50_000_000 + b"\n[10:01] <a> y\n"
    report = import_irc(files, write_log(tmp_path / "l", "2020-03-01", lines, "1 1\n"))
    assert results(report)["2020-03-01.raw.txt"] == (1, {"line too long": 1})
    assert len(lines) > MAX_LINE
    path = write_mbox(tmp_path, mail("a", "x" * 50_000_000), mail("b"))
    assert results(import_mbox(files, path)) == {"list.mbox": (1, {"too large": 1})}


@pytest.mark.slow
def test_a_log_that_is_too_long_is_counted(files: Kit, tmp_path: Path) -> None:
    lines = b"[10:00] <a> x\n" * (MAX_LINES + 5)
    report = import_irc(files, write_log(tmp_path / "l", "2020-03-01", lines, "0 0\n"))
    assert results(report)["2020-03-01.raw.txt"] == (1, {"not annotated": MAX_LINES - 1, "log too long": 5})


def test_a_mail_with_deep_parts_is_one_row(files: Kit, tmp_path: Path) -> None:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000))
    wide = "".join("--x\n\na\n" for _ in range(3_000))
    path = write_mbox(
        tmp_path,
        mail("a", deep, Content_Type="multipart/mixed; boundary=x"),
        mail("b", wide, Content_Type="multipart/mixed; boundary=x"),
        mail("c", References=" ".join(f"<r{n}>" for n in range(100_000))),
        mail("d", "ok"),
    )
    report = import_mbox(files, path)
    assert report.tables["list.mbox"].rows == 4
    assert report.imported >= 1


def test_markup_of_a_mail_is_shown_as_it_is(files: Kit, tmp_path: Path) -> None:
    import_mbox(
        files, write_mbox(tmp_path, mail("a", '<script>alert(1)</script> http://x.org/"onload=x <b>'))
    )
    ((post,),) = threads(files)
    assert "<script" not in post.body
    assert '<a href="http://x.org/">http://x.org/</a>"onload=x' in post.body


def peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_memory_grows_by_little_for_each_mail(files: Kit, tmp_path: Path) -> None:
    def archive(name: str, mails: int) -> Path:
        text = "A line of a mail that says a lot.\n" * 300
        path = tmp_path / f"{name}.mbox"
        with path.open("w") as file:
            for number in range(mails):
                above = f"<m{number - 1}>" if number % 10 else None
                file.write(mail(f"m{number}", text, References=above))
        return path

    few, many = archive("few", 50), archive("many", 250)
    import_mbox(files, few, source="warm", batch=20)
    little = peak(lambda: import_mbox(files, few, source="few", batch=20))
    much = peak(lambda: import_mbox(files, many, source="many", batch=20))
    assert (much - little) / 200 < 4_000
    held = peak(lambda: list(many.read_text().split("\nFrom ")))
    assert held > 3 * (much - little)  # the control: the same mails, kept


def test_a_stream_is_found_by_its_suffix(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT.GZ", "c.png"):
        (tmp_path / name).write_bytes(b"")
    assert [stream.name for stream in list_streams(tmp_path, (".txt",))] == ["a.TXT.GZ", "b.txt"]
