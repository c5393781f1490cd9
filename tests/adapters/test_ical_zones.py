"""The time zones of .ics files: matched by name, by rules, or taken as the file explains them; never in silence."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from commkit.adapters.ical import read_ics
from commkit.adapters.ical.vtimezone import write_vtimezone
from commkit.adapters.ical.zone_rules import ZoneRules, read_rules
from commkit.events.local_time.policy import parse_local, parse_time_zone, to_local, to_utc
from commkit.events.recurrence.policy import schedule_of
from commkit.events.rule_starts.records import Steps
from tests.adapters.test_ical_in import calendar, codes, vevent


def observance(kind: str, start: str, before: str, after: str, *more: str) -> str:
    lines = [f"BEGIN:{kind}", f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", *more]
    return "\r\n".join([*lines, f"END:{kind}"])


def vtimezone(tzid: str, *observances: str, more: str = "") -> str:
    return "\r\n".join(
        ["BEGIN:VTIMEZONE", f"TZID:{tzid}", *([more] if more else []), *observances, "END:VTIMEZONE"]
    )


CENTRAL_EUROPE = (
    observance("STANDARD", "16010101T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
    observance("DAYLIGHT", "16010101T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
)
EASTERN = (
    observance("STANDARD", "16010101T020000", "-0400", "-0500", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
    observance("DAYLIGHT", "16010101T020000", "-0500", "-0400", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
)
SYDNEY = (
    observance("STANDARD", "16010101T030000", "+1100", "+1000", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4"),
    observance("DAYLIGHT", "16010101T020000", "+1000", "+1100", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=10"),
)
LORD_HOWE = (
    observance("STANDARD", "20080406T020000", "+1100", "+1030", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4"),
    observance("DAYLIGHT", "20081005T020000", "+1030", "+1100", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=10"),
)
INDIA = (observance("STANDARD", "16010101T000000", "+0530", "+0530"),)
NEPAL = (observance("STANDARD", "16010101T000000", "+0545", "+0545"),)
ODD = (observance("STANDARD", "16010101T000000", "+0317", "+0317"),)
"""No time zone of this century has this offset."""
ODD_SUMMER = (
    observance("STANDARD", "20000901T030000", "+0417", "+0317", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=9"),
    observance("DAYLIGHT", "20000501T020000", "+0317", "+0417", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=5"),
)
CUSTOM = "Customized Time Zone"


def at(local: str, rule: str = "", *zone: str, tzid: str = CUSTOM, more: str = "") -> bytes:
    lines = [f"DTSTART;TZID={tzid}:{local}", *([rule] if rule else []), *([more] if more else [])]
    return calendar(vtimezone(tzid, *zone), vevent(*lines))


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (CENTRAL_EUROPE, "Europe/Vienna"),
        (EASTERN, "America/New_York"),
        (SYDNEY, "Australia/Sydney"),
        (LORD_HOWE, "Australia/Lord_Howe"),
        (INDIA, "Asia/Calcutta"),
        (NEPAL, "Asia/Katmandu"),
    ],
)
@pytest.mark.parametrize("rule", ["", "RRULE:FREQ=WEEKLY"])
def test_a_zone_is_matched_by_its_rules(zone: tuple[str, ...], expected: str, rule: str) -> None:
    """Whichever of the zones with these clocks it is: its offsets are those of the expected one, in both seasons."""
    for local in ("20300108T180000", "20300708T180000"):
        read = read_ics(at(local, rule, *zone))
        (event,) = read.events
        found = parse_time_zone(event.time_zone)
        assert read.time_zones == {CUSTOM: event.time_zone}
        assert event.local_start == f"{local[:4]}-{local[4:6]}-{local[6:8]}T18:00:00"
        for month in range(1, 13):
            for year in range(2030, 2040):
                moment = datetime(year, month, 15, tzinfo=UTC)
                assert (
                    moment.astimezone(found).utcoffset() == moment.astimezone(ZoneInfo(expected)).utcoffset()
                )


def test_the_zone_that_is_named_is_preferred() -> None:
    """Of those with the same clocks: one whose city is in the name, then that of the calendar, then a usual one."""
    named = "(UTC+01:00) Amsterdam, Bern, Stockholm"
    quoted = calendar(vtimezone(named, *CENTRAL_EUROPE), vevent(f'DTSTART;TZID="{named}":20300108T180000'))
    assert read_ics(quoted).events[0].time_zone in ("Europe/Amsterdam", "Europe/Stockholm")
    plain = at("20300108T180000", "", *CENTRAL_EUROPE)
    assert read_ics(plain, time_zone="Europe/Vienna").events[0].time_zone == "Europe/Vienna"
    assert read_ics(plain).events[0].time_zone == read_ics(plain).events[0].time_zone
    own = plain.replace(b"VERSION:2.0", b"VERSION:2.0\r\nX-WR-TIMEZONE:Europe/Oslo")
    assert read_ics(own, time_zone="Europe/Vienna").events[0].time_zone == "Europe/Oslo"
    located = calendar(
        vtimezone(CUSTOM, *CENTRAL_EUROPE, more="X-LIC-LOCATION:Europe/Rome"),
        vevent(f"DTSTART;TZID={CUSTOM}:20300108T180000"),
    )
    assert read_ics(located).events[0].time_zone == "Europe/Rome"


def test_so_many_zones_of_its_own_a_file_may_have_and_any_number_of_named_ones() -> None:
    """Each of its own is compared with hundreds."""
    names = sorted(name for name in available_timezones() if name.startswith("Europe/"))[:40]
    named = [vevent(f"DTSTART;TZID={name}:20300108T180000", uid=name) for name in names]
    own = [f"{CUSTOM} {number}" for number in range(25)]
    zones = [vtimezone(name, *CENTRAL_EUROPE) for name in own]
    events = [vevent(f"DTSTART;TZID={name}:20300108T180000", uid=name) for name in own]
    read = read_ics(calendar(*zones, *named, *events))
    assert (len(read.events), codes(read)) == (60, ["unknown_zone"] * 5)


def test_a_single_event_in_a_zone_of_its_own_keeps_its_moment() -> None:
    (event,) = read_ics(at("20300108T180000", "", *ODD)).events
    assert (event.local_start, event.local_end, event.time_zone) == (
        "2030-01-08T14:43:00", "2030-01-08T15:43:00", "UTC",
    )  # fmt: skip
    (event,) = read_ics(at("20300708T180000", "", *ODD_SUMMER)).events
    assert event.local_start == "2030-07-08T13:43:00"


def test_a_series_in_a_zone_of_its_own_becomes_its_moments() -> None:
    rule = "RRULE:FREQ=MONTHLY;COUNT=6"
    (event,) = read_ics(
        at("20300301T003000", rule, *ODD_SUMMER, more=f"EXDATE;TZID={CUSTOM}:20300401T003000")
    ).events
    assert (event.rrule, event.exdates, event.time_zone) == ("", (), "UTC")
    assert [event.local_start, *event.rdates] == [
        "2030-02-28T21:13:00",
        "2030-04-30T21:13:00",  # before the first Sunday of May
        "2030-05-31T20:13:00",
        "2030-06-30T20:13:00",
        "2030-07-31T20:13:00",
    ]
    assert [f"{start:%m-%d %H:%M}" for start in schedule_of(event).starts(
        after=None, until=datetime(2040, 1, 1), limit=3  # noqa: DTZ001  # local time
    )] == ["02-28 21:13", "04-30 21:13", "05-31 20:13"]  # fmt: skip


def test_a_series_without_end_in_a_zone_of_its_own_is_refused_with_the_reason() -> None:
    read = read_ics(at("20300301T003000", "RRULE:FREQ=WEEKLY", *ODD_SUMMER))
    assert (read.events, codes(read)) == ((), ["unknown_zone"])
    assert "IANA" in read.rejected[0].message


def test_overrides_of_a_series_in_a_zone_of_its_own() -> None:
    zoned = f";TZID={CUSTOM}:"
    read = read_ics(
        calendar(
            vtimezone(CUSTOM, *ODD_SUMMER),
            vevent(f"DTSTART{zoned}20300601T100000", "RRULE:FREQ=DAILY;COUNT=3"),
            vevent(f"RECURRENCE-ID{zoned}20300602T100000", f"DTSTART{zoned}20300602T120000"),
        )
    )
    (event,) = read.events
    assert event.rdates == ("2030-06-02T05:43:00", "2030-06-03T05:43:00")
    (override,) = event.overrides
    assert (override.original_start, override.local_start) == ("2030-06-02T05:43:00", "2030-06-02T07:43:00")


def test_old_events_and_rules_of_today() -> None:
    """A program that writes only the rules of today: American clocks changed on other days before 2007."""
    series = at("20040108T180000", "RRULE:FREQ=WEEKLY", *EASTERN, more="DTSTAMP:20240101T000000Z")
    assert read_ics(series).events[0].time_zone == "America/New_York"
    single = at("20040320T180000", "", *EASTERN, more="DTSTAMP:20240101T000000Z")
    (event,) = read_ics(single).events
    assert (event.time_zone, event.local_start) == ("UTC", "2004-03-20T22:00:00")  # as the file says: summer


@pytest.mark.parametrize(
    "zone",
    [
        (),
        (observance("STANDARD", "soon", "+0100", "+0100"),),
        (observance("STANDARD", "20000101T000000", "+9900", "+9900"),),
        (observance("STANDARD", "20000101T000000", "", "+0100"),),
        (observance("STANDARD", "00010101T000000", "+0100", "+0100"),),
        (observance("STANDARD", "20000101T000000", "+0100", "+0100", "RRULE:FREQ=SECONDLY"),),
    ],
)
def test_a_zone_that_explains_nothing_is_refused(zone: tuple[str, ...]) -> None:
    assert codes(read_ics(at("20300108T180000", "", *zone))) == ["unknown_zone"]


def test_a_zone_with_a_rule_that_is_too_much_work_is_refused() -> None:
    hard = observance(
        "STANDARD", "19000101T000000", "+0100", "+0200", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=1000000"
    )
    assert codes(read_ics(at("20300108T180000", "", hard))) == ["too_costly"]


ZONES = ["Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca",
         "America/St_Johns", "Pacific/Auckland", "America/Santiago", "UTC"]  # fmt: skip


@pytest.mark.parametrize("name", ZONES)
def test_the_clocks_of_a_written_vtimezone_are_those_of_its_zone(name: str) -> None:
    """In winter and summer, before and after each change, and at local times that are skipped or come twice."""
    zone = ZoneInfo(name)
    written = write_vtimezone(name, 2028, 2036).decode()
    rules = read_rules(written.splitlines(), range(2030, 2034), Steps())
    assert isinstance(rules, ZoneRules)
    local = datetime(2030, 1, 1)  # noqa: DTZ001  # local time
    while local.year < 2034:
        assert to_utc(local, rules) == to_utc(local, zone)
        moment = local.replace(tzinfo=UTC)
        assert to_local(moment, rules) == to_local(moment, zone)
        local += timedelta(hours=5, minutes=30)
    for change in rules.changes:
        for minutes in (-61, -31, -1, 0, 1, 29, 31, 59, 61):
            near = change.at + change.before + timedelta(minutes=minutes)
            if 2030 <= near.year < 2034:
                assert to_utc(near, rules) == to_utc(near, zone)


@pytest.mark.parametrize("name", ["Europe/Vienna", "America/New_York", "Australia/Sydney", "Asia/Kathmandu"])
def test_floating_times_are_in_the_time_zone_of_their_calendar(name: str) -> None:
    floating = vevent("DTSTART:20300708T180000", "DTEND:20300708T190000")
    read = read_ics(calendar(floating, more=f"X-WR-TIMEZONE:{name}"), time_zone="Asia/Tokyo")
    assert (read.events[0].time_zone, read.rejected) == (name, ())
    after = calendar(floating).replace(b"END:VCALENDAR", f"X-WR-TIMEZONE:{name}\r\nEND:VCALENDAR".encode())
    assert read_ics(after).events[0].time_zone == name
    zoned = read_ics(calendar(vevent("DTSTART:20300708T180000Z"), more=f"X-WR-TIMEZONE:{name}")).events[0]
    assert to_utc(parse_local(zoned.local_start, ""), parse_time_zone(zoned.time_zone)).hour == 18


def test_each_calendar_of_a_file_has_its_own_time_zone() -> None:
    first = calendar(vevent("DTSTART:20300708T180000"), more="X-WR-TIMEZONE:Europe/Vienna")
    second = calendar(vevent("DTSTART:20300708T180000", uid="b@there"))
    third = calendar(
        vevent("DTSTART:20300708T180000", uid="c@there"), more="X-WR-TIMEZONE:Eastern Standard Time"
    )
    read = read_ics(first + second + third, time_zone="Asia/Tokyo")
    assert [event.time_zone for event in read.events] == ["Europe/Vienna", "Asia/Tokyo", "America/New_York"]


def test_a_calendar_time_zone_that_is_none_is_told() -> None:
    read = read_ics(calendar(vevent("DTSTART:20300708T180000"), more="X-WR-TIMEZONE:Middle Earth"))
    assert (read.events[0].time_zone, codes(read)) == ("UTC", ["unknown_zone"])
    assert "UTC" in read.rejected[0].message
