"""An occurrence stands where its event stands, whatever happens, and lists of a space have just that."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import update

from commkit import SYSTEM, CommkitError, Kit, PluginError, Session
from commkit.events import (
    CancelEvent,
    CancelOccurrence,
    EditEvent,
    Event,
    EventId,
    ExternalEvent,
    ExternalOccurrence,
    ImportEvents,
    ListMyEvents,
    ListPastEvents,
    ListUpcomingEvents,
    Occurrence,
    ReadEvent,
    RescheduleOccurrence,
    event,
    occurrence,
)
from commkit.events.jobs import ExtendSeries
from commkit.spaces import CreateSpace, SpaceId
from commkit.testing.clock import ManualClock
from commkit.testing.kits import SqliteTemplates
from tests.events.counters import misplaced_occurrences
from tests.events.fixtures import NOON, create_event, in_days
from tests.events.fixtures import occurrences as occurrences_of
from tests.helpers import ask, do, wait_for_lock_waiter
from tests.sample import Sample, create_community

LISTS: tuple[Any, ...] = (ListUpcomingEvents, ListPastEvents, ListMyEvents)
RULES = st.sampled_from(("", "FREQ=DAILY;COUNT=4", "FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=3"))
DAYS = st.integers(2, 9)
PLACE = st.integers(0, 5)


def make_space(kit: Kit, slug: str) -> SpaceId:
    return do(kit, "owner", "town", CreateSpace(slug, slug.title())).id


def listed(session: Session, query: Any, **fields: Any) -> list[Occurrence]:
    """All pages of a list."""
    found: list[Occurrence] = []
    after: str | None = None
    while True:
        page = session.ask(query(**fields, after=after, limit=7))
        found += page.items
        after = page.next
        if after is None:
            return found


def wrong_lists(kit: Kit, spaces: list[SpaceId]) -> list[str]:
    """Every list of a space that has something else than what stands there of the list of all."""
    with kit.session("ada", "town", read_only=True) as session:
        everything = {query: listed(session, query) for query in LISTS}
        stands_in = {
            id: session.ask(ReadEvent(id)).space
            for id in {each.event for found in everything.values() for each in found}
        }
        return [
            f"{query.__name__} of {space}"
            for query, found in everything.items()
            for space in spaces
            if listed(session, query, space=space)
            != [each for each in found if stands_in[each.event] == space]
        ]


class Moves(RuleBasedStateMachine):
    """Events that are created, changed, moved, cancelled, imported and extended, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.stack = ExitStack()
        self.clock = ManualClock(NOON)
        made = SqliteTemplates(Path(self.folder.name)).kit(self.stack, (Sample(),), {"clock": self.clock})
        self.kit: Kit = made
        create_community(made, members=("ada",), settings={"events": {"max_upcoming_occurrences": 5}})
        self.spaces = [make_space(made, slug) for slug in ("board", "garden")]
        self.events: list[Event] = []

    def send(self, actor: Any, command: Any) -> None:
        """Send a command; refusals are no matter here."""
        try:
            do(self.kit, actor, "town", command)
        except PluginError:
            raise
        except CommkitError:
            pass

    def times(self, day: int) -> dict[str, str]:
        start = self.clock() + timedelta(days=day)
        return {
            "local_start": f"{start:%Y-%m-%dT%H:00}",
            "local_end": f"{start + timedelta(hours=2):%Y-%m-%dT%H:00}",
        }

    @initialize(rrule=RULES)
    def begins(self, rrule: str) -> None:
        self.creates(rrule)

    @rule(rrule=RULES)
    def creates(self, rrule: str) -> None:
        space = (*self.spaces, None)[len(self.events) % 3]
        self.events.append(create_event(self.kit, rrule=rrule, space=space, **self.times(3)))

    @rule(
        place=PLACE,
        space=st.integers(0, 1),
        day=st.none() | DAYS,
        rrule=st.none() | RULES,
        stale=st.booleans(),
    )
    def edits(self, place: int, space: int, day: int | None, rrule: str | None, stale: bool) -> None:
        event = self.at(place)
        changes: dict[str, Any] = {} if day is None else dict(self.times(day))
        version = event.version - int(stale)
        self.send(
            "ada",
            EditEvent(event=event.id, version=version, space=self.spaces[space], rrule=rrule, **changes),
        )

    @rule(place=PLACE)
    def cancels(self, place: int) -> None:
        self.send("ada", CancelEvent(self.at(place).id))

    @rule(place=PLACE, which=PLACE, day=st.none() | DAYS)
    def changes_one(self, place: int, which: int, day: int | None) -> None:
        found = occurrences_of(self.kit, self.at(place))
        one = found[which % len(found)].id
        self.send(
            "ada", CancelOccurrence(one) if day is None else RescheduleOccurrence(one, **self.times(day))
        )

    @rule(place=st.none() | PLACE, day=DAYS, rrule=RULES, override=st.booleans())
    def imports(self, place: int | None, day: int, rrule: str, override: bool) -> None:
        times, moved = self.times(day), self.times(day + 1)
        event = None if place is None else self.at(place)
        external = ExternalEvent(
            uid="new@there" if event is None else event.uid,
            title="From elsewhere",
            time_zone="Europe/Vienna",
            rrule=rrule,
            sequence=0 if event is None else event.sequence + 1,
            overrides=(ExternalOccurrence(original_start=times["local_start"], **moved),) if override else (),
            **times,
        )
        self.send(SYSTEM, ImportEvents((external,)))

    @rule(days=st.sampled_from((1, 8, 40)))
    def passes(self, days: int) -> None:
        self.clock.advance(in_days(days))
        self.kit.worker().drain()

    def at(self, place: int) -> Event:
        return ask(self.kit, SYSTEM, "town", ReadEvent(self.events[place % len(self.events)].id))

    @invariant()
    def occurrences_stand_where_their_events_do(self) -> None:
        assert misplaced_occurrences(self.kit) == []
        assert wrong_lists(self.kit, self.spaces) == []

    def teardown(self) -> None:
        self.stack.close()
        self.folder.cleanup()


