"""How posts are linked with business objects, and what the business system says of these."""

from uuid import UUID

from commkit import SYSTEM, Conflict, Context, Denied
from commkit.posts import Post
from commkit_internal.business_objects import statements as sql
from commkit_internal.business_objects.facts import (
    ObjectChanged,
    ObjectLinkAsked,
    ObjectLinked,
    ObjectUnlinked,
)
from commkit_internal.business_objects.feature import (
    UNLINK_ANY,
    BusinessObjectSettings,
    business_object_feature,
)
from commkit_internal.business_objects.messages import LinkObject, RecordObjectChange, UnlinkObject
from commkit_internal.business_objects.policy import MAX_OWN_LINKS, check_kind
from commkit_internal.business_objects.ports import BusinessSystem
from commkit_internal.business_objects.records import (
    BusinessObject,
    BusinessObjectId,
    ObjectChange,
    ObjectLink,
    ObjectLinkId,
)
from commkit_internal.tables import business_object, object_link


@business_object_feature.loads(ObjectLink, table=object_link, owner=lambda link: link.linked_by)
def fetch_object_link(context: Context, id: UUID) -> ObjectLink | None:
    """A link, for the host."""
    return context.one(sql.ONE, id=id)


@business_object_feature.loads(BusinessObject, table=business_object)
def fetch_business_object(context: Context, id: UUID) -> BusinessObject | None:
    """An object that links name, for the host."""
    return context.one(sql.OBJECT, id=id)


@business_object_feature.handles(LinkObject)
def link_object(context: Context, command: LinkObject) -> None:
    """Add a link that waits for the business system; what the host links itself is there at once."""
    post = context.get(Post, command.post)
    check_kind(context.settings(BusinessObjectSettings), command.kind)
    if context.port(BusinessSystem) is None:
        raise Denied(
            "internal.no_business_system",
            "this community has no business system; the host gives one to the plugin",
        )
    if is_walled(context, post):
        raise Denied(
            "internal.walled_link",
            "what stands behind walls is linked with no business system; link a post that others see",
        )
    found = _object(context, command.kind, command.key)
    is_host = context.actor is SYSTEM
    _check_number(context, post)
    link = ObjectLink(
        id=ObjectLinkId(context.new_id()),
        object=found.id,
        post=post.id,
        linked_by=context.member_or_none,
        asked_at=context.now,
        linked_at=context.now if is_host else None,
    )
    if not context.run(sql.ADD, link):  # they asked for it before
        return
    if is_host:
        context.emit(ObjectLinked(link=link.id, object=found.id, post=post.id))
    else:
        context.emit(ObjectLinkAsked(link=link.id))


@business_object_feature.handles(UnlinkObject)
def unlink_object(context: Context, command: UnlinkObject) -> None:
    """Delete one's own links, or any; those that waited are not told of."""
    post = context.get(Post, command.post)
    found = context.one(sql.LOCKED_BY_KEY, kind=command.kind, key=command.key)
    if found is None:
        return
    any_ones = context.can(UNLINK_ANY)
    for link in context.rows(sql.OF_POST, object=found.id, post=post.id):
        if not any_ones and link.linked_by != context.member_or_none:
            continue
        if context.run(sql.DELETE, id=link.id) and link.linked_at is not None:
            context.emit(ObjectUnlinked(link=link.id, object=found.id, post=post.id))


@business_object_feature.handles(RecordObjectChange)
def record_object_change(context: Context, command: RecordObjectChange) -> None:
    """Note when it changed; forget one that is there no more."""
    found = context.one(sql.LOCKED_BY_KEY, kind=command.kind, key=command.key)
    if found is None:
        return
    if command.change is ObjectChange.DELETED:
        context.run(sql.DELETE_LINKS, object=found.id)
        context.run(sql.DELETE_OBJECT, id=found.id)
    else:
        context.run(sql.SET_CHANGED, id=found.id, now=context.now)
    news = command.news and command.change is ObjectChange.CHANGED
    context.emit(ObjectChanged(object=found.id, change=command.change, news=news))


def is_walled(context: Context, post: Post) -> bool:
    """Whether a post stands behind walls: what is said there leaves for no other system."""
    return context.one(sql.WALLED, post=post.id) is not None


def _object(context: Context, kind: str, key: str) -> BusinessObject:
    """The object with a key, which is named here from now on; locked, so that nobody forgets it meanwhile."""
    context.run(
        sql.ADD_OBJECT, BusinessObject(BusinessObjectId(context.new_id()), kind, key, changed_at=context.now)
    )
    found = context.one(sql.LOCKED_BY_KEY, kind=kind, key=key)
    assert found is not None  # it was added, or was there
    return found


def _check_number(context: Context, post: Post) -> None:
    """Only one's own links count: how many others made tells of objects that one may not see."""
    member = context.member_or_none
    if member is None:
        return
    ((own,),) = context.rows(sql.COUNT_OWN, post=post.id, member=member)
    if own >= MAX_OWN_LINKS:
        raise Conflict(
            "internal.too_many_links", f"you linked this post with {own} objects; unlink one of them first"
        )
