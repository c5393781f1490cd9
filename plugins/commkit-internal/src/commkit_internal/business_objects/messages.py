"""The commands and queries of business objects."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, Page, Query, Text
from commkit.posts import PostId
from commkit_internal.business_objects.records import (
    LinkedObject,
    ObjectCards,
    ObjectChange,
    ObjectEvent,
    ObjectReference,
    ObjectThread,
    ReferenceKey,
    ReferenceKind,
)

MAX_CARDS = 100
"""Objects that the business system is asked for at once, and that a thread is about, at most."""


@frozen
class LinkObject(Command[None]):
    """Say that a post is about an object of the business system, which the actor must be permitted to see there.

    The worker asks the business system, so the link is there a moment later. Who may not see the object is notified;
    they are told the same where there is no such object. Sent again, it changes nothing.

    Attributes:
        post: The post; that of a thread stands for the thread.
        kind: One of the kinds of the settings.
        key: The business system's key.

    Raises:
        Denied: This community has no business system (`internal.no_business_system`), or the post stands behind walls
            (`internal.walled_link`).
        Invalid: There is no such kind.
        Conflict: One links the post with 20 objects already (`internal.too_many_links`).
    """

    permission = "internal.link_objects"
    granted_to = "member"
    personal = ()

    post: PostId
    kind: ReferenceKind
    key: ReferenceKey


@frozen
class UnlinkObject(Command[None]):
    """Say that a post is not about an object after all: one takes back what one linked oneself; stewards, any.

    It tells nothing: where there is no such link, or only one of somebody else's, nothing changes.

    Attributes:
        post: The post.
        kind: The kind of the object.
        key: The business system's key.
    """

    permission = "internal.link_objects"
    withdraws = True
    personal = ()

    post: PostId
    kind: ReferenceKind
    key: ReferenceKey


@frozen
class ListObjectLinks(Query[tuple[LinkedObject, ...]]):
    """List the objects that a thread is about and that the reader may see in the business system, which is asked now.

    It is asked once for all of them, and at most 100; a session that writes must not wait for it.

    Attributes:
        thread: The thread.

    Raises:
        Denied: The session is no `read_only` one (`internal.reading_waits`).
    """

    permission = "internal.read_objects"
    granted_to = "member"

    thread: PostId


@frozen
class ListThreadsOfObject(Query[Page[ObjectThread]]):
    """List the threads with posts that are about an object, the newest first, as far as the reader sees them.

    Who may not see the object in the business system finds none, as where there is no such object.

    Attributes:
        kind: The kind of the object.
        key: The business system's key.
        after: Where the last page ended.
        limit: How many, at most.

    Raises:
        Denied: The session is no `read_only` one (`internal.reading_waits`).
    """

    permission = "internal.read_objects"
    personal = ()

    kind: ReferenceKind
    key: ReferenceKey
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadObjectCards(Query[ObjectCards]):
    """Read the cards of some objects, as far as the reader may see them in the business system, which is asked now.

    Attributes:
        objects: Which; up to 100, each once.

    Raises:
        Denied: The session is no `read_only` one (`internal.reading_waits`).
        Invalid: There is no such kind, or an object is named twice.
    """

    permission = "internal.read_objects"
    personal = ()

    objects: Annotated[tuple[ObjectReference, ...], Items(max=MAX_CARDS)]


@frozen
class RecordObjectChange(Command[None]):
    """Record what the business system says of an object: no card from before is shown any more.

    An object that was deleted has no links any more. Where no link ever named the object, nothing changes.

    Attributes:
        kind: The kind of the object.
        key: The business system's key.
        change: What happened to it.
        news: Whether followers of linked threads are told of a change, as far as they may see the object.
    """

    permission = "internal.record_objects"
    personal = ()
    when_archived = True

    kind: ReferenceKind
    key: ReferenceKey
    change: ObjectChange
    news: bool = field(default=False, kw_only=True)


@frozen(kw_only=True)
class VerifyObjectEvent(Query[ObjectEvent]):
    """Verify and read an event that the business system sent; asked in the name of the host.

    Attributes:
        id: The header `webhook-id`.
        timestamp: The header `webhook-timestamp`.
        signature: The header `webhook-signature`.
        body: The body, in base64.

    Raises:
        NotFound: Nobody sends events here.
        Denied: The signature is missing or wrong, or the event is too old (`internal.bad_signature`).
        Invalid: It is signed, but is no event (`internal.bad_event`).
    """

    permission = "internal.record_objects"
    personal = ("body",)
    host_only = True

    id: Annotated[str, Text(max=200, min=0, multiline=False)]
    timestamp: Annotated[str, Text(max=40, min=0, multiline=False)]
    signature: Annotated[str, Text(max=2_000, min=0, multiline=False)]
    body: Annotated[str, Text(max=90_000, min=0, multiline=False)]
