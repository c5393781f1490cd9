"""However many want a seat at once: each is given once, and the waitlist follows the order of the commits."""

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url, select

from commkit import SYSTEM, Kit
from commkit.events import Rsvp, RsvpChanged, RsvpStatus
from commkit.events.attendance.tables import attendance
from commkit.events.records import OccurrenceId
from commkit.importers import ExternalMember, ImportMembers
from commkit.runtime.storage.tables import outbox
from commkit.runtime.values.serialization import from_json
from tests.events.counters import wrong_counters
from tests.events.fixtures import create_event, read_occurrence
from tests.helpers import do, run_concurrently
from tests.runtime.processes import run_in_processes
from tests.sample import create_community, new_kit

WHOLE = os.environ.get("COMMKIT_FAULTS") == "all"
WANT = 10_000 if WHOLE else 1_000
SEATS = 100
WORKERS = 8
FAR = {"local_start": "2100-01-08T18:00", "local_end": "2100-01-08T20:00"}


def people(kit: Kit, count: int) -> None:
    """Members `m0` to `m{count - 1}` of `town`."""
    run = uuid4()
    for start in range(0, count, 500):
        batch = tuple(
            ExternalMember(
                external_id=str(n), key=f"m{n}", name=f"M{n}", joined_at=datetime(2020, 1, 1, tzinfo=UTC)
            )
            for n in range(start, min(start + 500, count))
        )
        do(kit, SYSTEM, "town", ImportMembers("test", run, batch))


def want_seats(
    number: int, url: str, occurrence: OccurrenceId, count: int
) -> list[tuple[int, str, int | None]]:
    """Every eighth member wants a seat."""
    got = []
    with closing(new_kit(url)) as kit:
        for n in range(number, count, WORKERS):
            answer = do(kit, f"m{n}", "town", Rsvp(occurrence, "going"))
            got.append((n, str(answer.my_status), answer.waitlist_position))
    return got


@pytest.mark.slow
@pytest.mark.faults
def test_no_seat_is_given_twice_and_the_waitlist_has_no_gap(url: str) -> None:
    with closing(new_kit(url)) as kit:
        create_community(kit)
        people(kit, WANT)
        event = create_event(kit, "owner", capacity=SEATS, **FAR)
        began = time.monotonic()
        got = [one for part in run_in_processes(want_seats, WORKERS, url, event.first, WANT) for one in part]
        took = time.monotonic() - began
        print(f"{WANT} answers by {WORKERS} processes in {took:.1f} s")  # noqa: T201
        seen = read_occurrence(kit, event)
        assert (seen.going, seen.waitlisted) == (SEATS, WANT - SEATS)
        assert [answer for _, answer, _ in got].count(RsvpStatus.GOING) == SEATS
        waiting = sorted(
            position for _, answer, position in got if answer == RsvpStatus.WAITLISTED and position
        )
        assert waiting == list(range(1, WANT - SEATS + 1))
        assert wrong_counters(kit) == []
        assert rows_of(kit) == {str(RsvpStatus.GOING): SEATS, str(RsvpStatus.WAITLISTED): WANT - SEATS}
        positions = committed_positions(kit)
        assert positions[:SEATS] == [None] * SEATS
        assert positions[SEATS:] == list(range(1, WANT - SEATS + 1))


def rows_of(kit: Kit) -> dict[str, int]:
    """How many rows there are of each answer."""
    with kit.database.engine.connect() as connection:
        answers = [str(answer) for (answer,) in connection.execute(select(attendance.c.status))]
    return {answer: answers.count(answer) for answer in set(answers)}


def committed_positions(kit: Kit) -> list[int | None]:
    """The numbers on the waitlist in the order of the facts, which is that of the commits."""
    with kit.database.engine.connect() as connection:
        rows = connection.execute(
            select(outbox.c.body).where(outbox.c.fact == RsvpChanged.name).order_by(outbox.c.id)
        )
        return [from_json(body)["waitlist_position"] for (body,) in rows]


@pytest.mark.slow
@pytest.mark.faults
def test_control_who_counts_first_and_inserts_then_oversells(url: str) -> None:
    with closing(new_kit(url)) as kit, kit.database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE naive_seat (who INTEGER PRIMARY KEY)")
    sold = run_in_processes(count_then_insert, WORKERS, url)
    assert sum(sold) > SEATS


def count_then_insert(number: int, url: str) -> int:
    """What many applications do: look whether a seat is free, and take it then; gives how many it took."""
    taken = 0
    with closing(raw(url)) as connection:
        for n in range(number, WANT, WORKERS):
            ((seats,),) = connection.execute("SELECT count(*) FROM naive_seat").fetchall()
            time.sleep(0.0005)  # an application does something in between
            if seats < SEATS:
                connection.execute(f"INSERT INTO naive_seat VALUES ({n})")
                taken += 1
    return taken


def raw(url: str) -> Any:
    """A connection of the driver, each statement in a transaction of its own."""
    if url.startswith("sqlite"):
        return sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=60)
    plain = make_url(url).set(drivername="postgresql")
    return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)


def test_a_member_who_answers_several_times_at_once_has_one_seat(kit: Kit) -> None:
    """The same member twice at once: one seat, one row."""
    create_community(kit, members=["ada", "bob"])
    event = create_event(kit, capacity=5)
    run_concurrently(6, lambda _: do(kit, "bob", "town", Rsvp(event.first, "going")))
    assert read_occurrence(kit, event).going == 1
    assert wrong_counters(kit) == []
