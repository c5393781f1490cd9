"""A state machine that does anything in any order, by people of every role, and checks what must always hold.

    TestTown = community_state_machine(make_kit, type="town").TestCase

Hypothesis runs it, and shows the shortest history that breaks a rule. After each step:

- what was refused is a typed error, and left every table as it was; so did every query;
- each stored number equals its rows (`commkit.testing.counters`);
- each fact of a command is an outbox row, each command an audit row;
- each id is used once, and foreign keys hold;
- an archived community is as it was.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select, text

from commkit.communities import ArchiveCommunity, ReopenCommunity
from commkit.kit import Kit
from commkit.members import RestrictMember
from commkit.runtime.model.messages import Message, Query
from commkit.runtime.model.types import BANNED, SILENCED, SUSPENDED
from commkit.runtime.sessions.composition import SYSTEM, Actor
from commkit.runtime.storage.tables import audit, outbox
from commkit.testing.clock import ManualClock
from commkit.testing.counters import CounterCheck, recount
from commkit.testing.histories import ACTORS, Attempt, World, create_world, describe, random_attempts
from commkit.testing.snapshots import Snapshot, differences, snapshot, tables_of

_RESTRICTED = (SILENCED, SUSPENDED, BANNED)
# `type` is a word of its own below
_new_class = type
MessageClasses = Sequence[type[Message[Any]]]
_ENDS = (ArchiveCommunity, ReopenCommunity)
_PEOPLE = frozenset({"commkit_membership"})
"""Tables whose ids are those of people, who may be in several communities."""


class CommunityStateMachine(RuleBasedStateMachine):
    """The machine; get one of your own by `community_state_machine`."""

    make_kit: ClassVar[Any]
    community_type: ClassVar[str]
    settings: ClassVar[Mapping[str, Any]]
    sample_values: ClassVar[Mapping[str, Sequence[Any]]]
    counters: ClassVar[Sequence[CounterCheck]]
    only: ClassVar[MessageClasses]

    def __init__(self) -> None:
        super().__init__()
        self.kit: Kit = self.make_kit()

    def teardown(self) -> None:
        """Close the kit."""
        self.kit.close()

    @initialize(data=st.data())
    def create_community(self, data: st.DataObject) -> None:
        """Create a community with people of every role, and one beside it that is archived."""
        made = self.kit.registry.types[self.community_type]
        roles = tuple(made.roles)
        self.actors: tuple[Actor, ...] = (*ACTORS, *_RESTRICTED, *roles)
        people = (*_RESTRICTED, "steward", *roles, "member", "another")
        self.world = self._world(tuple(dict.fromkeys(people)))  # a type may grant more to the core's roles
        for role in _RESTRICTED:
            self._restrict(role)
        commands = self.only or [cls for cls in self.kit.registry.messages.values() if not cls.lobby]
        self.commands = [cls for cls in commands if cls not in _ENDS]
        self.closed = self._world(("member", "another"))
        for _ in random_attempts(self.closed, data.draw, self.commands, max_steps=5):
            pass
        assert self.closed.send("owner", ArchiveCommunity("To see that it stays as it is.")).error is None
        self.archived = self._archive()
        self.before = snapshot(self.kit)

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        """Some people send some messages."""
        for _ in range(3):
            self._step(self.world, data, data.draw(st.sampled_from(self.commands), label="message class"))

    @rule(data=st.data())
    def act_in_the_archive(self, data: st.DataObject) -> None:
        """Somebody sends a query in an archived community, or a command that is refused there."""
        tried = [cls for cls in self.commands if not getattr(cls, "when_archived", False)]
        self._step(
            self.closed, data, data.draw(st.sampled_from(tried), label="message class, in the archive")
        )

    @rule(hours=st.integers(1, 200))
    def wait(self, hours: int) -> None:
        """Time passes, where the kit has a `ManualClock`, and the worker does what is due."""
        if isinstance(self.kit.clock, ManualClock):
            self.kit.clock.advance(timedelta(hours=hours))
        worker = self.kit.worker()
        failed = worker.drain().failed
        assert not failed, f"{failed} deliveries failed; see the log"
        self.before = snapshot(self.kit)
        self.archived = self._archive()

    @invariant()
    def numbers_equal_their_rows(self) -> None:
        """Counters equal counts."""
        with self.kit.session(SYSTEM, self.world.community.slug) as session:
            wrong = recount(session, self.counters)
        assert not wrong, f"these numbers drifted from their rows: {wrong}"

    @invariant()
    def the_archive_is_unchanged(self) -> None:
        """The archived community is as it was."""
        changed = differences(self.archived, self._archive())
        assert not changed, f"an archived community changed: {changed}"

    @invariant()
    def rows_name_rows_that_are_there(self) -> None:
        """Foreign keys hold; PostgreSQL enforces them itself."""
        if self.kit.database.is_sqlite:
            with self.kit.database.engine.connect() as connection:
                dangling = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
            assert not dangling, f"rows name others that are not there: {dangling}"

    @invariant()
    def ids_are_used_once(self) -> None:
        """No two records have one id, in whatever tables and communities they are."""
        seen: dict[UUID, str] = {}
        with self.kit.database.engine.connect() as connection:
            for table in tables_of(self.kit):
                id = table.c.get("id")
                if id is None or not id.primary_key or table.name in _PEOPLE:
                    continue
                for (value,) in connection.execute(select(id)):
                    other = seen.setdefault(value, table.name)
                    assert other == table.name, f"{value} is in {table.name} and in {other}"

    def _world(self, people: Sequence[str]) -> World:
        return create_world(
            self.kit,
            self.community_type,
            settings=self.settings,
            sample_values=self.sample_values,
            people=people,
        )

    def _archive(self) -> Snapshot:
        """The rows of the archived community; people are everywhere."""
        its = {t.name for t in tables_of(self.kit) if t.info.get("commkit.shard") == "community"}
        taken = snapshot(self.kit, self.closed.community.id)
        return {name: rows for name, rows in taken.items() if name in its}

    def _restrict(self, key: str) -> None:
        with self.kit.session(key, self.world.community.slug, read_only=True) as session:
            member = session.member
        self.world.send(SYSTEM, RestrictMember(member, key, "To see what is left."))  # type: ignore[arg-type]  # just those

    def _step(self, world: World, data: st.DataObject, cls: type[Message[Any]]) -> None:
        actor = data.draw(st.sampled_from(self.actors), label="actor")
        attempt = world.send(actor, data.draw(world.messages(cls), label="message"))
        note(describe(attempt))
        after = snapshot(self.kit)
        if attempt.error is not None or isinstance(attempt.message, Query):
            changed = differences(self.before, after)
            assert not changed, f"this left traces: {describe(attempt)}: {changed}"
        else:
            self._check_rows(attempt, after)
        self.before = after

    def _check_rows(self, attempt: Attempt, after: Snapshot) -> None:
        emitted = self._new_rows(outbox.name, after)
        assert len(emitted) == len(attempt.facts), (
            f"{describe(attempt)} emitted {len(attempt.facts)} facts in {len(emitted)} rows"
        )
        for fact in attempt.facts:
            assert any(repr(fact.id) in row for row in emitted), f"{fact} is in no row of the outbox"
        name = self.kit.registry.name_of(type(attempt.message))
        written = self._new_rows(audit.name, after)
        assert any(repr(name) in row for row in written), f"{describe(attempt)} is in no row of the audit"

    def _new_rows(self, table: str, after: Snapshot) -> set[str]:
        before, now = set(self.before[table]), set(after[table])
        assert before <= now, f"rows are missing from {table}, where all are kept: {before - now}"
        return now - before


MachineClass = type[CommunityStateMachine]


def community_state_machine(
    make_kit: Callable[[], Kit],
    *,
    type: str,
    settings: Mapping[str, Any] | None = None,
    sample_values: Mapping[str, Sequence[Any]] | None = None,
    counters: Sequence[CounterCheck] = (),
    only: MessageClasses = (),
) -> MachineClass:
    """A machine for a community type; run it by its `TestCase`, or by `run_state_machine_as_test`.

    Args:
        make_kit: Makes a fresh, migrated kit; the machine closes it. With a `ManualClock`, time goes by too.
        type: The community type.
        settings: Values of features' settings that a community of the type needs at creation.
        sample_values: Likely values of messages' fields, by the field's name.
        counters: Counters beyond the core's.
        only: The messages to send; all that the kit has, where it is left out.
    """
    return _new_class(
        "CommunityStateMachine",
        (CommunityStateMachine,),
        {
            "make_kit": staticmethod(make_kit),
            "community_type": type,
            "settings": settings or {},
            "sample_values": sample_values or {},
            "counters": tuple(counters),
            "only": tuple(only),
        },
    )
