"""A scenario: a community with somebody of every role in it, and objects of each of them to try messages on."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from attrs import evolve, field, frozen

from commkit.communities import ArchiveCommunity, Community, CreateCommunity, Visibility
from commkit.kit import Kit
from commkit.members import AddMember, AssignRole, LeaveCommunity, RestrictMember
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.model.types import (
    BANNED,
    MEMBER,
    OUTSIDER,
    OWNER,
    SILENCED,
    SUSPENDED,
    SYSTEM_ROLE,
    VISITOR,
)
from commkit.runtime.sessions.composition import SYSTEM, Actor
from commkit.testing.permissions import LEFT, Fixture, all_roles

R = TypeVar("R")

OTHER = "other"
"""A plain member, who owns the objects that are not the sender's own."""

CREATOR = "creator"
"""Who created the community, and stays its owner."""

NON_MEMBERS = (OUTSIDER, VISITOR)
"""Roles of people who never were members."""


class RollBack(Exception):  # no error
    """Raised in a session to end it without keeping anything."""


@frozen
class Scenario:
    """A community to try messages in.

    People are named by their roles: the host's key of the silenced member is `silenced`. At first all of them are
    owners, so that they can make objects; `assign_roles` then gives them their roles.

    Attributes:
        kit: Where it is.
        community: The community.
        settings: Values of features' settings that its type needs.
        fixtures: How objects are made, by field name or by the name of an id type.
        people: The roles of those who are in it.
    """

    kit: Kit
    community: Community
    settings: Mapping[str, Any]
    fixtures: Mapping[str, Fixture]
    people: Sequence[str]
    _created_objects: dict[tuple[Fixture, str, bool], Any] = field(factory=dict)

    def do(self, actor: Actor, command: Command[R]) -> R:
        """Let somebody carry out a command here."""
        place = None if command.lobby else self.community.slug
        with self.kit.session(actor, place) as session:
            return session.do(command)

    def ask(self, actor: Actor, query: Query[R]) -> R:
        """Let somebody ask a query here."""
        place = None if query.lobby else self.community.slug
        with self.kit.session(actor, place, read_only=True) as session:
            return session.ask(query)

    def member(self, actor: str) -> MemberId:
        """The member id of one of the people."""
        with self.kit.session(actor, self.community.slug, read_only=True) as session:
            return session.member

    def clock(self) -> datetime:
        """The present time of the kit."""
        return self.kit.clock()

    def fixture(self, fixture: Fixture, whose: str, *, removed: bool = False) -> Any:
        """The id of an object that belongs to somebody; made when it is first asked for.

        Args:
            fixture: How it is made.
            whose: One of the people.
            removed: Whether it is removed.
        """
        key = (fixture, whose, removed)
        if key not in self._created_objects:
            made = fixture.make(self, whose)
            if removed and fixture.removed is not None:
                made = fixture.removed(self, made) or made
            self._created_objects[key] = made
        return self._created_objects[key]

    def another_community(self) -> "Scenario":
        """Another community of the same type, with nobody in it but its creator."""
        created = _create(self.kit, self.community.type, self.settings, self.community.visibility)
        return evolve(self, community=created, people=(), created_objects={})

    def assign_roles(self) -> None:
        """Give everybody their role."""
        for role in self.people:
            member = self.member(role)
            if role == LEFT:
                self.do(role, LeaveCommunity())
            elif role in (SILENCED, SUSPENDED, BANNED):
                self.do(SYSTEM, AssignRole(member, MEMBER))
                self.do(SYSTEM, RestrictMember(member, role, "To see what is left."))  # type: ignore[arg-type]  # just those
            elif role != OWNER:
                self.do(SYSTEM, AssignRole(member, MEMBER if role == OTHER else role))

    def archive(self) -> None:
        """Make it read-only."""
        self.do(CREATOR, ArchiveCommunity("To see what still works."))


def create_scenario(
    kit: Kit,
    type: str,
    *,
    settings: Mapping[str, Any],
    fixtures: Mapping[str, Fixture],
    visibility: Visibility = Visibility.PUBLIC,
) -> Scenario:
    """Create a community with somebody of every role in it, all of them owners yet.

    Args:
        kit: Where.
        type: Its type.
        settings: Values of features' settings that the type needs.
        fixtures: How objects are made.
        visibility: Who reads in it.
    """
    roles = all_roles(kit.registry.types[type])
    people = [role for role in roles if role not in (*NON_MEMBERS, SYSTEM_ROLE)] + [OTHER]
    scenario = Scenario(kit, _create(kit, type, settings, visibility), settings, fixtures, people)
    for key in people:
        if key != CREATOR:
            scenario.do(SYSTEM, AddMember(key, role=OWNER))
    return scenario


def _create(kit: Kit, type: str, settings: Mapping[str, Any], visibility: Visibility) -> Community:
    command = CreateCommunity(
        f"scenario-{uuid4().hex}",
        type=type,
        title="A scenario",
        purpose="To try messages.",
        care_hours=1,
        review_on=kit.clock().date() + timedelta(days=365),
        visibility=visibility,
        settings=settings,
    )
    with kit.session(CREATOR) as lobby:
        return lobby.do(command)
