"""Logs of IRC: every line is imported or skipped for a reason, and threads are what the annotation connects."""

import zipfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from commkit import Kit
from commkit.importers.irc import import_logs
from commkit.importers.irc.logs import decode, parse_line
from commkit.importers.irc.people import find_people
from commkit.importers.irc.times import day_of, find_times
from commkit.runtime.model.errors import Conflict
from tests.helpers import assert_invalid, assert_refused
from tests.importers.conversations import import_irc, results, text_of, threads, trees, write_log
from tests.importers.dumps import snapshot

LOG = """\
=== cy [~user@host.invalid]  has joined #tea
[10:00] <ada> My tea is bitter. Why?
[10:01] <bob> Which coffee do you like?
[10:01] <cy> ada: was the water hot?
=== bob is now known as bob|away
[10:02]  * ada boils water
[10:03] <bob|away> cy, ada: both of you are right
=== cy [~user@host.invalid]  has left #tea []
"""
LINKS = "1 1 -\n2 2 -\n1 3 -\n3 5 -\n1 6 -\n3 6 -\n"
FILE = "2020-03-01.raw.txt"


def test_a_log_becomes_the_threads_of_its_annotation(kit: Kit, tmp_path: Path) -> None:
    report = import_irc(kit, write_log(tmp_path / "logs", "2020-03-01", LOG, LINKS))
    assert results(report) == {FILE: (5, {"join": 1, "nick change": 1, "part": 1})}
    assert trees(kit) == [
        (
            "My tea is bitter. Why?",
            (
                "ada: was the water hot?",
                ("* ada boils water",),
                ("<ada> My tea is bitter. Why? cy, ada: both of you are right",),
            ),
        ),
        ("Which coffee do you like?",),
    ]
    first = threads(kit)[0]
    assert first[0].title == "My tea is bitter. Why?"
    assert [post.created_at.strftime("%d %H:%M") for post in first] == [
        "01 10:00",
        "01 10:01",
        "01 10:02",
        "01 10:03",
    ]
    assert [post.author_name for post in first] == ["ada", "cy", "ada", "bob"]
    assert "<blockquote>" in first[-1].body


def test_a_second_import_adds_nothing_however_the_log_comes(kit: Kit, tmp_path: Path) -> None:
    folder = write_log(tmp_path / "logs", "2020-03-01", LOG, LINKS)
    import_irc(kit, folder)
    whole = snapshot(kit)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"deep/{file.name}")
    for path in (folder, folder / FILE, tmp_path / "other.zip"):
        (table,) = import_irc(kit, path, batch=1).tables.values()
        assert (table.imported, table.skipped["already imported"]) == (0, 5)
    assert snapshot(kit) == whole


def test_an_interrupted_import_continues(kit: Kit, tmp_path: Path) -> None:
    folder = write_log(tmp_path / "logs", "2020-03-01", LOG, LINKS)

    def stop(name: str, rows: int) -> None:
        if rows == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_irc(kit, folder, batch=2, progress=stop)
    assert sum(map(len, threads(kit))) == 3
    assert import_irc(kit, folder, batch=3).imported == 2
    whole = trees(kit)
    assert len(whole) == 2
    assert sum(map(len, threads(kit))) == 5


def test_lines_that_were_added_to_a_log_join_its_threads(kit: Kit, tmp_path: Path) -> None:
    import_irc(kit, write_log(tmp_path / "logs", "2020-03-01", LOG, LINKS))
    longer = write_log(
        tmp_path / "logs", "2020-03-01", f"{LOG}[10:09] <ada> cy: it was!\n", f"{LINKS}3 8 -\n"
    )
    assert import_irc(kit, longer).imported == 1
    assert [len(posts) for posts in threads(kit)] == [5, 1]


@pytest.mark.parametrize(
    ("into", "kinds"),
    [
        ("archive", ["question", "answer", "comment", "comment"]),
        ("bare", ["note"]),
        ("shallow", ["topic", "reply", "reply", "reply"]),
    ],
)
def test_it_works_in_every_type(kit: Kit, tmp_path: Path, into: str, kinds: list[str]) -> None:
    report = import_irc(kit, write_log(tmp_path / "logs", "2020-03-01", LOG, LINKS), into=into)
    assert [post.kind for post in threads(kit)[0]] == kinds
    skipped = report.tables[FILE].skipped
    assert skipped.get("replies not supported", 0) + skipped.get("post missing", 0) == 3 * (into == "bare")


def test_a_type_whose_posts_open_nothing_is_refused(kit: Kit, tmp_path: Path) -> None:
    with assert_refused(Conflict, "importers.no_opening_kind"):
        import_irc(kit, write_log(tmp_path / "logs", "2020-03-01", LOG, LINKS), into="closed")


