"""The worker's own commands: what the business system answered about a link that somebody wants."""

from attrs import frozen

from commkit import Command, Context
from commkit.notifications import notify
from commkit.posts import Post
from commkit_internal.business_objects import statements as sql
from commkit_internal.business_objects.facts import ObjectLinked
from commkit_internal.business_objects.feature import LINK_REFUSED, RECORD_OBJECTS, business_object_feature
from commkit_internal.business_objects.handlers import is_walled
from commkit_internal.business_objects.messages import MAX_CARDS
from commkit_internal.business_objects.records import ObjectLink, ObjectLinkId


@frozen
class ConfirmObjectLink(Command[bool]):
    """Let a link be there, since who wants it may see the object; it is refused where the thread has 100 already.

    Returns:
        Whether it is there now and was not before.

    Raises:
        NotFound: It was taken back meanwhile.
    """

    permission = RECORD_OBJECTS
    personal = ()
    when_archived = True

    link: ObjectLinkId


@frozen
class RefuseObjectLink(Command[None]):
    """Delete a link that waits, and notify who wanted it; they are not told why.

    Raises:
        NotFound: It was taken back meanwhile.
    """

    permission = RECORD_OBJECTS
    personal = ()
    when_archived = True

    link: ObjectLinkId


@business_object_feature.handles(ConfirmObjectLink)
def confirm_object_link(context: Context, command: ConfirmObjectLink) -> bool:
    """Lock the object, so that of two links of one post one is confirmed; the other one says the same, and goes."""
    link = context.get(ObjectLink, command.link)
    context.one(sql.LOCKED, id=link.object)
    if link.linked_at is not None:
        return False
    if context.one(sql.CONFIRMED, object=link.object, post=link.post) is not None:
        context.run(sql.DELETE_WAITING, id=link.id)
        return False
    post = context.get(Post, link.post)
    ((there,),) = context.rows(sql.COUNT_IN_THREAD, thread=post.thread)
    if there >= MAX_CARDS or is_walled(context, post):
        _refuse(context, link)
        return False
    if not context.run(sql.CONFIRM, id=link.id, now=context.now):
        return False
    context.emit(ObjectLinked(link=link.id, object=link.object, post=link.post))
    return True


@business_object_feature.handles(RefuseObjectLink)
def refuse_object_link(context: Context, command: RefuseObjectLink) -> None:
    """Only while it waits."""
    link = context.get(ObjectLink, command.link)
    if link.linked_at is None:
        _refuse(context, link)


def _refuse(context: Context, link: ObjectLink) -> None:
    if context.run(sql.DELETE_WAITING, id=link.id):
        notify(context, LINK_REFUSED, (link.linked_by,), record=Post.__name__, object=link.post)
