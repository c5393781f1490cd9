"""A unit of work that knows its actor: who acts, in which community, as what, and what they may do there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import evolve

from commkit.runtime.composing.agent_grants import AgentLimits
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.composing.registry import Registry
from commkit.runtime.model.errors import Conflict, Denied
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.model.types import CommunityType, permission_name
from commkit.runtime.sessions import errors
from commkit.runtime.sessions.composition import Composition, System
from commkit.runtime.sessions.rates import Rates
from commkit.runtime.storage.joining import HostConnection
from commkit.runtime.storage.readers import NOBODY, READ_AT, READER, READER_ROLE, READER_STAFF, READER_TRUST
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.storage.visibility import Visibility
from commkit.runtime.values.serialization import override

if TYPE_CHECKING:  # the two records that say where a session is belong to the nouns above
    from commkit.communities.records import Community
    from commkit.members.records import Membership

T = TypeVar("T")


class ActorUnit(UnitOfWork):
    """One actor in one community, in one transaction.

    Attributes:
        actor: The host's key of who acts; `SYSTEM` for the host itself; None for a visitor.
        now: The moment of the present command.
    """

    def __init__(
        self,
        composition: Composition,
        *,
        actor: str | System | None,
        connection: HostConnection | None = None,
        read_only: bool = False,
    ) -> None:
        if actor is not None and not isinstance(actor, str | System):
            raise errors.wrong_actor(actor)
        super().__init__(composition.database, connection=connection, read_only=read_only)
        self._composition = composition
        self._access = composition.outside
        self._dispatch = composition.lobby
        self.actor = actor
        self.now: datetime = composition.clock()

    @property
    def community_id(self) -> CommunityId:
        """The community's id; `LOBBY` outside."""
        return self._access.community_id

    @property
    def read_only(self) -> bool:
        """Whether nothing is written in it, so that nobody waits for its locks."""
        return self._read_only

    @property
    def visibility(self) -> Visibility:
        """What the features of this community's type hide from whom."""
        return self._dispatch.visibility

    def add_reader(self, values: dict[str, Any], permissions: Mapping[str, str]) -> None:
        """Statements show what the actor may see."""
        mine = self._access.membership
        values[READER] = self._access.member or NOBODY
        values[READER_ROLE] = self._access.role
        values[READER_TRUST] = self._access.trust
        values[READER_STAFF] = mine.staff if mine is not None else False
        values[READ_AT] = self.now
        if permissions:
            grants = self.grants
            for parameter, permission in permissions.items():
                values[parameter] = permission in grants

    @property
    def community(self) -> "Community":
        """The community's record.

        Raises:
            Conflict: In the lobby.
        """
        if self._access.community is None:
            raise Conflict("runtime.lobby", "this needs a community; open the session with community=...")
        return self._access.community

    @property
    def membership(self) -> "Membership | None":
        """The actor's membership record here, or None."""
        return self._access.membership

    @property
    def member(self) -> MemberId:
        """The acting member's id.

        Raises:
            Denied: The actor is nobody here yet.
        """
        if self._access.member is None:
            raise Denied("runtime.not_a_member", "join the community first")
        return self._access.member

    @property
    def member_or_none(self) -> MemberId | None:
        """The acting member's id, or None for visitors and the system."""
        return self._access.member

    @property
    def role(self) -> str:
        """What the actor is here: `visitor`, `member`, `steward`..."""
        return self._access.role

    @property
    def agent(self) -> AgentLimits | None:
        """What bounds the acting agent; None where a person or the host acts."""
        return self._access.agent

    @property
    def community_type(self) -> CommunityType:
        """The type of the community."""
        return self._dispatch.community_type

    @property
    def missing_type(self) -> str | None:
        """The type of the community where the Kit lacks it: then the community is only read; else None."""
        return self._dispatch.community_type.name if self._dispatch.missing else None

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

    def dispatch_of(self, type: str) -> DispatchTable:
        """What is registered for another community type, to compare it with this one.

        Raises:
            NotFound: There is no such type.
        """
        found = self._composition.tables.get(type)
        if found is None:
            raise errors.no_such_type(type, self._composition.tables)
        return found

    def can(self, permission: str, record: object = None) -> bool:
        """Whether the actor holds a permission.

        Where it is granted as `:own`, for a record of the actor's own; where as `:space`, for one that stands in a
        space that the actor moderates. Who loses either meanwhile is refused at the end of the command: then their
        membership has another version, and the actor lock asks for it.
        """
        grants = self.grants
        if permission in grants:
            return True
        if record is None or self._access.member is None:
            return False
        if f"{permission}:own" in grants and self.owner_of(record) == self._access.member:
            return True
        return f"{permission}:space" in grants and self.moderates(record)

    def check_permission(self, permission: str, record: object = None) -> None:
        """Refuse a question about a permission that no feature has, or about what is no record.

        Raises:
            Invalid: One of the two is so.
        """
        if permission_name(str(permission)) not in self._composition.permissions:
            raise errors.unknown_permission(permission)
        if record is not None and type(record) not in self._dispatch.loaders:
            raise errors.no_record(record)

    def owner_of(self, record: object) -> MemberId | None:
        """Whose a loaded record is; None where it belongs to nobody."""
        owner = self._dispatch.loaders[type(record)].owner
        return owner(record) if owner is not None else None

    def moderates(self, record: object) -> bool:
        """Whether a loaded record stands in a space that the actor moderates."""
        space_of = self._dispatch.loaders[type(record)].space
        space = space_of(self, record) if space_of is not None else None
        return space is not None and self._composition.moderates(self, space)

    def moderated_spaces(self) -> frozenset[UUID]:
        """The spaces that the actor moderates, in one statement."""
        return self._composition.moderated_spaces(self)

    @property
    def grants(self) -> frozenset[str]:
        """What the actor may do here, by role and trust; an agent within its scopes."""
        access = self._access
        if access.agent is not None:
            return self._dispatch.granted_to_agent(access.role, access.trust, access.agent)
        return self._dispatch.granted(access.role, access.trust)

    def grants_of(self, role: str) -> frozenset[str]:
        """What a role may do here, without what trust adds to it."""
        return self._dispatch.grants.get((role, 0), frozenset())

    def settings(self, kind: type[T]) -> T:
        """The settings of a feature in this community: the community's own over the type's over the host's."""
        composition, own = self._composition, self._access.settings
        found: T = (
            composition.settings_in(self._dispatch, kind, own)
            if self._dispatch.missing
            else composition.read_settings(self._dispatch.community_type.name, kind, own)
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
                raise errors.no_settings(feature, known)
            override(known[feature], given)

    def port(self, kind: type[T]) -> T | None:
        """The host's object for this port, or None.

        Raises:
            PluginError: No feature declares the port among its `port_types`, so no host could give it.
        """
        return self._dispatch.port(kind)

    def declared(self, kind: type[T]) -> tuple[T, ...]:
        """What the features of this community's type, and the type, declare for a feature that collects it.

        Args:
            kind: The class of the records.

        Raises:
            PluginError: No feature here names the class among those that it collects.
        """
        return self._dispatch.declared_of(kind)

    def new_id(self, at: datetime | None = None) -> UUID:
        """A fresh id (UUIDv7) of this moment, or of another one."""
        return self._composition.ids.new(at or self.now)

    def adopt_own_change(
        self,
        *,
        community: "Community | None" = None,
        membership: "Membership | None" = None,
        settings: str | None = None,
        principal_version: int | None = None,
    ) -> None:
        """Take over what the command itself changed of its community or of its actor's membership.

        The actor lock would hold it for somebody else's change. What somebody else changed besides is not taken over:
        then the lock refuses the command.

        Args:
            community: The community's record as it is now; where its type changed, the session goes on by that type's
                dispatch table.
            membership: The actor's membership as it is now; a record of somebody else changes nothing here. No agent
                changes that of whom it acts for.
            settings: The community's settings as it has them now, as JSON.
            principal_version: The version that the membership has now of whom the actor, an agent, acts for.
        """
        if community is not None:
            self._access = evolve(self._access, community=community, type=community.type)
            self._dispatch = self._composition.table(self._access, self)
        if settings is not None:
            self._access = evolve(self._access, settings=settings)
        mine, agent = self._access.membership, self._access.agent
        if principal_version is not None and agent is not None and principal_version == agent.version + 1:
            self._access = evolve(self._access, agent=evolve(agent, version=principal_version))
        if membership is not None and mine is not None and membership.id == mine.id:
            its_own_change = membership.version - mine.version in (0, 1)
            self._access = evolve(
                self._access,
                membership=membership if its_own_change else evolve(membership, version=mine.version),
            )

    def enter(self, community: str | CommunityId | None) -> None:
        """Go into a community, or learn anew what the actor is in this one.

        From the lobby it holds for the rest of the command, as creating communities and invitations need it.

        Raises:
            NotFound: There is no such community for this actor.
        """
        access = self._composition.resolve(self, community)
        self._dispatch = self._composition.table(access, self)
        self._access = access

    @contextmanager
    def viewing_as(self, actor: str | None) -> Iterator[None]:
        """See what another user of the host, or a visitor, sees; nothing can be done meanwhile.

        For answers that depend on what somebody else may see. Let nothing out that the actor must not learn.

        Args:
            actor: The host's key; None for a visitor.
        """
        mine = self.actor, self._access, self._dispatch, self._read_only
        try:
            self.actor, self._read_only = actor, True
            self.enter(self.community_id)
            yield
        finally:
            self.actor, self._access, self._dispatch, self._read_only = mine