def test_what_the_asker_writes_below_the_question_is_no_answer(kit: Kit, tmp_path: Path) -> None:
    log = "[10:00] <a> one\n[10:01] <a> two\n[10:02] <b> three\n"
    import_irc(kit, write_log(tmp_path / "logs", "2020-03-01", log, "0 1 -\n0 2 -\n"))
    (posts,) = threads(kit)
    assert [post.kind for post in posts] == ["question", "comment", "answer"]
    assert posts[0].answer_count == 1


# Annotations


def test_links_that_cannot_be_used_are_counted(kit: Kit, tmp_path: Path) -> None:
    links = "1 1 -\n1 1 -\n1 99 -\nx\n\n-1 2 -\n1 2 3 4\n2 1 -\n99999999999 1 -\n"
    report = import_irc(kit, write_log(tmp_path / "logs", "2020-03-01", LOG, links))
    assert report.tables["2020-03-01.annotation.txt"].skipped == {
        "malformed link": 5,
        "no such line": 1,
        "duplicate link": 1,
    }
    (posts,) = threads(kit)
    assert text_of(posts[1]) == "Which coffee do you like?"


def test_what_is_not_annotated_is_skipped(kit: Kit, tmp_path: Path) -> None:
    folder = write_log(tmp_path / "logs", "2020-03-01", LOG, "3 3 -\n3 6 -\n")
    assert results(import_irc(kit, folder))[FILE] == (
        2,
        {"join": 1, "before the annotation": 2, "nick change": 1, "not annotated": 1, "part": 1},
    )


def test_links_through_lines_that_are_no_messages_connect(kit: Kit, tmp_path: Path) -> None:
    folder = write_log(tmp_path / "logs", "2020-03-01", LOG, "0 1 -\n0 3 -\n0 0 -\n")
    import_irc(kit, folder)
    assert trees(kit) == [("My tea is bitter. Why?", ("ada: was the water hot?",))]


def test_a_log_without_annotation_is_skipped_or_threaded_by_nicks(kit: Kit, tmp_path: Path) -> None:
    folder = write_log(tmp_path / "logs", "2020-03-01", LOG)
    skipped = import_irc(kit, folder).tables[FILE].skipped
    assert skipped["no annotation"] == 5
    assert import_irc(kit, folder, threads="addressed").imported == 5
    assert [tree[0] for tree in trees(kit)] == ["My tea is bitter. Why?", "Which coffee do you like?"]
    assert "cy, ada" in str(trees(kit)[0])


# Lines


@pytest.mark.parametrize(
    ("line", "reason", "nick", "text"),
    [
        ("[10:00] <ada> hi", "", "ada", "hi"),
        ("[10:00:59] <@ada> hi", "", "ada", "hi"),
        ("[10:00] <ad[] x> hi", "", "ad[] x", "hi"),
        ("[10:00]  * ada waves", "", "ada", "waves"),
        ("[10:00] <ada> \x02bold\x0f \x0304,12red\x03", "", "ada", "bold red"),
        ("[10:00] <ada> a\x00b\u2028c", "", "ada", "ab c"),
        ("[10:00] <ada>", "no text", "ada", ""),
        ("[10:00] <ada> \x02\x0f", "no text", "ada", ""),
        ("=== ada is now known as eve", "nick change", "ada", ""),
        ("=== ada [x@y]  has joined #tea", "join", "", ""),
        ("=== ada [x@y]  has left #tea", "part", "", ""),
        ("=== mode/#tea [+o ada]  by ChanServ", "mode", "", ""),
        ("=== ada shrugs", "system line", "", ""),
        ("[24:00] <ada> hi", "malformed line", "", ""),
        ("hello", "malformed line", "", ""),
        ("  ", "empty line", "", ""),
    ],
)
def test_lines(line: str, reason: str, nick: str, text: str) -> None:
    parsed = parse_line(0, f"{line}\r\n")
    assert (parsed.reason, parsed.nick, parsed.text) == (reason, nick, text)


def test_a_log_in_any_encoding_is_read(kit: Kit, tmp_path: Path) -> None:
    lines = (
        "[10:00] <zoë> süß\n".encode() + "[10:01] <bob> süß\n".encode("latin-1") + b"[10:02] <cy> \xff\x81\n"
    )
    import_irc(kit, write_log(tmp_path / "logs", "2020-03-01", lines, "0 0\n1 1\n2 2\n"))
    assert [text_of(posts[0]) for posts in threads(kit)] == ["süß", "süß", "ÿ\ufffd"]
    assert decode(b"\x80") == "€"


