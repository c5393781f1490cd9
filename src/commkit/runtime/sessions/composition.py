"""What a Kit wires together and every Session of it shares; nothing in it changes once it is built."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from attrs import field, frozen

from commkit.runtime.composing.agent_grants import AgentLimits
from commkit.runtime.composing.declarations import DECLARATIONS, DeclaredType, read_declarations
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.composing.missing_types import type_missing_text
from commkit.runtime.composing.registry import Registry
from commkit.runtime.composing.retention import PurgeRule
from commkit.runtime.model.clock import Clock
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.ids import LOBBY, CommunityId, Ids, MemberId
from commkit.runtime.model.messages import Fact
from commkit.runtime.model.types import VISITOR
from commkit.runtime.sessions.rates import Rates
from commkit.runtime.storage.database import Database
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.values.serialization import from_json, override

if TYPE_CHECKING:  # these records belong to the nouns above
    from commkit.communities.records import Community
    from commkit.members.records import Membership


_log = logging.getLogger("commkit")


class System:
    """Who acts when the host itself does: the worker, importers, scheduled work. No key of a user can stand for it."""

    def __repr__(self) -> str:
        return "SYSTEM"

    def __reduce__(self) -> str:
        return "SYSTEM"  # there is one, in every process


SYSTEM = System()
"""The host itself as an actor: it may do everything, and no member is meant."""

Actor = str | System | None
"""The host's key of a user; `SYSTEM`; None for somebody who is not signed in."""


@frozen
class Access:
    """Where a session is and what its actor is there.

    Attributes:
        role: The actor's role, which decides the permissions together with the trust level.
        trust: The actor's trust level.
        member: The actor's member id, if there is a membership or, in the lobby, an account.
        community_id: The community; `LOBBY` outside.
        type: The community's type; empty in the lobby.
        community: The community's record; None in the lobby.
        membership: The actor's membership record, if there is one.
        settings: The community's own settings as JSON by feature, or empty.
        agent: What bounds an agent; None for a person and for the host.
    """

    role: str
    trust: int = 0
    member: MemberId | None = None
    community_id: CommunityId = LOBBY
    type: str = ""
    community: "Community | None" = None
    membership: "Membership | None" = None
    settings: str = ""
    agent: AgentLimits | None = None


class AddAuditEntry(Protocol):
    """Adds the audit row of a command; see `commkit.members.actor_lock`."""

    def __call__(
        self, context: Any, entry: Mapping[str, Any], /, *, locked: bool, when_archived: bool
    ) -> None:
        """Add the row, or raise where the actor may not send the command any more."""
        ...


class TypeOf(Protocol):
    """Tells the present type of a community; see `commkit.communities.type_of`."""

    def __call__(self, unit: UnitOfWork, community: CommunityId, /, *, locked: bool = False) -> str | None:
        """The type's name, kept as it is until the commit if `locked`; None where there is no such community."""
        ...


@frozen
class Composition:
    """What every session of a Kit shares.

    Attributes:
        database: Where it is kept.
        registry: All features, types, messages and facts.
        tables: The dispatch table of each community type.
        lobby: The dispatch table of the lobby.
        compile_missing: Makes the dispatch table of a type that the Kit lacks, from what the database knows of it.
        resolve: Finds out where a session is and what its actor is there: one statement.
        moderates: Whether the actor moderates a space of the session's community.
        moderated_spaces: All spaces of it that the actor moderates.
        add_audit_entry: Ends each command with its audit row, and holds the actor to what they were.
        type_of: Tells the present type of a community, for the worker.
        send_signals: Sends signals for facts, after the commit.
        clock: Where time comes from.
        rates: How many commands of a class one actor may send; None where the host set none.
        retention: How long each kind of rows is kept, by its name.
        ids: Makes ids.
        outside: The access of a session that has not entered a community yet.
    """

    database: Database
    registry: Registry
    tables: Mapping[str, DispatchTable]
    lobby: DispatchTable
    compile_missing: Callable[[str, DeclaredType | None], DispatchTable]
    resolve: Callable[[Any, str | CommunityId | None], Access]
    moderates: Callable[[Any, UUID], bool]
    moderated_spaces: Callable[[Any], frozenset[UUID]]
    add_audit_entry: "AddAuditEntry"
    type_of: TypeOf
    send_signals: Callable[[Sequence[Fact]], None]
    clock: Clock
    rates: Rates | None = None
    retention: Mapping[str, PurgeRule] = field(factory=dict)
    ids: Ids = field(factory=Ids)
    outside: Access = Access(role=VISITOR)
    _settings: Callable[[str, type, str], Any] = field(init=False)
    _permissions: Callable[[], frozenset[str]] = field(init=False)
    _missing: dict[str, tuple[DeclaredType | None, DispatchTable]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        # Settings are the same for the same text; reading them takes longer than a whole page otherwise.
        object.__setattr__(self, "_settings", lru_cache(maxsize=1024)(self._read_settings))
        object.__setattr__(self, "_permissions", cache(self._all_permissions))

    @property
    def permissions(self) -> frozenset[str]:
        """Every permission of every community type, and of the lobby."""
        return self._permissions()

    def _all_permissions(self) -> frozenset[str]:
        return self.lobby.permissions.union(*(table.permissions for table in self.tables.values()))

    def table_of(self, type: str) -> DispatchTable | None:
        """The dispatch table of a type, or of the lobby where it is empty; None where the type is not installed."""
        return self.tables.get(type) if type else self.lobby

    def table(self, access: Access, unit: UnitOfWork) -> DispatchTable:
        """The dispatch table of a community's type, or of the lobby.

        Args:
            access: Where a session is.
            unit: Its unit of work, to ask what the database knows of a type that the Kit lacks.
        """
        if access.community is None:
            return self.lobby
        return self.tables.get(access.type) or self._missing_table(access.type, unit)

    def _missing_table(self, type: str, unit: UnitOfWork) -> DispatchTable:
        """The table by which a community is read whose type the Kit lacks; made anew when its declaration changes."""
        declared = next(
            (
                its
                for plugin in read_declarations(unit.rows(DECLARATIONS))
                for its in plugin.types
                if its.name == type
            ),
            None,
        )
        kept = self._missing.get(type)
        if kept is None or kept[0] != declared:
            _log.warning("type.missing %s", type_missing_text(type))
            kept = self._missing[type] = (declared, self.compile_missing(type, declared))
        return kept[1]

    def read_settings(self, type_name: str, kind: type, own: str) -> Any:
        """The settings of a feature for communities of a type.

        Args:
            type_name: The community type.
            kind: The class of the settings.
            own: The community's own settings: JSON by feature name, or empty.
        """
        return self._settings(type_name, kind, own)

    def _read_settings(self, type_name: str, kind: type, own: str) -> Any:
        return self.settings_in(self.tables.get(type_name, self.lobby), kind, own)

    @staticmethod
    def settings_in(table: DispatchTable, kind: type, own: str) -> Any:
        """The same for a dispatch table; nothing is kept of the answer."""
        if kind not in table.settings:
            raise PluginError(
                "runtime.no_settings", f"no feature of this type has settings of class {kind.__name__}"
            )
        feature, defaults = table.settings[kind]
        values = from_json(own).get(feature, {}) if own else {}
        return override(defaults, values)
