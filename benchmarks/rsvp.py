"""RSVPs: members want seats at an event; the first hundred get one, the others wait."""

from collections.abc import Iterator

from benchmarks.forum import SLUG
from benchmarks.measure import Figure
from benchmarks.pair import BenchmarkPair
from benchmarks.raw import RawDatabase, now
from commkit import SYSTEM, Kit
from commkit.events import CreateEvent, ListOccurrences, Occurrence, OccurrenceId, Rsvp

SEATS = 100
_EACH = 5

OCCURRENCE = """
SELECT o.id, o.event, e.title, e.location, e.time_zone, o.original_start, o.local_start, o.local_end,
       o.starts_at, o.ends_at, o.moved, o.capacity,
       o.going, o.maybe, o.declined, o.waitlisted, o.checked_in, o.rated, o.stars, o.thread,
       o.ended_at, o.cancelled_at, o.cancellation_reason, e.host, a.status, a.waitlist_position
FROM commkit_occurrence o
JOIN commkit_event e ON e.community_id = o.community_id AND e.id = o.event
LEFT JOIN commkit_attendance a ON a.community_id = o.community_id AND a.occurrence = o.id AND a.member = ?
WHERE o.community_id = ? AND o.id = ?
  AND (e.access = 'open' OR e.host = ?
       OR EXISTS (SELECT 1 FROM commkit_event_cohost h
                  WHERE h.community_id = e.community_id AND h.event = e.id AND h.member = ?)
       OR EXISTS (SELECT 1 FROM commkit_event_invited i
                  WHERE i.community_id = e.community_id AND i.event = e.id AND i.member = ?))"""
TAKE_SEAT = """
UPDATE commkit_occurrence SET
  going = going + CASE WHEN waitlisted = 0 AND (capacity IS NULL OR going < capacity) THEN 1 ELSE 0 END,
  waitlisted = waitlisted + CASE WHEN waitlisted = 0 AND (capacity IS NULL OR going < capacity) THEN 0 ELSE 1 END,
  last_position = last_position + CASE WHEN waitlisted = 0 AND (capacity IS NULL OR going < capacity) THEN 0 ELSE 1 END
WHERE community_id = ? AND id = ? AND cancelled_at IS NULL AND ends_at > ? RETURNING going, waitlisted, last_position"""
ANSWER = """
INSERT INTO commkit_attendance (community_id, occurrence, member, status, waitlist_position, responded_at, comment)
VALUES (?, ?, ?, ?, ?, ?, '') ON CONFLICT DO NOTHING"""


def rsvp_by_us(kit: Kit, actor: str, occurrence: OccurrenceId) -> None:
    """Take a seat, or a place on the waitlist."""
    with kit.session(actor, SLUG) as session:
        session.do(Rsvp(occurrence, "going"))


def rsvp_by_hand(raw: RawDatabase, actor: str, occurrence: OccurrenceId) -> None:
    """Take a seat, or a place on the waitlist."""
    raw.begin(True)
    found = raw.look_up(actor, SLUG)
    here, me, id = found[0], found[5], raw.id_of(occurrence)
    seen = raw.execute(OCCURRENCE, (me, here, id, me, me, me)).fetchone()
    assert seen[24] is None, "nobody answers twice"
    moment = now()
    at = raw.at_of(moment)
    _, waitlisted, last = raw.execute(TAKE_SEAT, (here, id, at)).fetchall()[0]
    answer, position = ("waitlisted", last) if waitlisted else ("going", None)
    assert raw.execute(ANSWER, (here, id, me, answer, position, at)).rowcount == 1
    member = raw.uuid_of(me)
    raw.tell(
        here,
        "events.rsvp_changed",
        moment,
        occurrence=occurrence,
        member=member,
        status=answer,
        waitlist_position=position,
    )
    raw.audit(here, "events.rsvp", moment, member=me, result=id)
    raw.commit()


def figures(pair: BenchmarkPair, members: int) -> Iterator[Figure]:
    """One member after another wants a seat."""
    callers = [f"user:{number}" for number in range(members)]
    ours, by_hand = (
        _turns(create_events(pair.kit, callers, pair.calls(each=_EACH)), callers) for _ in range(2)
    )

    yield pair.compare(
        "an RSVP",
        lambda kit: rsvp_by_us(kit, *next(ours)),
        lambda: rsvp_by_hand(pair.raw, *next(by_hand)),
        sqlite=2.5,
        postgres=1.5,
        each=_EACH,
    )


def _turns(occurrences: list[Occurrence], callers: list[str]) -> Iterator[tuple[str, OccurrenceId]]:
    return ((actor, occurrence.id) for occurrence in occurrences for actor in callers)


def create_events(kit: Kit, callers: list[str], calls: int) -> list[Occurrence]:
    """Events enough for so many answers."""
    found = []
    with kit.session(SYSTEM, SLUG) as session:
        for _ in range(-(-calls // len(callers))):
            event = session.do(
                CreateEvent(
                    title="A meeting",
                    local_start="2040-05-01T18:00",
                    local_end="2040-05-01T20:00",
                    time_zone="UTC",
                    capacity=SEATS,
                )
            )
            found.append(session.ask(ListOccurrences(event.id)).items[0])
    return found