TestMoves = Moves.TestCase
TestMoves.settings = settings(max_examples=8, stateful_step_count=12, deadline=None)


def test_control_an_event_that_moves_alone_is_seen(town: Kit) -> None:
    spaces = [make_space(town, slug) for slug in ("board", "garden")]
    made = create_event(town, space=spaces[0], rrule="FREQ=WEEKLY;COUNT=3")
    assert (misplaced_occurrences(town), wrong_lists(town, spaces)) == ([], [])
    with town.database.engine.begin() as connection:
        connection.execute(update(event).where(event.c.id == made.id).values(space=spaces[1]))
    assert len(misplaced_occurrences(town)) == 3
    assert wrong_lists(town, spaces)
    with town.database.engine.begin() as connection:
        connection.execute(update(occurrence).values(space=spaces[1]))
    assert (misplaced_occurrences(town), wrong_lists(town, spaces)) == ([], [])


def _move(session: Session, id: EventId, space: SpaceId) -> None:
    session.do(EditEvent(event=id, version=1, space=space))


def _extend(session: Session, id: EventId, space: SpaceId) -> None:
    session.do(ExtendSeries(id))


@pytest.fixture
def on_postgres(migrated_postgres_url: str, reused_kits: Any, clock: ManualClock) -> Iterator[Kit]:
    """A town on PostgreSQL, where two write at once."""
    with reused_kits.kit(migrated_postgres_url, clock=clock) as kit:
        create_community(kit, members=("ada",), settings={"events": {"max_upcoming_occurrences": 5}})
        yield kit


@pytest.mark.postgres
@pytest.mark.parametrize(("first", "second"), [(_move, _extend), (_extend, _move)])
def test_what_is_added_while_its_event_moves_moves_along(
    on_postgres: Kit, clock: ManualClock, first: Any, second: Any
) -> None:
    """Whichever comes first: the other one waits for the event's row."""
    board, garden = (make_space(on_postgres, slug) for slug in ("board", "garden"))
    made = create_event(on_postgres, rrule="FREQ=WEEKLY", space=board)
    clock.advance(in_days(30))

    def run(work: Any) -> None:
        with on_postgres.session(SYSTEM, "town") as session:
            work(session, made.id, garden)

    with ThreadPoolExecutor(1) as pool:
        with on_postgres.session(SYSTEM, "town") as session:
            first(session, made.id, garden)
            waiting = pool.submit(run, second)
            wait_for_lock_waiter(on_postgres)
        waiting.result()
    found = occurrences_of(on_postgres, made)
    assert len(found) > 5, "some were added"
    assert ask(on_postgres, SYSTEM, "town", ReadEvent(made.id)).space == garden
    assert misplaced_occurrences(on_postgres) == []
    with on_postgres.session(SYSTEM, "town", read_only=True) as session:
        in_garden = [each for query in LISTS[:2] for each in listed(session, query, space=garden)]
    assert {each.id for each in in_garden} == {each.id for each in found}
