"""Kit: the composed whole. The only place that wires features, types, database, clock and ports together.

It is what hosts hold, so all that they may ask stands here; each method hands on to the room that does it. The file is
as long as what it says of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve

from commkit.runtime.composing import migrations
from commkit.runtime.composing.discovery import discover
from commkit.runtime.composing.field_checks import HostFields
from commkit.runtime.composing.hooks import BrokenPlugin, OnBroken
from commkit.runtime.composing.kit_arguments import check_kit_arguments
from commkit.runtime.composing.migrations import with_missing_types
from commkit.runtime.composing.missing_types import compile_missing
from commkit.runtime.composing.operations import Operation, operations
from commkit.runtime.composing.parts import compose_parts
from commkit.runtime.composing.registry import Registry
from commkit.runtime.composing.retention import compose_retention
from commkit.runtime.delivery.signals import Signals
from commkit.runtime.model.callables import check_not_async, check_not_awaitable
from commkit.runtime.model.clock import Clock, system_clock
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.forks import ForkedLock
from commkit.runtime.model.http import HttpResource
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.model.messages import Fact
from commkit.runtime.model.observers import Observer, Observers
from commkit.runtime.model.records import PurgeReport, RetentionStatus
from commkit.runtime.model.types import CommunityType
from commkit.runtime.sessions.composition import Actor, Composition
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.rates import parse_rates
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.database import Database
from commkit.runtime.storage.joining import HostConnection
from commkit.runtime.storage.retry import retrying
from commkit.runtime.values.serialization import dump, load

if TYPE_CHECKING:
    from commkit.members import IdentityProvider
    from commkit.plugins import Plugins
    from commkit.runtime.delivery.following import OutboxReader
    from commkit.runtime.delivery.worker import Worker

T = TypeVar("T")
_SYNC_WORK = "give a plain function that gets the session"


def check_work(work: object) -> None:
    """Check that a unit of work is a plain function.

    Raises:
        Invalid: It cannot be called, or is async.
    """
    check_not_async("work", work, _SYNC_WORK)


Receiver = TypeVar("Receiver", bound=Callable[[Any], Any])


class Kit:
    """The composed whole: a database, plugins, types. Immutable once built, and safe to share between threads.

    Args:
        url: The database: `sqlite:///town.db`, `sqlite://` (in memory), `postgresql://...`. Behind a
            pooler of transactions, such as pgbouncer, `postgresql://...?pooler=transaction`.
        plugins: Plugin objects, such as `commkit_support.Support(...)`; what they build on is loaded with its defaults,
            unless it is given too.
        types: The host's own community types, beside those of the plugins.
        fields: Fields that the host adds to types, its own and those of plugins, by the type's name: `{"support":
            {"member": (TextField("city"),), "post.question": (VersionField("version"),)}}`.
        discover_installed: Whether to load the installed plugins too.
        on_broken: `raise` stops at a broken plugin; `skip` leaves it out and reports it in `broken`.
        replica: The URL of a read-only copy for read-only sessions.
        identity: The port to the host's users; without it a user's name is their key.
        ports: Further objects of the host, by the class that describes them, such as `{MailPort: SmtpMail(...)}`.
        rates: How much one user may do in a while in one community, by class of commands: `{"write": "30 per
            minute"}`; see `commkit.runtime.sessions.rates`. Without it nothing is counted. Needs the extra `limits`.
        retention: How long kinds of rows are kept, by name, where the defaults do not fit: `{"outbox":
            timedelta(days=7), "audit": None}`; None keeps them for ever. `retention_status` lists the kinds.
        clock: Where time comes from.
        observers: Told of commands, queries, gates, statements and deliveries; such as those of
            `commkit.adapters.observability`.

    Raises:
        PluginError: A plugin or a type is broken or misdeclared; the error names it.
        Invalid: A rate is malformed or of a class that no command has; a port is unknown or not what it must be;
            a retention is of a kind that there is not, or of no positive duration.

    Attributes:
        broken: Plugins that were left out, with the reason.
        database: The database.
        registry: All features, types, messages and facts.
    """

    def __init__(
        self,
        url: str,
        *,
        plugins: Sequence[Any] = (),
        types: Sequence[CommunityType] = (),
        fields: HostFields | None = None,
        discover_installed: bool = False,
        on_broken: OnBroken = "raise",
        replica: str | None = None,
        identity: "IdentityProvider | None" = None,
        ports: Mapping[type, Any] | None = None,
        rates: Mapping[str, str] | None = None,
        retention: Mapping[str, timedelta | None] | None = None,
        clock: Clock = system_clock,
        observers: Sequence[Observer] = (),
    ) -> None:
        from commkit import core  # noqa: PLC0415  # the nouns: importing them takes longer than all the rest

        check_kit_arguments(
            plugins=plugins,
            types=types,
            fields=fields,
            ports=ports,
            rates=rates,
            retention=retention,
            clock=clock,
            observers=observers,
        )
        found = discover(plugins, installed=discover_installed, on_broken=on_broken)
        given: dict[type, Any] = dict(ports or {})
        if identity is not None:
            given[core.IdentityProvider] = identity
        self._ports = given
        features = (core.CORE_FEATURES[0].with_ports(given), *core.CORE_FEATURES[1:])
        found, parts = compose_parts(
            found, features, core.UNIVERSAL_FEATURES, types=types, fields=fields or {}, on_broken=on_broken
        )
        self.broken: tuple[BrokenPlugin, ...] = found.broken
        self.registry: Registry = parts.registry
        self.database = Database(url, replica=replica, observers=Observers(observers) if observers else None)
        self._components = parts.components
        self._declarations = parts.declarations
        self._signals = Signals()
        self._composition = Composition(
            database=self.database,
            registry=self.registry,
            tables=parts.tables,
            lobby=parts.lobby,
            compile_missing=partial(
                compile_missing, registry=self.registry, everywhere=core.UNIVERSAL_FEATURES
            ),
            resolve=core.resolve,
            moderates=core.moderates,
            moderated_spaces=core.moderated_spaces,
            add_audit_entry=core.add_audit_entry,
            type_of=core.type_of,
            send_signals=self._signals.send,
            clock=clock,
            rates=parse_rates(rates, self.registry.messages.values()) if rates else None,
            retention=compose_retention(tuple(self.registry.features.values()), retention or {}),
        )
        self._operations = operations(parts.tables, parts.lobby)
        self._http_resources = tuple(
            (
                resource,
                frozenset(name for name, table in parts.tables.items() if feature.name in table.features),
            )
            for feature in self.registry.features.values()
            for resource in feature.http_resources
        )
        self._checked = False
        self._check_lock = ForkedLock()

    @property
    def types(self) -> tuple[CommunityType, ...]:
        """The community types that can be created."""
        return tuple(self.registry.types.values())

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The messages that people may send from outside, by name; not what only the host itself may."""
        return self._operations

    @property
    def http_resources(self) -> tuple[tuple[HttpResource, frozenset[str]], ...]:
        """What features serve over HTTP beside their messages, each with the names of the types that have it."""
        return self._http_resources

    def port(self, kind: type[T]) -> T | None:
        """The host's object for a port; None where it gave none."""
        found: T | None = self._ports.get(kind)
        return found

    @property
    def has_rates(self) -> bool:
        """Whether the host limits how many commands a user may send."""
        return self._composition.rates is not None

    @property
    def clock(self) -> Clock:
        """Where time comes from."""
        return self._composition.clock

    # --- the database ------------------------------------------------------------------------------------------

    def migrate(self) -> tuple[str, ...]:
        """Bring the database up to date; safe to run from many processes at once.

        Returns:
            What was run, as `component revision`; empty where nothing was to do.
        """
        return migrations.migrate(self.database, self._components, self._declarations)

    def check(self) -> None:
        """See that database and code fit. The first session does it too.

        Raises:
            MigrationPending: The database is behind.
            SchemaTooNew: The database is ahead.
        """
        migrations.check(self.database, self._components)

    def status(self) -> tuple[migrations.ComponentStatus, ...]:
        """Where each component's tables stand, and which plugins and types the database has and this Kit lacks."""
        found = migrations.status(self.database, self._components)
        if found[0].pending or found[0].too_new:  # the core's own tables are not as this code reads them
            return found
        return with_missing_types(found, self.plugins.missing_types())

    @property
    def plugins(self) -> "Plugins":
        """What the database has of plugins, and how one is removed from it."""
        from commkit.plugins import Plugins  # noqa: PLC0415  # as in `__init__`

        return Plugins(self._composition, self._components, self._declarations)

    def retention_status(self) -> tuple[RetentionStatus, ...]:
        """How long each kind of rows is kept, how many there are, how old the oldest is, and when the last pass ended.

        It counts whole tables: for people who look, not for pages.
        """
        from commkit.runtime.delivery.purging import retention_status  # noqa: PLC0415  # loaded when it is used

        self.check()
        return retention_status(self._composition)

    def purge(self) -> PurgeReport:
        """Delete what is old enough by its retention, until nothing is left, in transactions of at most 500 rows.

        The worker does it by itself, a moment at a time; this is for hosts without one, and after `retention` changed.
        It may be stopped at any time, and goes on from there.

        Returns:
            How many rows it deleted; or the worker that is at it.
        """
        from commkit.runtime.delivery.purging import purge_all  # noqa: PLC0415  # loaded when it is used

        self.check()
        return purge_all(self._composition)

    def scrub(self) -> bool:
        """Clean the database's own files of what rows held before; after `ErasePerson` and `purge`.

        Returns:
            Whether all is clean; False on SQLite where readers still hold on to the log: try again.
        """
        return self.database.scrub(
            name
            for feature in self.registry.features.values()
            if feature.tables is not None
            for name in feature.tables.tables
        )

    def reindex(self, progress: Callable[[int, int], object] | None = None) -> int:
        """Make the full-text index of the search anew, while the application runs; see `commkit.search`.

        Args:
            progress: Called after each batch with how many entries are done, and how many there are.

        Returns:
            How many entries the index has.

        Raises:
            MigrationPending: The database is behind.
            SchemaTooNew: The database is ahead.
            Busy: Others kept the database locked.
        """
        from commkit import core  # noqa: PLC0415  # as above

        self.check()
        return core.rebuild_index(self.database, progress)

    def close(self) -> None:
        """Close the pooled connections."""
        self.database.close()

    # --- sessions ----------------------------------------------------------------------------------------------

    def session(
        self,
        actor: Actor = None,
        community: str | CommunityId | None = None,
        *,
        idempotency_key: str | None = None,
        connection: HostConnection | None = None,
        read_only: bool = False,
    ) -> Session:
        """Open one transaction for one actor in one community; use it in a `with` block.

        Args:
            actor: The host's key of the user; None for a visitor; `SYSTEM` for the host itself.
            community: Its slug or id; None for the lobby.
            idempotency_key: Makes retries safe: commands of a session with the same actor, community and key happen
                once.
            connection: The host's own open connection, or its ORM session: the session is a SAVEPOINT in its
                transaction, all of it or none, and the host commits. Signals are not sent then, since only the host
                knows when it commits; see `send_signals`.
            read_only: For pages: no write lock, the replica where there is one, and commands are refused.

        Raises:
            NotFound: On entering, where there is no such community for this actor.
        """
        if not self._checked:
            self._check_once()
        return Session(
            Context(
                self._composition,
                actor=actor,
                community=community,
                idempotency_key=idempotency_key,
                connection=connection,
                read_only=read_only,
            )
        )

    def transact(
        self,
        actor: Actor,
        community: str | CommunityId | None,
        work: Callable[[Session], T],
        *,
        idempotency_key: str | None = None,
        read_only: bool = False,
    ) -> T:
        """Run a whole unit of work, and run it again where the database gave it up for another one.

        Args:
            actor: As for `session`.
            community: As for `session`.
            work: Gets the session; may be run several times, so it must have no effect but through the session.
            idempotency_key: As for `session`.
            read_only: As for `session`.

        Returns:
            What `work` returns.

        Raises:
            Invalid: `work` is async; nothing of it is kept.
            Busy: The database gave it up again and again.
        """
        check_work(work)
        options = {"idempotency_key": idempotency_key, "read_only": read_only}
        return retrying(lambda: self.run_once(actor, community, work, options))

    def run_once(
        self,
        actor: Actor,
        community: str | CommunityId | None,
        work: Callable[[Session], T],
        options: Mapping[str, Any],
    ) -> T:
        """Run a unit of work, for `transact` and `commkit.aio`, which try again.

        Args:
            actor: As for `session`.
            community: As for `session`.
            work: As for `transact`.
            options: More arguments of `session`.

        Raises:
            Invalid: What `work` gives would have to be awaited; nothing of it is kept.
        """
        with self.session(actor, community, **options) as session:
            result = work(session)
            check_not_awaitable("work", result, _SYNC_WORK)
            return result

    def with_database(self, database: Database) -> "Kit":
        """The same whole on other connections to its database, for `commkit.aio`; call its `check` before use."""
        database.observers = self.database.observers
        twin = copy(self)
        twin.database = database
        twin._composition = evolve(self._composition, database=database)  # noqa: SLF001  # it is a Kit, too
        twin._checked = True  # noqa: SLF001  # the check would wait for the database under a lock of threads
        return twin

    def on(self, fact: type[Fact]) -> Callable[[Receiver], Receiver]:
        """Register a receiver of facts in this process, called after the commit; it may miss some, see `worker`.

        Raises:
            Invalid: It is no class of facts, or the receiver is async.
        """
        return self._signals.on(fact)

    def off(self, fact: type[Fact], receiver: Callable[[Any], Any]) -> None:
        """Call a receiver no more that was registered with `on` for this class of facts."""
        self._signals.off(fact, receiver)

    def outbox(self, community: CommunityId) -> "OutboxReader":
        """Reads all facts of a community from the outbox, whoever may see them; for adapters that follow it.

        Args:
            community: Its id.
        """
        from commkit.runtime.delivery.following import OutboxReader  # noqa: PLC0415  # loaded when it is used

        return OutboxReader(self._composition, community)

    def send_signals(self, facts: Iterable[Fact]) -> None:
        """Send the signals of a joined session's `facts`, once the host has committed."""
        self._signals.send(facts)

    def worker(
        self,
        *,
        name: str | None = None,
        lease: timedelta = timedelta(minutes=5),
        attempts: int = 12,
        first_pause: timedelta = timedelta(seconds=2),
        threads: int = 1,
        purge: bool = True,
    ) -> "Worker":
        """A worker that delivers facts from the outbox to the features' subscribers, at least once each.

        Args:
            name: Written into leases; the machine, process and thread by default.
            lease: How long a subscriber may take before another worker may repeat the delivery.
            attempts: How often a delivery is tried before it is parked.
            first_pause: The pause after the first failure; it doubles with each further one, up to an hour.
            threads: How many subscribers, or receivers of one, are served at the same time; with one, all are called in
                the thread that runs the worker.
            purge: Whether it also deletes what is older than its retention, for a moment at a time.
        """
        from commkit.runtime.delivery.worker import Worker  # noqa: PLC0415  # loaded when it is used

        self.check()
        return Worker(
            self._composition,
            name=name,
            lease=lease,
            attempts=attempts,
            first_pause=first_pause,
            threads=threads,
            purge=purge,
        )

    # --- messages from outside ---------------------------------------------------------------------------------

    def load(self, name: str, values: Any, *, from_texts: bool = False) -> Any:
        """The message of a name, from JSON-able values: a command for `do`, or a query for `ask`.

        Type checkers are told `Any`: which class it is, only the name says.

        Args:
            name: Its outside name, such as `posts.create_thread`.
            values: Its fields: ids, times (RFC 3339) and durations (ISO 8601) are texts.
            from_texts: Whether numbers, true and false may be texts, too, as in a query string; an empty text stands
                for nothing where the field may be left out, and one text for a list of one.

        Raises:
            NotFound: There is no message of this name.
            Invalid: The values do not fit; all faults are listed.
        """
        message = self.registry.messages.get(name)
        if message is None:
            raise NotFound("runtime.no_such_message", f"there is no message {name!r}")
        return load(message, values, from_texts=from_texts)

    def dump(self, value: Any) -> Any:
        """The JSON-able form of a message, a record or a fact."""
        return dump(value)

    def _check_once(self) -> None:
        with self._check_lock:
            if not self._checked:
                self.check()
                self._checked = True
