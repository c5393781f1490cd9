"""What the worker does for links: it asks the business system, tells it of links, and tells people of changes."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from commkit import Command, CommkitError, Delivery, MemberId, NotFound
from commkit.notifications import notify, thread_watchers
from commkit.posts import Post, PostId
from commkit.storage import FIRST_ID
from commkit_internal.business_objects import statements as sql
from commkit_internal.business_objects.facts import (
    ObjectChanged,
    ObjectLinkAsked,
    ObjectLinked,
    ObjectUnlinked,
)
from commkit_internal.business_objects.feature import CHANGED, business_object_feature
from commkit_internal.business_objects.handlers import is_walled
from commkit_internal.business_objects.jobs import ConfirmObjectLink, RefuseObjectLink
from commkit_internal.business_objects.ports import (
    BusinessSystem,
    BusinessSystemRefused,
    BusinessSystemUnreachable,
)
from commkit_internal.business_objects.records import (
    AskedLink,
    BusinessObject,
    LinkNotice,
    ObjectReader,
    ObjectReference,
)

BATCH_SIZE = 25
"""Followers that one delivery asks the business system for, one after the other."""


@business_object_feature.subscribes_to(ObjectLinkAsked)
def ask_for_link(delivery: Delivery, fact: ObjectLinkAsked) -> None:
    """Ask outside any transaction whether who wants the link may see the object; then record the answer."""
    with delivery.context(read_only=True) as context:
        asked = context.one(sql.ASKED, id=fact.link)
    if asked is None:
        return
    system = delivery.port(BusinessSystem)
    try:
        permitted = _may_link(delivery, system, asked)
    except BusinessSystemUnreachable:
        if delivery.last:
            _answer(delivery, RefuseObjectLink(asked.link))
        raise
    _answer(delivery, ConfirmObjectLink(asked.link) if permitted else RefuseObjectLink(asked.link))


def _answer(delivery: Delivery, command: Command[Any]) -> None:
    with suppress(NotFound), delivery.context() as context:  # it was taken back
        context.do(command)


def _may_link(delivery: Delivery, system: BusinessSystem, asked: AskedLink) -> bool:
    """Whether they still see the post, and the business system shows them the object."""
    if asked.member is None or asked.member_key is None or not _sees(delivery, asked.member_key, asked.post):
        return False
    reader = ObjectReader(delivery.community, asked.member, asked.member_key)
    return _is_shown(system, ObjectReference(asked.kind, asked.key), reader)


def _is_shown(system: BusinessSystem, object: ObjectReference, reader: ObjectReader) -> bool:
    try:
        return any(card.reference == object for card in system.read((object,), reader))
    except BusinessSystemRefused:
        return False


def _sees(delivery: Delivery, key: str, post: PostId) -> bool:
    try:
        with delivery.context(read_only=True, actor=key) as context:
            context.get(Post, post)
            return context.can("internal.read_objects")
    except CommkitError:  # they have left, or it was removed
        return False


@business_object_feature.subscribes_to(ObjectLinked, ObjectUnlinked)
def tell_business_system(delivery: Delivery, fact: ObjectLinked | ObjectUnlinked) -> None:
    """Tell the business system outside any transaction, in order, and always under the id of the fact."""
    with delivery.context(read_only=True) as context:
        try:
            object = context.get(BusinessObject, fact.object)
            post = context.get(Post, fact.post)
        except NotFound:  # it was deleted in the business system, or with who wrote the post
            return
        walled = is_walled(context, post)
    if walled:  # the thread was moved there since
        return
    assert fact.at is not None  # what is delivered was emitted
    notice = LinkNotice(
        kind=object.kind,
        key=object.key,
        community=delivery.community,
        thread=post.thread,
        post=post.id,
        linked=isinstance(fact, ObjectLinked),
        at=fact.at,
    )
    with suppress(BusinessSystemRefused):  # It has no place for this, and nobody waits for it.
        delivery.port(BusinessSystem).tell(notice, request=str(fact.id))


@business_object_feature.subscribes_to(ObjectChanged)
def notify_followers(delivery: Delivery, fact: ObjectChanged) -> None:
    """Notify who watches a linked thread and may see the object; a delivery for each thread, and for each batch."""
    if not fact.news:
        return
    if not delivery.target:
        with delivery.context(read_only=True) as context:
            threads = [thread for (thread,) in context.rows(sql.LINKED_THREADS, object=fact.object)]
        delivery.forward(f"{thread.hex}/{FIRST_ID.hex}" for thread in threads)
        return
    thread, _, after = delivery.target.partition("/")
    _notify_batch(delivery, fact, PostId(UUID(thread)), MemberId(UUID(after)))


def _notify_batch(delivery: Delivery, fact: ObjectChanged, thread: PostId, after: MemberId) -> None:
    with delivery.context(read_only=True) as context:
        try:
            object = context.get(BusinessObject, fact.object)
        except NotFound:
            return
        watchers = thread_watchers(context, thread, after=after, size=BATCH_SIZE)
        members = list(context.rows(sql.KEYS_OF, members=list(watchers))) if watchers else []
    if len(watchers) == BATCH_SIZE:
        delivery.forward([f"{thread.hex}/{watchers[-1].hex}"])
    if not members:
        return
    system, reference = delivery.port(BusinessSystem), ObjectReference(object.kind, object.key)
    told = [
        MemberId(id)
        for id, key in members
        if _sees(delivery, key, thread)
        and _is_shown(system, reference, ObjectReader(delivery.community, MemberId(id), key))
    ]
    with delivery.context(once=True) as context:
        notify(context, CHANGED, told, record=Post.__name__, object=thread)
