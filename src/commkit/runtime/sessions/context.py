"""Context: the unit of work as a handler gets it; every message of a session passes through it.

A command: permission, validation, gates, transforms, handler, facts, reactions, outbox and audit rows; all in one
transaction, so that each of them is there or none is. A query: permission, validation, gates, handler.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import UUID

from attrs import evolve
from sqlalchemy import Connection

from commkit.runtime.composing.dispatch import DispatchTable, Route
from commkit.runtime.composing.registry import Registry
from commkit.runtime.model.errors import Conflict, Denied
from commkit.runtime.model.ids import LOBBY, CommunityId, FactId, MemberId
from commkit.runtime.model.messages import Command, Fact, Message, Query
from commkit.runtime.model.types import CommunityType
from commkit.runtime.sessions import denials
from commkit.runtime.sessions.command_log import CommandLog
from commkit.runtime.sessions.composition import Composition, System
from commkit.runtime.sessions.pipeline import apply_transform, pass_gate, run_handler, run_reaction
from commkit.runtime.sessions.rates import Rates
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.values.serialization import override

if TYPE_CHECKING:  # the two records that say where a session is belong to the nouns above
    from commkit.communities.records import Community
    from commkit.members.records import Membership

R = TypeVar("R")
T = TypeVar("T")
_MAX_REACTION_DEPTH = 30


class Context(UnitOfWork):
    """One actor, one community, one transaction, with all that handlers, gates and reactions need.

    Handlers get it as their first argument, subscribers open one with `delivery.context()`. Hosts never hold it: they
    get a `Session`, which can do and ask and nothing else.

    Attributes:
        actor: The host's key of who acts; `SYSTEM` for the host itself; None for a visitor.
        origin: The community it was opened in; `LOBBY` outside.
        origin_member: The actor's member id when it was opened, also of who has left; None where they had none.
        now: The moment of the present command.
        facts: What was emitted so far, in order.
    """

    def __init__(
        self,
        composition: Composition,
        *,
        actor: str | System | None,
        community: str | CommunityId | None,
        idempotency_key: str | None = None,
        connection: Connection | None = None,
        read_only: bool = False,
        counted: bool = True,
    ) -> None:
        if actor is not None and not isinstance(actor, str | System):
            raise denials.wrong_actor(actor)
        if not isinstance(community, str | UUID | None):
            raise denials.wrong_community(community)
        super().__init__(composition.database, connection=connection, read_only=read_only)
        self._composition = composition
        self._target = community
        self._log = CommandLog(idempotency_key)
        rates = composition.rates if counted else None
        joined = connection is not None
        self._counter = rates.counter(composition.database, actor, joined=joined) if rates else None
        self._failed = self._open = False
        self._depth = 0
        self._scope = composition.outside
        self._dispatch = composition.lobby
        self.actor = actor
        self.origin = LOBBY
        self.origin_member: MemberId | None = None
        self.now: datetime = composition.clock()
        self.facts: list[Fact] = []

    def __enter__(self) -> Self:
        self.begin()
        try:
            self.enter(self._target)
        except BaseException:
            self.rollback()
            raise
        self.origin = self.community_id
        mine = self._scope.membership
        self.origin_member = mine.id if mine is not None else self._scope.member
        self._open = True
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._open = False
        if kind is not None or self._failed or self.spoiled:
            if self._counter is None or not self._counter.keep(self, error):
                self.rollback()
            if kind is not None:
                return
            raise denials.unit_not_kept()
        self.commit()
        if self._joined is None and self.facts:
            self._composition.announce(self.facts)

    # --- messages ----------------------------------------------------------------------------------------------

    def do(self, command: Command[R]) -> R:
        """Carry out a command; see `Session.do`. In a handler it is a part of the command that runs."""
        if self._read_only:
            raise Denied("runtime.read_only", "this session only reads; open one without read_only")
        if not isinstance(command, Command):
            raise denials.wrong_kind(command, Command)
        route, message = self._admit(command)
        result: R
        with self._undone_on_error():
            if self._depth == 1 and self._log.key is not None:
                replayed, result = self._log.claim(self, route, message)
                if replayed:
                    return result
            for gate in route.gates:
                pass_gate(gate, self, message)
            for transform in route.transforms:
                message = apply_transform(transform, self, message, route)
            result = run_handler(route, self, message)
            self._log.write(self, route, result, outermost=self._depth == 1)
        return result

    def ask(self, query: Query[R]) -> R:
        """Answer a query; see `Session.ask`."""
        if not isinstance(query, Query):
            # A command must not slip past gates, command log and the denials of a read-only session.
            raise denials.wrong_kind(query, Query)
        route, message = self._admit(query)
        writes = self.writes
        for gate in route.gates:
            pass_gate(gate, self, message)
        result: R = run_handler(route, self, message)
        if self.writes != writes:
            self._failed = True
            raise denials.query_wrote(query, route)
        return result

    # --- where it is, and what the actor may do ------------------------------------------------------------------

    @property
    def community_id(self) -> CommunityId:
        """The community's id; `LOBBY` outside."""
        return self._scope.community_id

    @property
    def community(self) -> "Community":
        """The community's record.

        Raises:
            Conflict: In the lobby.
        """
        if self._scope.community is None:
            raise Conflict("runtime.lobby", "this needs a community; open the session with community=...")
        return self._scope.community

    @property
    def membership(self) -> "Membership | None":
        """The actor's membership record here, or None."""
        return self._scope.membership

    @property
    def member(self) -> MemberId:
        """The acting member's id.

        Raises:
            Denied: The actor is nobody here yet.
        """
        if self._scope.member is None:
            raise Denied("runtime.not_a_member", "join the community first")
        return self._scope.member

    @property
    def member_or_none(self) -> MemberId | None:
        """The acting member's id, or None for visitors and the system."""
        return self._scope.member

    @property
    def role(self) -> str:
        """What the actor is here: `visitor`, `member`, `steward`..."""
        return self._scope.role

    @property
    def community_type(self) -> CommunityType:
        """The type of the community."""
        return self._dispatch.community_type

    @property
    def rates(self) -> Rates | None:
        """How many commands the host lets one user send in a while; None for any number."""
        return self._composition.rates

    @property
    def registry(self) -> Registry:
        """Every feature, type, message and fact of the Kit, by name."""
        return self._composition.registry

    @property
    def dispatch(self) -> DispatchTable:
        """What is registered for this community's type: its loaders, its kinds of notifications..."""
        return self._dispatch

    def can(self, permission: str, record: object = None) -> bool:
        """Whether the actor holds a permission; where it is granted as `:own`, for a record of the actor's own."""
        grants = self.grants
        if permission in grants:
            return True
        if record is None or f"{permission}:own" not in grants or self._scope.member is None:
            return False
        return self.owner_of(record) == self._scope.member

    def owner_of(self, record: object) -> MemberId | None:
        """Whose a loaded record is; None where it belongs to nobody."""
        owner = self._dispatch.loaders[type(record)].owner
        return owner(record) if owner is not None else None

    @property
    def grants(self) -> frozenset[str]:
        """What the actor may do here, by role and trust."""
        return self._dispatch.granted(self._scope.role, self._scope.trust)

    def grants_of(self, role: str) -> frozenset[str]:
        """What a role may do here, without what trust adds to it."""
        return self._dispatch.grants.get((role, 0), frozenset())

    def settings(self, kind: type[T]) -> T:
        """The settings of a feature in this community: the community's own over the type's over the host's."""
        found: T = self._composition.read_settings(
            self._dispatch.community_type.name, kind, self._scope.settings
        )
        return found

    def check_settings(self, values: Mapping[str, Any]) -> None:
        """Check that settings, by feature name, fit the features of this community's type.

        Raises:
            Invalid: A feature has no settings, or a value does not fit.
        """
        known = dict(self._dispatch.settings.values())
        for feature, given in values.items():
            if feature not in known or not isinstance(given, Mapping):
                raise denials.no_settings(feature, known)
            override(known[feature], given)

    def port(self, kind: type[T]) -> T | None:
        """The host's object for this port, or None.

        Raises:
            PluginError: No feature declares the port among its `port_types`, so no host could give it.
        """
        if kind not in self._dispatch.port_types:
            raise denials.undeclared_port(kind)
        return self._dispatch.ports.get(kind)

    def new_id(self, at: datetime | None = None) -> UUID:
        """A fresh id (UUIDv7) of this moment, or of another one."""
        return self._composition.ids.new(at or self.now)

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
            raise denials.not_there(record)
        if need is not None and not self.can(need, found):
            raise denials.needs(need)
        return found

    def has_loader(self, record: type) -> bool:
        """Whether objects of this class can be loaded by their id here."""
        return record in self._dispatch.loaders

    def emit(self, fact: Fact) -> None:
        """Emit a fact: its reactions run now, its outbox row is written with the command.

        Raises:
            PluginError: The fact is not declared by a feature of this community, or a reaction failed.
        """
        reactions = self._dispatch.reactions.get(type(fact))
        stack = self._log.stack
        if reactions is None:
            raise denials.unknown_fact(fact)
        if len(stack) >= _MAX_REACTION_DEPTH:
            raise denials.endless_reactions(stack)
        stamped = evolve(
            fact,
            # The moment of emitting, not of the command: by then the rows it is about are locked, so that facts about
            # one thing come in the order of their commits.
            id=FactId(self.new_id(self._composition.clock())),
            community=self.community_id,
            actor=self._scope.member,
            at=self.now,
        )
        self._log.add(stamped, self._dispatch.community_type.name)
        for reaction in reactions:
            stack.append(reaction.feature)
            try:
                run_reaction(reaction, self, stamped)
            finally:
                stack.pop()

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
            "member": self._scope.member,
            "result": result,
            "at": self.now,
        }
        self._composition.add_audit_entry(
            self, entry, locked=route.message.actor_lock, when_archived=route.message.when_archived
        )

    def changed(
        self,
        *,
        community: "Community | None" = None,
        membership: "Membership | None" = None,
        settings: str | None = None,
    ) -> None:
        """Take over what the command itself changed of its community or of its actor's membership.

        The actor lock would hold it for somebody else's change. What somebody else changed besides is not taken over:
        then the lock refuses the command.

        Args:
            community: The community's record as it is now.
            membership: The actor's membership as it is now; a record of somebody else changes nothing here.
            settings: The community's settings as it has them now, as JSON.
        """
        if community is not None:
            self._scope = evolve(self._scope, community=community)
        if settings is not None:
            self._scope = evolve(self._scope, settings=settings)
        mine = self._scope.membership
        if membership is not None and mine is not None and membership.id == mine.id:
            its_own_change = membership.version - mine.version in (0, 1)
            self._scope = evolve(
                self._scope,
                membership=membership if its_own_change else evolve(membership, version=mine.version),
            )

    def enter(self, community: str | CommunityId | None) -> None:
        """Go into a community, or learn anew what the actor is in this one.

        From the lobby it holds for the rest of the command, as creating communities and invitations need it.

        Raises:
            NotFound: There is no such community for this actor.
        """
        scope = self._composition.resolve(self, community)
        self._dispatch = self._composition.table(scope)
        self._scope = scope

    @contextmanager
    def viewing_as(self, actor: str | None) -> Iterator[None]:
        """See what another user of the host, or a visitor, sees; nothing can be done meanwhile.

        For answers that depend on what somebody else may see. Let nothing out that the actor must not learn.

        Args:
            actor: The host's key; None for a visitor.
        """
        mine = self.actor, self._scope, self._dispatch, self._read_only
        try:
            self.actor, self._read_only = actor, True
            self.enter(self.community_id)
            yield
        finally:
            self.actor, self._scope, self._dispatch, self._read_only = mine

    # --- how it is done ------------------------------------------------------------------------------------------

    def _admit(self, message: Message[Any]) -> tuple[Route, Any]:
        """Find the route of a message, check the permission, and validate the message."""
        if not self._open:
            raise denials.not_open()
        if self._failed or self.spoiled:
            raise denials.unit_failed()
        if self._depth == 0:
            self.now = self._composition.clock()
            if self._counter is not None and isinstance(message, Command):
                self._counter.count(self, message.rate, self.now)
        route = self._dispatch.routes.get(type(message))
        if route is None:
            raise denials.no_such_message(message, self._dispatch)
        grants = self.grants
        if route.permission not in grants and f"{route.permission}:own" not in grants:
            raise denials.not_permitted(route, self._scope.role, signed_in=self.actor is not None)
        return route, route.check(message)

    @contextmanager
    def _undone_on_error(self) -> Iterator[None]:
        """Leave nothing of a command that fails: by SAVEPOINT where the transaction is the host's, else with it."""
        before = self._scope, self._dispatch
        writes, emitted, mark = self.writes, len(self.facts), self._log.mark()
        savepoint = self._joined.begin_nested() if self._joined is not None else None
        self._depth += 1
        try:
            yield
        except BaseException:
            del self.facts[emitted:]
            self._log.rewind(mark, outermost=self._depth == 1)
            if savepoint is not None:
                savepoint.rollback()
                self.spoiled = False
            elif self.writes != writes:
                self._failed = True
            self._scope, self._dispatch = before
            raise
        else:
            if savepoint is not None:
                savepoint.commit()
            if self._depth == 1 and self.community_id != self.origin:
                self._scope, self._dispatch = before
        finally:
            self._depth -= 1
