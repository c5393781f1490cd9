""".ics files as events: real, unusual, broken and hostile ones; each component becomes an event or is rejected."""

import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, Kit
from commkit.adapters.ical import ParsedCalendar, import_calendars, read_ics
from commkit.adapters.ical.raw_components import MAX_COMPONENTS, MAX_FILE_BYTES
from commkit.events import ListUpcomingEvents
from tests.helpers import ask, assert_invalid
from tests.sample import create_community

START = "DTSTART;TZID=Europe/Vienna:20300108T180000"


def vevent(*lines: str, uid: str = "a@there") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def calendar(*parts: str, more: str = "") -> bytes:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", *([more] if more else []), *parts, "END:VCALENDAR", ""]
    ).encode()


def codes(read: ParsedCalendar) -> list[str]:
    return [part.code.removeprefix("ical.") for part in read.rejected]


def one(*lines: str) -> tuple[str, str, str]:
    """Local start, local end and time zone of the one event of a file."""
    read = read_ics(calendar(vevent(*lines)))
    assert read.rejected == ()
    (event,) = read.events
    return event.local_start, event.local_end, event.time_zone


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((START, "DTEND;TZID=Europe/Vienna:20300108T200000"), ("18:00", "20:00", "Europe/Vienna")),
        ((START, "DTEND:20300108T190000Z"), ("18:00", "20:00", "Europe/Vienna")),
        ((START, "DURATION:PT90M"), ("18:00", "19:30", "Europe/Vienna")),
        ((START,), ("18:00", "19:00", "Europe/Vienna")),
        (("DTSTART:20300108T180000Z", "DTEND:20300108T180000Z"), ("18:00", "19:00", "UTC")),
        (("DTSTART:20300108T180000",), ("18:00", "19:00", "UTC")),
        (("DTSTART;TZID=W. Europe Standard Time:20300108T180000",), ("18:00", "19:00", "Europe/Berlin")),
        (
            ("DTSTART;TZID=/softwarestudio.org/Olson_1/Europe/Prague:20300108T180000",),
            ("18:00", "19:00", "Europe/Prague"),
        ),
        (('DTSTART;TZID="Europe/Vienna":20300108T180000',), ("18:00", "19:00", "Europe/Vienna")),
    ],
)
def test_times_and_time_zones(lines: tuple[str, ...], expected: tuple[str, str, str]) -> None:
    starts, ends, zone = one(*lines)
    assert (starts[11:16], ends[11:16], zone) == expected


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (("DTSTART;VALUE=DATE:20300108",), "2030-01-08"),
        (("DTSTART;VALUE=DATE:20300108", "DTEND;VALUE=DATE:20300110"), "2030-01-09"),
        (("DTSTART;VALUE=DATE:20300108", "DTEND;VALUE=DATE:20300108"), "2030-01-08"),
        (("DTSTART;VALUE=DATE:20300108", "DURATION:P3D"), "2030-01-10"),
    ],
)
def test_all_day_events(lines: tuple[str, ...], last: str) -> None:
    assert one(*lines)[:2] == ("2030-01-08", last)


def test_a_time_zone_of_the_file_is_read_by_its_location() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:mine\r\nX-LIC-LOCATION:Pacific/Fiji\r\nEND:VTIMEZONE"
    read = read_ics(calendar(vevent("DTSTART;TZID=mine:20300108T180000"), zone))
    assert read.events[0].time_zone == "Pacific/Fiji"
    assert codes(read_ics(calendar(vevent("DTSTART;TZID=yours:20300108T180000"), zone))) == ["unknown_zone"]


