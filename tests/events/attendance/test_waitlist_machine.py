"""Whatever people answer and hosts change, in any order: nobody sits without a seat, nobody waits beside a free one."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from commkit import Conflict, Kit
from commkit.events import RsvpStatus, SetEventCapacity
from commkit.events.attendance.tables import attendance
from commkit.members.tables import membership
from commkit.testing.kits import TemplateDatabases
from tests.events.counters import wrong_counters
from tests.events.fixtures import create_event, rsvp
from tests.helpers import assert_refused, do
from tests.sample import Sample, create_community

PEOPLE = ("ada", "bob", "eve", "joe", "kim")
ANSWERS = select(membership.c.key, attendance.c.status, attendance.c.waitlist_position).join(
    membership,
    (membership.c.community_id == attendance.c.community_id) & (membership.c.id == attendance.c.member),
)
FAR = {"local_start": "2100-01-08T18:00", "local_end": "2100-01-08T20:00"}


class Waitlist(RuleBasedStateMachine):
    """The model: who sits, and who waits, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        templates = TemplateDatabases(Path(self.folder.name))
        self.kit: Kit = templates.kit(Path(self.folder.name) / "town.db", (Sample(),), {})
        create_community(self.kit, members=PEOPLE)
        self.seats: int | None = None
        self.sit: set[str] = set()
        self.wait: list[str] = []

    @initialize(seats=st.none() | st.integers(1, 3))
    def begin(self, seats: int | None) -> None:
        self.event = create_event(self.kit, capacity=seats, **FAR)
        self.seats = seats

    @rule(who=st.sampled_from(PEOPLE))
    def wants_a_seat(self, who: str) -> None:
        answer = rsvp(self.kit, who, self.event)
        if who not in self.sit and who not in self.wait:
            if not self.wait and (self.seats is None or len(self.sit) < self.seats):
                self.sit.add(who)
            else:
                self.wait.append(who)
        assert answer.my_status == (RsvpStatus.GOING if who in self.sit else RsvpStatus.WAITLISTED)

    @rule(who=st.sampled_from(PEOPLE), status=st.sampled_from(["maybe", "declined"]))
    def gives_up(self, who: str, status: Any) -> None:
        rsvp(self.kit, who, self.event, status)
        self.sit.discard(who)
        self.wait = [one for one in self.wait if one != who]
        self.move_up()

    @rule(seats=st.none() | st.integers(1, 5))
    def has_seats(self, seats: int | None) -> None:
        if seats is not None and seats < len(self.sit):
            with assert_refused(Conflict, "events.seats_taken"):
                do(self.kit, "ada", "town", SetEventCapacity(self.event.id, seats))
            return
        do(self.kit, "ada", "town", SetEventCapacity(self.event.id, seats))
        self.seats = seats
        self.move_up()

    def move_up(self) -> None:
        while self.wait and (self.seats is None or len(self.sit) < self.seats):
            self.sit.add(self.wait.pop(0))

    @invariant()
    def the_books_are_right(self) -> None:
        if not hasattr(self, "event"):
            return
        assert wrong_counters(self.kit) == []
        with self.kit.database.engine.connect() as connection:
            rows = connection.execute(ANSWERS).all()
        assert {who for who, answer, _ in rows if answer is RsvpStatus.GOING} == self.sit
        waiting = sorted((position, who) for who, answer, position in rows if answer is RsvpStatus.WAITLISTED)
        assert [who for _, who in waiting] == self.wait

    def teardown(self) -> None:
        with closing(self.kit):
            self.folder.cleanup()


TestWaitlist = Waitlist.TestCase
TestWaitlist.settings = settings(max_examples=10, stateful_step_count=15, deadline=None)
