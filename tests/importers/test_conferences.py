"""Lists of conferences come in as events of whole days; every row is accounted for, and none comes in twice."""

import json
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Invalid, Kit
from commkit.communities import ArchiveCommunity
from commkit.events import ListPastEvents, ListUpcomingEvents, Occurrence, ReadEvent
from commkit.importers.conferences import ImportReport, import_conferences
from commkit.importers.files import iter_files
from tests.adapters.running import commkit
from tests.helpers import ask, assert_invalid, assert_refused, do
from tests.sample import OWNER, create_community

CONF = {
    "name": "Lamp Conf",
    "url": "https://lamps.example/2100",
    "startDate": "2100-03-01",
    "endDate": "2100-03-03",
    "city": "Graz",
    "country": "Austria",
    "online": True,
    "locales": "EN,DE",
    "cfpUrl": "https://lamps.example/cfp",
    "cfpEndDate": "2099-12-01",
    "twitter": "@lamps",
}


@pytest.fixture
def town(sqlite_kit: Kit) -> Kit:
    create_community(sqlite_kit)
    return sqlite_kit


def write(folder: Path, **files: Any) -> Path:
    """A folder of lists: `write(folder, python=[...])`."""
    year = folder / "lists" / "2100"
    year.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        text = rows if isinstance(rows, str) else json.dumps(rows)
        (year / f"{name}.json").write_text(text, encoding="utf-8")
    return folder / "lists"


def told(report: ImportReport) -> dict[str, tuple[int, int, dict[str, int]]]:
    return {name: (part.rows, part.imported, dict(part.skipped)) for name, part in report.tables.items()}


def upcoming(kit: Kit) -> list[Occurrence]:
    return list(ask(kit, None, "town", ListUpcomingEvents(limit=100)).items)


def test_a_conference_is_an_event_of_days(town: Kit, tmp_path: Path) -> None:
    assert told(import_conferences(town, write(tmp_path, lamps=[CONF]), "town")) == {
        "2100/lamps.json": (1, 1, {})
    }
    (here,) = upcoming(town)
    assert (here.title, here.location, here.local_start, here.local_end) == (
        "Lamp Conf",
        "Graz, Austria and online",
        "2100-03-01",
        "2100-03-03",
    )
    event = ask(town, None, "town", ReadEvent(here.event))
    assert (event.url, event.all_day, event.host) == ("https://lamps.example/2100", True, None)
    assert event.body.splitlines() == [
        "Call for papers: https://lamps.example/cfp until 2099-12-01",
        "Languages: EN, DE",
        "Twitter: @lamps",
    ]


def test_one_in_several_lists_is_taken_once_and_never_again(town: Kit, tmp_path: Path) -> None:
    other = CONF | {"name": "Wick Conf"}
    lists = write(tmp_path, lamps=[CONF, other], light=[CONF, CONF])
    assert told(import_conferences(town, lists, "town")) == {
        "2100/lamps.json": (2, 2, {}),
        "2100/light.json": (2, 0, {"duplicate id": 2}),
    }
    again = import_conferences(town, lists, "town", batch=1)
    assert again.imported == 0
    assert again.tables["2100/lamps.json"].skipped == {"already imported": 2}
    assert len(upcoming(town)) == 2
    assert import_conferences(town, lists, "town", source="others").imported == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (5, "no object"),
        ({}, "no name"),
        (CONF | {"name": " "}, "no name"),
        ({"name": "X"}, "no startDate"),
        (CONF | {"startDate": None}, "no startDate"),
        (CONF | {"startDate": "2100-03"}, "startDate without a day"),
        (CONF | {"startDate": "soon"}, "startDate is no day"),
        (CONF | {"startDate": 20300301}, "startDate is no day"),
        (CONF | {"startDate": "2100-02-30"}, "local_start bad time"),
        (CONF | {"endDate": "2100-02-01"}, "local_end before start"),
        (CONF | {"endDate": "2101-02-01"}, "local_end too long"),
        (CONF | {"startDate": "0001-01-01", "endDate": "0001-01-01"}, "local_start out of range"),
    ],
)
def test_what_is_no_conference_is_counted_by_its_reason(
    town: Kit, tmp_path: Path, row: Any, reason: str
) -> None:
    report = import_conferences(town, write(tmp_path, lamps=[row, CONF]), "town")
    assert told(report) == {"2100/lamps.json": (2, 1, {reason: 1})}