def test_a_series_with_overrides() -> None:
    read = read_ics(
        calendar(
            vevent("RECURRENCE-ID:20300115T170000Z", "DTSTART;TZID=Europe/London:20300116T180000"),
            vevent(
                START,
                "RRULE:FREQ=WEEKLY;COUNT=5",
                "EXDATE;TZID=Europe/Vienna:20300122T180000",
                "EXDATE:20300129T170000Z",
                "RDATE;VALUE=PERIOD:20300123T170000Z/PT1H",
                "SUMMARY:Meet\\, up",
            ),
            vevent("RECURRENCE-ID;TZID=Europe/Vienna:20300205T180000", START, "STATUS:CANCELLED"),
        )
    )
    (event,) = read.events
    assert (event.title, event.rrule) == ("Meet, up", "FREQ=WEEKLY;COUNT=5")
    assert event.exdates == ("2030-01-22T18:00:00", "2030-01-29T18:00:00")
    assert event.rdates == ("2030-01-23T18:00:00",)
    assert [(part.original_start[:10], part.local_start) for part in event.overrides] == [
        ("2030-01-15", "2030-01-16T19:00:00"),
        ("2030-02-05", None),
    ]


def test_of_two_events_with_one_uid_the_later_version_counts() -> None:
    read = read_ics(calendar(vevent(START, "SEQUENCE:2", "SUMMARY:New"), vevent(START, "SUMMARY:Old")))
    assert ([event.title for event in read.events], codes(read)) == (["New"], ["duplicate"])


def test_a_cancellation_cancels() -> None:
    assert read_ics(calendar(vevent(START), more="METHOD:CANCEL")).events[0].cancelled
    assert read_ics(calendar(vevent(START, "STATUS:CANCELLED"))).events[0].cancelled


