"""What is kept twice of events: counters, compared with what they count, and the spaces of occurrences."""

from typing import Any

from sqlalchemy import func, select

from commkit import Kit
from commkit.events import RsvpStatus
from commkit.events.attendance.tables import attendance
from commkit.events.hosting.tables import cohost
from commkit.events.occurrences.tables import occurrence
from commkit.events.tables import event


def misplaced_occurrences(kit: Kit) -> list[str]:
    """Every occurrence that says another space than its event."""
    of_event = (event.c.community_id == occurrence.c.community_id) & (event.c.id == occurrence.c.event)
    both = select(occurrence.c.id, occurrence.c.space, event.c.space).join(event, of_event)
    with kit.database.engine.connect() as connection:
        return [
            f"{id} says {said}, its event {is_in}"
            for id, said, is_in in connection.execute(both)
            if said != is_in
        ]


def wrong_counters(kit: Kit) -> list[str]:
    """Every wrong counter, every seat above the capacity, and every free seat while somebody waits."""
    with kit.database.engine.connect() as connection:
        rows = connection.execute(select(occurrence)).mappings().all()
        return [fault for row in rows for fault in _faults(connection, row)] + [
            f"{id} says {said} co-hosts"
            for id, said in connection.execute(select(event.c.id, event.c.cohosts))
            if said
            != connection.execute(
                select(func.count()).select_from(cohost).where(cohost.c.event == id)
            ).scalar_one()
        ]


def _faults(connection: Any, row: Any) -> list[str]:
    answers = (
        connection.execute(
            select(attendance).where(
                attendance.c.occurrence == row["id"], attendance.c.community_id == row["community_id"]
            )
        )
        .mappings()
        .all()
    )
    given = [answer["status"] for answer in answers]
    stars = [answer["stars"] for answer in answers if answer["stars"] is not None]
    counted = {
        "going": given.count(RsvpStatus.GOING),
        "maybe": given.count(RsvpStatus.MAYBE),
        "declined": given.count(RsvpStatus.DECLINED),
        "waitlisted": given.count(RsvpStatus.WAITLISTED),
        "checked_in": sum(answer["checked_in_at"] is not None for answer in answers),
        "rated": len(stars),
        "stars": sum(stars),
    }
    faults = [f"{name}: {row[name]} is said, {n} are there" for name, n in counted.items() if row[name] != n]
    capacity = row["capacity"]
    if capacity is not None and row["going"] > capacity:
        faults.append(f"{row['going']} sit on {capacity} seats")
    is_open = row["cancelled_at"] is None
    if is_open and row["waitlisted"] and (capacity is None or row["going"] < capacity):
        faults.append(f"{row['waitlisted']} wait while a seat is free")
    positions = [
        answer["waitlist_position"] for answer in answers if answer["status"] is RsvpStatus.WAITLISTED
    ]
    if len(set(positions)) != len(positions) or any(not 1 <= p <= row["last_position"] for p in positions):
        faults.append(f"numbers of the waitlist: {sorted(positions)}")
    return faults
