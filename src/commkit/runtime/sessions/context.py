"""Context: the unit of work as a handler gets it; every message of a session passes through it.

A command: permission, validation, gates, transforms, handler, facts, reactions, outbox and audit rows; all in one
transaction, so that each of them is there or none is. A query: permission, validation, gates, handler.

It is one class, since handlers hold one object: the file is as long as what they may ask of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import evolve

from commkit.runtime.composing.dispatch import Route
from commkit.runtime.composing.features import plugin_of
from commkit.runtime.model.errors import Denied
from commkit.runtime.model.ids import LOBBY, CommunityId, FactId, MemberId
from commkit.runtime.model.messages import Command, Fact, Message, Query
from commkit.runtime.model.observers import UNKNOWN
from commkit.runtime.model.types import RESTRICTED_ROLES, enough_for
from commkit.runtime.sessions import errors
from commkit.runtime.sessions.actor_unit import ActorUnit
from commkit.runtime.sessions.command_log import CommandLog
from commkit.runtime.sessions.composition import Composition, System
from commkit.runtime.sessions.pipeline import (
    apply_transform,
    ask_gate,
    ask_observed_gate,
    pass_gates,
    run_handler,
    run_reaction,
)
from commkit.runtime.sessions.rates import RateState
from commkit.runtime.storage.joining import HostConnection

R = TypeVar("R")
T = TypeVar("T")
_MAX_REACTION_DEPTH = 30


class Context(ActorUnit):
    """One actor, one community, one transaction, with all that handlers, gates and reactions need.

    Handlers get it as their first argument, subscribers open one with `delivery.context()`. Hosts never hold it: they
    get a `Session`, which can do and ask and nothing else.

    Attributes:
        origin: The community it was opened in; `LOBBY` outside.
        origin_member: The actor's member id when it was opened, also of who has left; None where they had none.
        facts: What was emitted so far, in order.
    """

    def __init__(
        self,
        composition: Composition,
        *,
        actor: str | System | None,
        community: str | CommunityId | None,
        idempotency_key: str | None = None,
        connection: HostConnection | None = None,
        read_only: bool = False,
        counted: bool = True,
    ) -> None:
        if not isinstance(community, str | UUID | None):
            raise errors.wrong_community(community)
        super().__init__(composition, actor=actor, connection=connection, read_only=read_only)
        self._target = community
        self._log = CommandLog(idempotency_key)
        rates = composition.rates if counted else None
        joined = connection is not None
        self._counter = rates.counter(composition.database, actor, joined=joined) if rates else None
        self._ask_gate = ask_gate if composition.database.observers is None else ask_observed_gate
        self._failed = self._open = False
        self._failure: BaseException | None = None
        self._running: list[type[Command[Any]]] = []  # the outermost first
        self._notes: list[dict[type, object]] = []  # of each of these
        self._reacting: list[str] = []  # features whose reactions run right now, the outermost first
        self.origin = LOBBY
        self.origin_member: MemberId | None = None
        self.facts: list[Fact] = []
        self._known: dict[Callable[[Self], Any], Any] = {}

    def __enter__(self) -> Self:
        self.begin()
        try:
            self.enter(self._target)
        except BaseException:
            self.rollback()
            raise
        self.origin = self.community_id
        mine = self._access.membership
        self.origin_member = mine.id if mine is not None else self._access.member
        self._open = True
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._open = False
        if kind is not None or self._failed or self.spoiled:
            if self._counter is None or not self._counter.keep(self, error):
                self.rollback()
            if kind is not None:
                return
            raise self.refusal or errors.unit_not_kept(self._failure) from self._failure
        self.commit()
        if self._joined is None and self.facts:
            self._composition.send_signals(self.facts)

    def enter(self, community: str | CommunityId | None) -> None:
        """Go into a community; see `ActorUnit.enter`.

        Raises:
            NotFound: There is no such community for this actor.
            Denied: A command of the lobby leads into one whose type the Kit lacks.
        """
        super().enter(community)
        self._known.clear()
        first = self._running[0] if self._running else None
        if self._dispatch.missing and first is not None and not (first.withdraws or first.when_type_missing):
            raise errors.type_missing(self._dispatch.community_type.name)

    @contextmanager
    def acting_as(self, actor: str) -> Iterator[None]:
        """Do parts of the host's own command as a user of the host: by their rights, gates and limits, in their name.

        For what a worker posts for an agent. Each part is in the audit log as theirs, and is kept only while they still
        are who they were.

        Args:
            actor: The host's key of the user.

        Raises:
            Denied: Somebody else than the host acts.
        """
        if not isinstance(self.actor, System):
            raise Denied("runtime.not_the_host", "only commands of the host do something as another user")
        mine = self.actor, self._access, self._dispatch
        try:
            self.actor = actor
            self.enter(self.community_id)
            yield
        finally:
            self.actor, self._access, self._dispatch = mine
            self._known.clear()

    # --- messages ----------------------------------------------------------------------------------------------

    def do(self, command: Command[R]) -> R:
        """Carry out a command; see `Session.do`. In a handler it is a part of the command that runs."""
        if self._database.observers is None:
            return self._do(command)
        with self.observe("command", self._name_of(command)):
            return self._do(command)

    def ask(self, query: Query[R]) -> R:
        """Answer a query; see `Session.ask`."""
        if self._database.observers is None:
            return self._ask(query)
        with self.observe("query", self._name_of(query)):
            return self._ask(query)

    def _do(self, command: Command[R]) -> R:
        if self._read_only:
            raise Denied("runtime.read_only", "this session only reads; open one without read_only")
        if not isinstance(command, Command):
            raise errors.wrong_kind(command, Command)
        route, message = self._admit(command)
        result: R
        with self._undone_on_error(type(command)):
            if len(self._running) == 1 and self._log.key is not None:
                replayed, result = self._log.claim(self, route, message)
                if replayed:
                    return result
            pass_gates(route.gates, self, message, self._ask_gate)
            for transform in route.transforms:
                message = apply_transform(transform, self, message, route)
            result = run_handler(route, self, message)
            self._log.write(self, route, result, outermost=len(self._running) == 1)
        return result

    def _ask(self, query: Query[R]) -> R:
        if not isinstance(query, Query):
            # A command must not slip past gates, command log and the refusals of a read-only session.
            raise errors.wrong_kind(query, Query)
        route, message = self._admit(query)
        writes = self.writes
        pass_gates(route.gates, self, message, self._ask_gate)
        result: R = run_handler(route, self, message)
        if self.writes != writes:
            self._failed = True
            raise errors.query_wrote(query, route)
        return result

    @property
    def rate_states(self) -> tuple[RateState, ...]:
        """What is left of the limits that the commands so far were counted under."""
        return tuple(self._counter.states.values()) if self._counter is not None else ()

    # --- what handlers do ----------------------------------------------------------------------------------------

    def get(self, record: type[T], id: UUID, *, need: str | None = None) -> T:
        """Load an object by its id, through its one loader.

        Args:
            record: The class of the object.
            id: Its id.
            need: A permission the actor must hold for this very object.

        Raises:
            NotFound: It is not there, or is not visible to this actor.
            Denied: It is visible, but the permission is missing.
        """
        loader = self._dispatch.loaders.get(record)
        found: T | None = loader.fetch(self, id) if loader else None
        if found is None:
            raise errors.not_there(record)
        if need is not None and not self.can(need, found):
            raise self._restricted(enough_for(need)) or errors.needs(need)
        return found

    def visible_ids(self, record: type, ids: Iterable[UUID]) -> set[UUID]:
        """Those of some ids whose objects the loader would give to the actor.

        One statement where the visibility of the record is composed, else one for each id.

        Args:
            record: The class of the objects.
            ids: Their ids.
        """
        wanted = set(ids)
        statement = self._dispatch.visible_ids.get(record)
        if statement is not None:
            return {id for (id,) in self.rows(statement, ids=list(wanted))} if wanted else set()
        loader = self._dispatch.loaders.get(record)
        return {id for id in wanted if loader is not None and loader.fetch(self, id) is not None}

    def once(self, read: Callable[[Self], T]) -> T:
        """What a function gives for this context: it is called once, and what it gave serves the whole command.

        For what the gates, transforms, handler and reactions of a command all read. The next command of the session,
        another community, and a part that failed make it be called again.

        Args:
            read: The function; the same one gets the same value, which nobody changes afterwards: it is let go of at
                any failure. Whoever changes what it reads calls `forget`; what is found on the way is a `note`.
        """
        if read not in self._known:
            self._known[read] = read(self)
        found: T = self._known[read]
        return found

    def forget(self, read: Callable[[Self], Any]) -> None:
        """Let a function be called again by the next `once`, after a change of what it reads."""
        self._known.pop(read, None)

    def note(self, note: object) -> None:
        """Tell the reactions of the command that runs what a gate or a transform found in it.

        It ends with that command. Its parts, and commands that it is a part of, have notes of their own.

        Args:
            note: A frozen record; a later one of its class takes its place.

        Raises:
            PluginError: No command runs.
        """
        if not self._notes:
            raise errors.nothing_runs(note)
        self._notes[-1][type(note)] = note

    def noted(self, kind: type[T]) -> T | None:
        """The record of this class that was noted of the command that runs; None where none was.

        Args:
            kind: The class.
        """
        found = self._notes[-1].get(kind) if self._notes else None
        return found if isinstance(found, kind) else None

    def may_send(self, message: type[Message[Any]]) -> bool:
        """Whether the actor holds what is enough to try a message of this class here."""
        route = self._dispatch.routes.get(message)
        if route is None or self._is_of_missing_type(message):
            return False
        return not self.grants.isdisjoint(route.enough)

    def has_loader(self, record: type) -> bool:
        """Whether objects of this class can be loaded by their id here."""
        return record in self._dispatch.loaders

    def emit(self, fact: Fact) -> None:
        """Emit a fact: its reactions run now, its outbox row is written with the command.

        Raises:
            PluginError: The fact is not declared by a feature of this community, or a reaction failed.
        """
        reactions = self._dispatch.reactions.get(type(fact))
        if reactions is None:
            raise errors.unknown_fact(fact)
        if len(self._reacting) >= _MAX_REACTION_DEPTH:
            raise errors.endless_reactions(self._reacting)
        stamped = evolve(
            fact,
            # The moment of emitting, not of the command: by then the rows it is about are locked, so that facts about
            # one thing come in the order of their commits.
            id=FactId(self.new_id(self._composition.clock())),
            community=self.community_id,
            actor=None if _any_discreet(self._running) else self._access.member,
            at=self.now,
        )
        self._log.add(stamped, self._dispatch.community_type.name)
        for reaction in reactions:
            self._reacting.append(reaction.feature)
            try:
                run_reaction(reaction, self, stamped)
            finally:
                self._reacting.pop()

    def add_audit_entry(self, route: Route, result: UUID | None) -> None:
        """End a command with its audit row, which is added only while the actor still is what the session saw.

        Raises:
            Denied: The actor was demoted, restricted or erased in the meantime, or has left, or the community was
                archived.
        """
        assert issubclass(route.message, Command)
        entry = {
            "community_id": self.community_id,
            "id": self.new_id(),
            "command": route.name,
            # The host finds who did it in the entry of the discreet command; in those of its parts everybody would.
            "member": None if _any_discreet(self._running[:-1]) else self._access.member,
            "result": result,
            "at": self.now,
        }
        self._composition.add_audit_entry(
            self, entry, locked=route.message.actor_lock, when_archived=route.message.when_archived
        )

    # --- how it is done ------------------------------------------------------------------------------------------

    def _name_of(self, message: object) -> str:
        """The name of a message for observers: one that a program can have put there is none."""
        route = self._dispatch.routes.get(type(message))  # type: ignore[arg-type]  # of whatever somebody sent
        return UNKNOWN if route is None else route.name

    def _admit(self, message: Message[Any]) -> tuple[Route, Any]:
        """Find the route of a message, check the permission, and validate the message."""
        if not self._open:
            raise errors.not_open()
        if self._failed or self.spoiled:
            raise self.refusal or errors.unit_failed()
        if not self._running:
            self.now = self._composition.clock()
            self._known.clear()
            if self._counter is not None and isinstance(message, Command):
                self._counter.count(self, message.rate, self.now, by_agent=self._access.agent is not None)
        if self._is_of_missing_type(type(message)):
            raise errors.type_missing(self._dispatch.community_type.name)
        route = self._dispatch.routes.get(type(message))
        if route is None:
            raise errors.no_such_message(message, self._dispatch)
        grants = self.grants
        if not grants.intersection(route.enough):
            raise self._restricted(route.enough, plugin_of(route.feature)) or errors.not_permitted(
                route,
                self._access.role,
                signed_in=self.actor is not None,
                agent=self._access.agent is not None,
            )
        return route, route.check(message)

    def _is_of_missing_type(self, message: type[Message[Any]]) -> bool:
        """Whether it is a command that is not carried out in this community, because the Kit lacks its type."""
        if not self._dispatch.missing or self._running or not issubclass(message, Command):
            return False
        return not (message.withdraws or (message.when_type_missing and isinstance(self.actor, System)))

    def _restricted(self, enough: Collection[str], plugin: str = "runtime") -> Denied | None:
        """The refusal of who would hold one of these permissions if they were not silenced, suspended or banned."""
        mine = self._access.membership
        if mine is None or self._access.role not in RESTRICTED_ROLES:
            return None
        lifted = self._dispatch.granted(mine.role, mine.trust_level)
        if lifted.isdisjoint(enough):
            return None
        permission = min(lifted.intersection(enough))
        return errors.restricted(
            permission, mine, plugin=plugin, may_appeal="moderation.appeal" in self.grants
        )

    @contextmanager
    def _undone_on_error(self, command: type[Command[Any]]) -> Iterator[None]:
        """Leave nothing of a command that fails: by SAVEPOINT where the transaction is the host's, else with it."""
        before = self._access, self._dispatch
        writes, emitted, mark = self.writes, len(self.facts), self._log.mark()
        savepoint = self._joined.begin_nested() if self._joined is not None else None
        self._running.append(command)
        self._notes.append({})
        try:
            yield
        except BaseException as error:
            self._failure = self._failure or error
            del self.facts[emitted:]
            self._log.rewind(mark, outermost=len(self._running) == 1)
            if savepoint is not None:
                savepoint.rollback()
                self.spoiled = False
            elif self.writes != writes:
                self._failed = True
            self._access, self._dispatch = before
            self._known.clear()
            raise
        else:
            if savepoint is not None:
                savepoint.commit()
            if len(self._running) == 1 and self.community_id != self.origin:
                self._access, self._dispatch = before
        finally:
            self._running.pop()
            self._notes.pop()


def _any_discreet(commands: Iterable[type[Command[Any]]]) -> bool:
    return any(command.discreet for command in commands)