def test_descriptive_properties_may_be_missing_broken_or_long() -> None:
    read = read_ics(
        calendar(
            vevent(
                START,
                "SUMMARY:" + "x" * 999,
                "DESCRIPTION:a\0b\\nc",
                "URL:javascript:alert(1)",
                "GEO:here",
                "X;Y:",
            ),
        )
    )
    (event,) = read.events
    assert (len(event.title), event.body, event.url) == (300, "a b\nc", "")
    nameless = read_ics(calendar(f"BEGIN:VEVENT\r\n{START}\r\nEND:VEVENT")).events[0]
    assert (nameless.title, nameless.uid.endswith("@none")) == ("Untitled", True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_calendar"),
        (b"\x89PNG\r\n\x1a\n", "no_calendar"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "no_calendar"),
        (calendar("BEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE"), "no_event"),
        (calendar("BEGIN:VTODO\r\nUID:x\r\nEND:VTODO"), "no_event"),
        (calendar(vevent("SUMMARY:When?")), "no_start"),
        (calendar(vevent("DTSTART:soon")), "bad_property"),
        (calendar(vevent(START, START)), "several"),
        (calendar(vevent(START, "DTEND;TZID=Europe/Vienna:20300108T170000")), "before_start"),
        (calendar(vevent(START, "DURATION:P999D")), "too_long"),
        (calendar(vevent("DTSTART:10660108T180000Z")), "out_of_range"),
        (calendar(vevent(START, "RRULE:FREQ=SECONDLY")), "too_dense"),
        (calendar(vevent(START, "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY")), "several"),
        (calendar(vevent(START, "EXRULE:FREQ=DAILY", "RRULE:FREQ=DAILY")), "not_supported"),
        (calendar(vevent(START, "EXDATE;TZID=Europe/Vienna:20300108T180000")), "never"),
        (calendar(vevent(START, "EXDATE:" + ",".join(["20300108T180000Z"] * 401))), "too_many"),
        (calendar(vevent(START, "RECURRENCE-ID;RANGE=THISANDFUTURE:20300108T170000Z")), "range"),
        (calendar(vevent(START))[:-30], "truncated"),
        (calendar(vevent(START, "X-A:" + "a" * 300_000)), "too_large"),
        (b"x" * (MAX_FILE_BYTES + 1), "too_large"),
        (calendar(vevent(START, *["EXDATE:20300108T180000Z"] * 401)), "too_many"),
        (calendar(vevent(START, "RDATE:" + ",".join(["20300108T180000Z"] * 9_999))), "too_many"),
        (calendar(vevent(START, "RRULE:FREQ=DAILY;BYSETPOS=" + ",".join(["1"] * 900))), "too_long"),
        (calendar(vevent(START + ";" * 5_000)), "too_long"),
        (
            calendar(vevent("DTSTART:19000101T180000Z", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=999999")),
            "too_costly",
        ),
    ],
)
def test_other_components_are_rejected_with_a_reason(data: bytes, code: str) -> None:
    read = read_ics(data)
    assert (read.events, codes(read)) == ((), [code])


def test_a_broken_component_spoils_no_other() -> None:
    read = read_ics(calendar(vevent("DTSTART:soon", uid="b"), vevent(START), "garbage", vevent(uid="c")))
    assert ([event.uid for event in read.events], codes(read)) == (["a@there"], ["bad_property", "no_start"])


def test_only_so_many_components_are_read() -> None:
    read = read_ics(calendar(*["BEGIN:VTODO\r\nEND:VTODO"] * (MAX_COMPONENTS + 3)))
    assert codes(read).count("too_many") == 3


def test_times_without_a_time_zone_get_the_given_one() -> None:
    assert (
        read_ics(calendar(vevent("DTSTART:20300108T180000")), time_zone="Asia/Tokyo").events[0].time_zone
        == "Asia/Tokyo"
    )
    with assert_invalid(time_zone="unknown_zone"):
        read_ics(b"", time_zone="Nowhere")


GOOD = calendar(
    vevent(START, "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=9", "EXDATE:20300115T170000Z", "SUMMARY:Meet\\, up"),
    vevent("RECURRENCE-ID:20300110T170000Z", START, "DURATION:PT2H"),
    vevent("DTSTART;VALUE=DATE:20300108", "DTEND;VALUE=DATE:20300110", uid="b@there"),
    "BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE",
)


@pytest.mark.parametrize("year", ["1066", "2200", "3030", "9999"])
@pytest.mark.parametrize("form", ["{}0108T170000Z", "{}0108T170000", ";VALUE=DATE:{}0108"])
@pytest.mark.parametrize("alone", [True, False], ids=["without its event", "with it"])
def test_an_occurrence_in_a_year_that_is_not_supported_is_rejected(year: str, form: str, alone: bool) -> None:
    moment = form.format(year)
    moment = moment if moment.startswith(";") else f":{moment}"
    odd = vevent(f"RECURRENCE-ID{moment}", f"DTSTART{moment}")
    zoned = vevent(f"RECURRENCE-ID{moment}", f"DTSTART{moment}", f"DTEND;TZID=Asia/Tokyo:{year}0108T190000")
    rule = () if alone else (vevent(START, "RRULE:FREQ=WEEKLY;COUNT=9"),)
    for occurrence in (odd, zoned):
        read = read_ics(calendar(*rule, occurrence))
        assert read.rejected or read.events  # and nothing is raised
        assert all(part.message for part in read.rejected)
        assert bool(read.events) or alone


WORDS = [
    b"BEGIN:VEVENT\r\n",
    b"END:VEVENT\r\n",
    b"RRULE:FREQ=DAILY;COUNT=999999999\r\n",
    b"\0",
    b"\xff\xfe",
    b"99999999",
    b";TZID=",
    b'"',
    b":",
    b"\r\n ",
    b"INTERVAL=0;",
    b"BYSETPOS=-400;",
    b"P99999999999W",
    b"20301332T999999Z",
]


@settings(max_examples=200)
@given(st.data())
def test_a_mutated_file_is_read_or_rejected(data: st.DataObject) -> None:
    mutated = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, max(len(mutated) - 1, 0)))
        match data.draw(st.sampled_from(["cut", "flip", "insert", "repeat", "drop"])):
            case "cut":
                del mutated[place:]
            case "flip" if mutated:
                mutated[place] ^= 1 << data.draw(st.integers(0, 7))
            case "insert":
                mutated[place:place] = data.draw(st.sampled_from(WORDS) | st.binary(max_size=8))
            case "repeat":
                mutated += mutated[place : place + 200] * data.draw(st.integers(1, 20))
            case _:
                del mutated[place : place + data.draw(st.integers(1, 40))]
    read = read_ics(bytes(mutated))
    assert read.events or read.rejected
    assert all(part.code.startswith("ical.") and part.message for part in read.rejected)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_rejected(data: bytes) -> None:
    read = read_ics(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + data)
    assert read.events or read.rejected