@pytest.mark.parametrize(
    "odd",
    [
        {"endDate": None},
        {"name": "x" * 999},
        {"name": "a\u0000b\nc"},
        {"url": "javascript:alert(1)"},
        {"url": None, "city": 5, "country": [], "online": "yes", "locales": {}},
        {"city": "x" * 2_000},
        {"unknown": {"deep": [1]}},
    ],
)
def test_what_only_describes_may_be_odd(town: Kit, tmp_path: Path, odd: dict[str, Any]) -> None:
    report = import_conferences(town, write(tmp_path, lamps=[CONF | odd]), "town")
    assert report.imported == 1
    (here,) = upcoming(town)
    event = ask(town, None, "town", ReadEvent(here.event))
    assert len(event.title) <= 300
    assert event.url in ("", CONF["url"])
    assert report.tables["2100/lamps.json"].truncated == any(len(str(value)) > 500 for value in odd.values())


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "not_json"), ("[1", "not_json"), ('{"a": 1}', "no_list"), ("[" * 100_000, "not_json")],
)
def test_a_file_that_is_no_list_is_told_and_the_others_are_taken(
    town: Kit, tmp_path: Path, text: str, reason: str
) -> None:
    report = import_conferences(town, write(tmp_path, bad=text, lamps=[CONF]), "town")
    assert report.failed_tables == ("2100/bad.json",)
    assert report.as_json()["failures"]["2100/bad.json"]["reason"] == reason
    assert report.imported == 1


def test_a_zip_is_as_good_as_a_folder_and_a_broken_one_is_none(town: Kit, tmp_path: Path) -> None:
    write(tmp_path, lamps=[CONF])
    with zipfile.ZipFile(tmp_path / "lists.zip", "w") as archive:
        archive.write(tmp_path / "lists" / "2100" / "lamps.json", "2100/lamps.json")
        archive.writestr("README.md", "no list")
    assert told(import_conferences(town, tmp_path / "lists.zip", "town")) == {"2100/lamps.json": (1, 1, {})}
    (tmp_path / "bad.zip").write_bytes((tmp_path / "lists.zip").read_bytes()[:80])
    for path, code in (("bad.zip", "bad_zip"), ("nowhere", "not_there")):
        with assert_invalid(path=code):
            import_conferences(town, tmp_path / path, "town")
    (tmp_path / "empty").mkdir()
    with assert_invalid(path="no_lists"):
        import_conferences(town, tmp_path / "empty", "town")
    with assert_invalid(batch="out_of_range"):
        import_conferences(town, tmp_path / "lists", "town", batch=0)


def test_an_archive_takes_nothing_more(town: Kit, tmp_path: Path) -> None:
    do(town, OWNER, "town", ArchiveCommunity("Done."))
    with assert_refused(Denied, "communities.archived"):
        import_conferences(town, write(tmp_path, lamps=[CONF]), "town")
    assert ask(town, SYSTEM, "town", ListPastEvents()).items == ()


def test_the_command_line_takes_lists_and_calendars(tmp_path: Path) -> None:
    lists = write(tmp_path, bad="{}", lamps=[CONF])
    place = (
        "--database",
        f"sqlite:///{tmp_path / 'town.db'}",
        "--community",
        "lamps",
        "--type",
        "support",
        "--json",
    )
    done = commkit("import", "conferences", str(lists), *place)
    assert done.returncode == 4, done.stderr
    assert json.loads(done.stdout)["tables"]["2100/lamps.json"] == {"rows": 1, "imported": 1, "skipped": {}}
    (tmp_path / "a.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:21000301T100000Z\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    done = commkit("import", "ical", str(tmp_path / "a.ics"), *place)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["tables"]["a.ics"] == {"rows": 1, "imported": 1, "skipped": {}}
    missing = commkit("import", "ical", str(tmp_path / "b.ics"), *place)
    assert missing.returncode == 1
    assert "Traceback" not in missing.stderr


@pytest.mark.shared
def test_real_lists_are_accounted_for(town: Kit, shared_data: Path) -> None:
    (archive,) = (shared_data / "events").glob("*.zip")
    report = import_conferences(town, archive, "town")
    skipped: Counter[str] = Counter()
    for part in report.tables.values():
        assert part.rows == part.imported + sum(part.skipped.values())
        skipped.update(part.skipped)
    assert (len(report.tables), sum(part.rows for part in report.tables.values())) == (71, 1_697)
    assert (report.imported, dict(skipped)) == (1_330, {"duplicate id": 367})
    assert import_conferences(town, archive, "town").imported == 0


@pytest.mark.parametrize(
    "packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_damaged_zip_ends_in_a_report_or_a_refusal(town: Kit, tmp_path: Path, packing: int) -> None:
    """Whatever byte of it is another one, and whatever library unpacks it."""
    file = tmp_path / "lists.zip"
    with zipfile.ZipFile(file, "w", packing) as archive:
        archive.writestr("a.json", "[" + "1," * 200 + "1]")
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with suppress(Invalid):
            assert len(list(iter_files(file, suffix=".json", max_bytes=10_000))) <= 1
