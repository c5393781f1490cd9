"""Objects of a business system, their links with posts, and the cards that are shown of them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import field, frozen

from commkit import CommunityId, MemberId, Text
from commkit.posts import PostId
from commkit.storage import Person, Plain

BusinessObjectId = NewType("BusinessObjectId", UUID)
"""The id of a business object here; the business system has a key of its own for it."""
ObjectLinkId = NewType("ObjectLinkId", UUID)
"""The id of a link of a post with a business object."""

ObjectKind = Annotated[str, Plain(max=32, multiline=False)]
ObjectKey = Annotated[str, Plain(max=100, multiline=False)]
ReferenceKind = Annotated[str, Text(max=32, multiline=False)]
ReferenceKey = Annotated[str, Text(max=100, multiline=False)]


class ObjectChange(StrEnum):
    """What the business system says of an object."""

    CHANGED = "changed"
    """Its state is another one."""
    PERMISSIONS_CHANGED = "permissions_changed"
    """Others may see it than before."""
    DELETED = "deleted"
    """It is there no more."""


@frozen
class BusinessObject:
    """An object of the business system that a link names; what it is, only the business system knows.

    Attributes:
        id: Its id here.
        kind: What it is: `deal`, `ticket`...
        key: The business system's key.
        changed_at: When it was last told to have changed, or was first named here: no card from before is shown.
    """

    id: BusinessObjectId
    kind: ObjectKind
    key: ObjectKey
    changed_at: datetime


@frozen
class ObjectLink:
    """That a post is about a business object; nobody but the host loads it, since it tells that the object is there.

    Attributes:
        id: Its id.
        object: The object.
        post: The post.
        linked_by: Who linked it; a tombstone once they are erased, None for the host itself.
        asked_at: When.
        linked_at: Since when the link is there; None while the business system was not asked whether they may see it.
    """

    id: ObjectLinkId
    object: BusinessObjectId
    post: PostId
    linked_by: Annotated[MemberId | None, Person(owns=False)]
    asked_at: datetime
    linked_at: datetime | None


@frozen
class ObjectReference:
    """Which object of the business system is meant.

    Attributes:
        kind: One of the kinds of the settings.
        key: The business system's key.
    """

    kind: ReferenceKind
    key: ReferenceKey


@frozen
class ObjectReader:
    """For whom the business system is asked.

    Attributes:
        community: The community in which they read.
        member: Their id there.
        key: The host's key of the user.
    """

    community: CommunityId
    member: MemberId
    key: str


@frozen
class CardField:
    """A value of a card.

    Attributes:
        label: What it is called, up to 60 characters.
        value: What it is, up to 300 characters.
    """

    label: str
    value: str


@frozen(kw_only=True)
class ObjectCard:
    """What a reader is shown of a business object; all texts are plain, and come from the business system.

    Attributes:
        kind: What it is: `deal`, `ticket`...
        key: The business system's key.
        title: What it is called, up to 300 characters.
        state: How it stands, in the words of the business system, up to 60 characters.
        url: Where it is seen in the business system; empty where that is no address of a host of the settings.
        fields: Further values, up to 10.
        as_of: How old this is: when the business system said it, or of when it says that it is.
        cached: Whether the business system did not answer now, and this is what it told the same reader before.
    """

    kind: str
    key: str
    title: str
    state: str = ""
    url: str = ""
    fields: tuple[CardField, ...] = ()
    as_of: datetime | None = None
    cached: bool = False

    @property
    def reference(self) -> ObjectReference:
        """Which object it is of."""
        return ObjectReference(self.kind, self.key)


@frozen
class ObjectCards:
    """The cards of the objects that a reader asked for and may see.

    Attributes:
        cards: In the order in which they were asked for; those that the reader may not see, and that are not there, are
            left out alike.
        answered: Whether the business system answered now.
    """

    cards: tuple[ObjectCard, ...]
    answered: bool


@frozen
class LinkedObject:
    """An object that a thread is about, as one reader is shown it.

    Attributes:
        card: The object.
        post: The post of the thread that is about it.
        linked_by: Who linked it; a tombstone once they are erased, None for the host itself.
        linked_at: Since when.
    """

    card: ObjectCard
    post: PostId
    linked_by: MemberId | None
    linked_at: datetime


@frozen
class ObjectThread:
    """A thread with a post that is about an object.

    Attributes:
        thread: The thread.
        title: Its title.
        linked_at: Since when a post of it that the reader sees is about the object.
    """

    thread: PostId
    title: str
    linked_at: datetime


@frozen
class FoundLink:
    """A link of a post that the reader sees, with its object; for rows of statements.

    Attributes:
        object: The object.
        kind: Its kind.
        key: Its key.
        changed_at: When it was last told to have changed.
        post: The post.
        linked_by: Who linked it.
        linked_at: Since when.
    """

    object: BusinessObjectId
    kind: str
    key: str
    changed_at: datetime
    post: PostId
    linked_by: MemberId | None
    linked_at: datetime


@frozen
class AskedLink:
    """A link that waits for the business system; for rows of statements.

    Attributes:
        link: The link.
        post: Its post.
        kind: The kind of the object.
        key: The key of the object.
        member: Who asked for it; None where they were erased.
        member_key: The host's key of that user.
    """

    link: ObjectLinkId
    post: PostId
    kind: str
    key: str
    member: MemberId | None
    member_key: str | None


@frozen
class LinkNotice:
    """What the business system is told of a link; it names neither people nor texts.

    Attributes:
        kind: The kind of the object.
        key: Its key.
        community: The community of the thread.
        thread: The thread.
        post: The post of the thread that is about the object.
        linked: Whether they are linked, or not any more.
        at: When that was.
    """

    kind: str
    key: str
    community: CommunityId
    thread: PostId
    post: PostId
    linked: bool
    at: datetime


@frozen
class ObjectEvent:
    """What a business system told, once its signature was verified.

    Attributes:
        id: The id that it gave the event; the same where it is sent again.
        kind: The kind of the object.
        key: Its key.
        change: What happened to it.
        news: Whether the followers of linked threads are told.
    """

    id: str
    kind: str
    key: str
    change: ObjectChange
    news: bool = field(default=False)