def test_a_deeply_nested_file_takes_memory_in_proportion_to_its_size() -> None:
    nested = calendar("BEGIN:A\r\n" * 20_000 + "END:A\r\n" * 20_000)
    tracemalloc.start()
    try:
        assert codes(read_ics(nested)) == ["no_event"]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100 * len(nested)


def test_rules_that_never_match_stop() -> None:
    """Counted in function calls, not in seconds."""
    never = ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "EXDATE;TZID=Europe/Vienna:20300108T180000")
    data = calendar(*[vevent(START, *never, uid=str(n)) for n in range(2)])
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1

    sys.setprofile(count)
    try:
        assert codes(read_ics(data)) == ["never"] * 2
    finally:
        sys.setprofile(None)
    assert steps < 5_000_000


HOURS = "BYHOUR=" + ",".join(map(str, range(24)))
POSITIONS = "BYSETPOS=" + ",".join(map(str, range(2, 90)))
HARD_RULES = [
    "FREQ=DAILY;INTERVAL=2;COUNT=1000000",
    f"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA;{HOURS};{POSITIONS};COUNT=100000",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA;BYSETPOS=7",
]


@pytest.mark.slow
@pytest.mark.parametrize("rule", HARD_RULES)
def test_a_file_full_of_hard_rules_stops(rule: str) -> None:
    """Counted in function calls: a file of many costs little more than one of some."""
    calls = []
    for events in (80, 160):
        parts = [vevent("DTSTART:19000102T180000Z", f"RRULE:{rule}", uid=f"{n}@there") for n in range(events)]
        found = 0

        def count(*_: object) -> None:
            nonlocal found
            found += 1

        sys.setprofile(count)
        try:
            read = read_ics(calendar(*parts))
        finally:
            sys.setprofile(None)
        assert len(read.events) + len(read.rejected) == events
        assert set(codes(read)) <= {"too_costly"}
        calls.append(found)
    assert calls[1] < 25_000_000
    assert calls[1] - calls[0] < 10_000_000


def test_thousands_of_real_rules_are_read() -> None:
    rules = ["FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=DAILY;COUNT=30", "FREQ=YEARLY"]
    parts = [
        vevent("DTSTART:20100105T180000Z", f"RRULE:{rules[n % 4]}", uid=f"{n}@there") for n in range(1_000)
    ]
    assert codes(read_ics(calendar(*parts))) == []


def test_properties_that_are_not_read_cost_nothing() -> None:
    """Neither their values nor what is inside of the event, such as alarms."""
    alarm = "BEGIN:VALARM\r\nDTSTART:soon\r\nSUMMARY:Not mine\r\nEND:VALARM"
    (event,) = read_ics(
        calendar(vevent(alarm, START, *['ATTENDEE;CN="A;B":mailto:a@b'] * 1_000, "SUMMARY:Mine"))
    ).events
    assert event.title == "Mine"


def test_an_import_counts_every_component_and_adds_nothing_twice(sqlite_kit: Kit, tmp_path: Path) -> None:
    create_community(sqlite_kit)
    folder = tmp_path / "calendars"
    folder.mkdir()
    (folder / "good.ics").write_bytes(GOOD)
    (folder / "twin.ics").write_bytes(GOOD)
    (folder / "bad.ics").write_bytes(b"nothing")
    report = import_calendars(sqlite_kit, folder, "town")
    assert {name: (part.rows, part.imported, dict(part.skipped)) for name, part in report.tables.items()} == {
        "bad.ics": (1, 0, {"no calendar": 1}),
        "good.ics": (2, 2, {}),
        "twin.ics": (2, 0, {"duplicate id": 2}),
    }
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(folder / "good.ics", "deep/good.ICS")
    again = import_calendars(sqlite_kit, tmp_path / "all.zip", "town")
    assert (again.imported, again.tables["deep/good.ICS"].skipped) == (0, {"already imported": 2})
    changed = GOOD.replace(b"SUMMARY:Meet", b"SEQUENCE:1\r\nSUMMARY:Great meet")
    (folder / "later.ics").write_bytes(changed)
    later = import_calendars(sqlite_kit, folder, "town").tables["later.ics"]
    assert (later.rows, later.imported, later.changes) == (2, 1, {"updated": 1})
    assert later.skipped == {"duplicate id": 1}
    empty = tmp_path / "none"
    empty.mkdir()
    for path, code in ((empty, "no_calendars"), (tmp_path / "nowhere", "not_there")):
        with assert_invalid(path=code):
            import_calendars(sqlite_kit, path, "town")