def test_raw_is_preferred_to_ascii(kit: Kit, tmp_path: Path) -> None:
    folder = write_log(tmp_path / "logs", "2020-03-01", LOG, LINKS)
    (folder / "2020-03-01.ascii.txt").write_text(LOG)
    found = results(import_irc(kit, folder))
    assert found["2020-03-01.ascii.txt"] == (
        0,
        {"join": 1, "same log in another form": 5, "nick change": 1, "part": 1},
    )
    (folder / FILE).unlink()
    assert results(import_irc(kit, folder))["2020-03-01.ascii.txt"][1]["already imported"] == 5


def test_addresses_are_masked(kit: Kit, tmp_path: Path) -> None:
    log = "[10:00] <ada> mail me: ada@example.org or ada [at] example [dot] org\n"
    import_irc(kit, write_log(tmp_path / "logs", "2020-03-01", log, "0 0\n"))
    ((post,),) = threads(kit)
    assert "example" not in post.body + post.title
    assert post.title == "mail me: [e-mail] or [e-mail]"


# People


def people(log: str) -> dict[str, str]:
    return find_people([parse_line(number, line) for number, line in enumerate(log.splitlines())])


def test_nicks_that_were_changed_are_one_person_known_by_the_one_they_wrote_with() -> None:
    assert people("=== a is now known as b\n=== b is now known as c\n[10:00] <b> x") == {
        "a": "b",
        "b": "b",
        "c": "b",
    }
    assert people("[10:00] <A> x\n=== A is now known as b\n[10:01] <b> y") == {"a": "a", "b": "a"}
    assert people("=== a is now known as b\n=== b is now known as a") == {"a": "a", "b": "b"}
    assert people("[10:00] <a> x") == {}


def test_one_nick_is_one_member_in_all_logs(kit: Kit, tmp_path: Path) -> None:
    write_log(tmp_path / "logs", "2020-03-01", "[10:00] <Ada> one\n", "0 0\n")
    import_irc(kit, write_log(tmp_path / "logs", "2020-03-02", "[10:00] <ada> two\n", "0 0\n"))
    ((one,), (two,)) = threads(kit)
    assert one.author == two.author is not None
    assert two.author_name == "Ada"


# Times


def times(*minutes: str, zone: str = "UTC") -> list[str]:
    lines = [parse_line(number, f"[{minute}] <a> x") for number, minute in enumerate(minutes)]
    found = find_times(lines, date(2020, 3, 28), ZoneInfo(zone))
    return [found[number].strftime("%d %H:%M") for number in range(len(lines))]


def test_after_midnight_it_is_the_next_day() -> None:
    assert times("23:59", "00:00", "12:00", "00:01") == ["28 23:59", "29 00:00", "29 12:00", "30 00:01"]


def test_a_clock_of_twelve_hours_goes_on() -> None:
    assert times("11:59", "12:59", "01:00", "12:00", "01:00") == [
        "28 11:59",
        "28 12:59",
        "28 13:00",
        "29 00:00",
        "29 01:00",
    ]


def test_a_clock_that_is_set_back_begins_no_day() -> None:
    assert times("23:30", "22:30", "23:31") == ["28 23:30", "28 22:30", "28 23:31"]


def test_times_are_of_a_zone() -> None:
    assert times("23:30", "01:30", "03:30", zone="Europe/Vienna") == ["28 22:30", "29 00:30", "29 01:30"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2004-11-15_03", date(2004, 11, 15)),
        ("2015-11-26.train-b", date(2015, 11, 26)),
        ("#tea.20200229", date(2020, 2, 29)),
        ("tea", None),
        ("2020-02-30", None),
        ("0000-00-00", None),
        ("9999-01-01", None),
    ],
)
def test_the_day_is_in_the_name(name: str, day: date | None) -> None:
    assert day_of(name) == day


def test_a_log_without_a_day_is_skipped(kit: Kit, tmp_path: Path) -> None:
    skipped = import_irc(kit, write_log(tmp_path / "logs", "tea", LOG, LINKS)).tables["tea.raw.txt"].skipped
    assert skipped["no day in the file name"] == 5


# Arguments


def test_arguments_are_checked(kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    import_irc(kit, write_log(tmp_path / "logs", "2020-03-01", LOG, LINKS))
    for path, code in (("nowhere", "not_there"), ("empty", "no_logs")):
        with assert_invalid(path=code):
            import_logs(kit, tmp_path / path, "town")
    with assert_invalid(batch="out_of_range"):
        import_logs(kit, tmp_path / "logs", "town", batch=0)
