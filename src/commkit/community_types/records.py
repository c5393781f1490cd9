"""The records of changes of a community's type."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.type_origins import PassedOver, TypeComposition, TypeValue

__all__ = [
    "LossKind",
    "PassedOver",
    "TypeChange",
    "TypeChangeId",
    "TypeChangePlan",
    "TypeComposition",
    "TypeExposure",
    "TypeLoss",
    "TypeValue",
]

TypeChangeId = NewType("TypeChangeId", UUID)
"""The id of a change of type."""


class LossKind(StrEnum):
    """What kind of thing a community loses, or has out of sight, with its present type."""

    FEATURE = "feature"
    """A feature, counted by the rows of its tables: nobody reaches them."""
    POST_KIND = "post_kind"
    """A post kind, counted by its posts: they are hidden."""
    POST_STATE = "post_state"
    """A state of a post kind, counted by the posts in it: they stay in it, and can be moved to no other."""
    REACTION = "reaction"
    """A reaction, counted by how often members gave it: it can be given no more."""
    ROLE = "role"
    """A role, counted by the members who have it: they count as `member`."""
    TRUST = "trust"
    """A trust level, counted by the members who have it: they count as of the highest there is."""
    GRANT = "grant"
    """`role: permission`, counted by the members who lose it."""
    SETTING = "setting"
    """`feature.setting` of the community's own: it is kept, and counts no more."""
    SCHEDULED = "scheduled"
    """A scheduled command, counted by those that wait: they are held."""
    FIELD = "field"
    """A field, as `post.version` or `member.city`, counted by its values: they are kept, and shown no more."""
    DELIVERY = "delivery"
    """A subscriber, counted by its open deliveries: they are held."""


@frozen
class TypeLoss:
    """Something that the present type of a community has, and another one lacks. None of it is deleted.

    Attributes:
        kind: What kind of thing.
        name: Its name.
        count: How many there are; see the kind.
    """

    kind: LossKind
    name: str
    count: int


@frozen
class TypeExposure:
    """Something that some could see which was hidden from them until then, so the change is refused.

    Attributes:
        role: The role of those who would see more.
        trust: Their trust level.
        permission: The permission that they would gain; empty where a hiding rule would go.
        since: The type of this community, present or former, under which they could not.
        rule: The hiding rule that would go, such as `Post: beyond_the_reader`.
    """

    role: str
    trust: int
    permission: str
    since: str
    rule: str = ""


@frozen
class TypeChangePlan:
    """What a change of type would do, as things are now.

    Attributes:
        before: The present type.
        after: The other one.
        losses: What would be lost or hidden, sorted by kind and name.
        exposures: What stands in the way: who could see more than they may now.
        fingerprint: The same for plans that say the same; `ChangeType` carries it.
    """

    before: str
    after: str
    losses: tuple[TypeLoss, ...]
    exposures: tuple[TypeExposure, ...]
    fingerprint: str


@frozen
class TypeChange:
    """A change of type that was made.

    Attributes:
        id: Its id; ids are in the order of time.
        before: The type that the community had.
        after: The type that it got.
        member: Who changed it; None for the host.
        at: When.
        undone_at: When it was undone; None while it holds.
    """

    id: TypeChangeId
    before: str
    after: str
    member: MemberId | None
    at: datetime
    undone_at: datetime | None