@pytest.mark.shared
def test_every_real_file_is_imported_or_rejected(sqlite_kit: Kit, shared_data: Path) -> None:
    create_community(sqlite_kit)
    (archive,) = (shared_data / "ical").glob("*.zip")
    report = import_calendars(sqlite_kit, archive, "town")
    assert len(report.tables) == 163
    for part in report.tables.values():
        assert part.rows == part.imported + sum(part.skipped.values()) > 0
    assert report.imported >= 50
    assert "unreadable" not in {reason for part in report.tables.values() for reason in part.skipped}
    again = import_calendars(sqlite_kit, archive, "town")
    assert again.imported == 0
    ask(sqlite_kit, SYSTEM, "town", ListUpcomingEvents())


def test_a_fold_may_stand_inside_of_a_character() -> None:
    """RFC 5545, section 3.1: "it is possible for very simple implementations to generate improperly folded lines"."""
    title = "\u00fc\U0001f600" * 40
    line = f"SUMMARY:{title}".encode()
    for size in range(20, 75):
        folded = b"\r\n ".join(line[start : start + size] for start in range(0, len(line), size))
        data = calendar(vevent(START, "X-HERE:1")).replace(b"X-HERE:1", folded)
        assert [event.title for event in read_ics(data).events] == [title]
    utf_16 = calendar(vevent(START, f"SUMMARY:{title[:20]}\r\n {title[20:]}")).decode().encode("utf-16")
    assert [event.title for event in read_ics(utf_16).events] == [title]


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (vevent(START, "DURATION:-PT1H", uid="b@there"), "before_start"),
        (vevent("SUMMARY:No start", uid="b@there"), "no_start"),
        (vevent(START, "RRULE:FREQ=NEVER", uid="b@there"), "bad_property"),
        ("BEGIN:VTODO\r\nUID;X-A=1:b@there\r\nEND:VTODO", "no_event"),
        ("BEGIN:VEVENT\r\nuid:b@there\r\nSUMMARY:Cut", "truncated"),
        (vevent(START, "X-LONG:" + "x" * 300_000, uid="b@there"), "too_large"),
    ],
)
def test_a_rejected_component_tells_its_uid(part: str, code: str) -> None:
    data = calendar(part).removesuffix(b"\r\nEND:VCALENDAR\r\n") if code == "truncated" else calendar(part)
    (rejected,) = read_ics(data).rejected
    assert rejected.uid == "b@there"
    if code != "bad_property":
        assert rejected.code == f"ical.{code}"


def test_a_rejected_component_without_a_uid_of_its_own_has_none() -> None:
    inner = "BEGIN:VALARM\r\nUID:of-the-alarm\r\nEND:VALARM"
    (rejected,) = read_ics(calendar(f"BEGIN:VTODO\r\n{inner}\r\nEND:VTODO")).rejected
    assert rejected.uid == ""


def test_a_long_text_is_cut_between_characters_as_readers_see_them() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    read = read_ics(
        calendar(vevent(START, f"SUMMARY:{'a' * 298}{family}", f"DESCRIPTION:{'b' * 39_998}{family}"))
    )
    (event,) = read.events
    assert (event.title, event.body) == ("a" * 298, "b" * 39_998)
