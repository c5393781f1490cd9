"""The statements of business objects and of their links."""

from typing import Any

from sqlalchemy import and_, bindparam, delete, func, select, update

from commkit.members import CURRENT_STATUSES, group, membership
from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, Visible, insert_if_absent, statement, visible_statement
from commkit_internal.business_objects.records import (
    AskedLink,
    BusinessObject,
    FoundLink,
    ObjectLink,
    ObjectThread,
)
from commkit_internal.tables import business_object, object_link

_OBJECT = tuple(business_object.c[name] for name in BusinessObject.__annotations__)
_LINK = tuple(object_link.c[name] for name in ObjectLink.__annotations__)
_OBJECTS_HERE = business_object.c.community_id == bindparam("community_id")
_THIS_OBJECT = _OBJECTS_HERE & (business_object.c.id == bindparam("id", type_=Id))
_BY_KEY = and_(
    _OBJECTS_HERE, business_object.c.kind == bindparam("kind"), business_object.c.key == bindparam("key")
)
_HERE = object_link.c.community_id == bindparam("community_id")
_THIS = _HERE & (object_link.c.id == bindparam("id", type_=Id))
_OF_OBJECT = _HERE & (object_link.c.object == bindparam("object", type_=Id))
_ITS_OBJECT = and_(
    business_object.c.community_id == object_link.c.community_id, business_object.c.id == object_link.c.object
)
_ITS_POST = and_(post.c.community_id == object_link.c.community_id, post.c.id == object_link.c.post)


# --- objects -----------------------------------------------------------------------------------------------------

OBJECT = visible_statement(
    lambda visible: select(*_OBJECT).where(_THIS_OBJECT, visible(BusinessObject, business_object)),
    into=BusinessObject,
)
ADD_OBJECT = statement(lambda: insert_if_absent(business_object))
"""Adds nothing where the key is known: a unique index decides."""

LOCKED = statement(lambda: select(business_object.c.id).where(_THIS_OBJECT).with_for_update())
LOCKED_BY_KEY = statement(lambda: select(*_OBJECT).where(_BY_KEY).with_for_update(), into=BusinessObject)
"""An object, locked, so that links and what the business system says of it come one after the other."""

CHANGED_AT = statement(
    lambda: select(business_object.c.kind, business_object.c.key, business_object.c.changed_at).where(
        _OBJECTS_HERE, business_object.c.key.in_(bindparam("keys", expanding=True))
    )
)
"""When objects with some keys last changed; of several kinds, too."""

SET_CHANGED = statement(
    lambda: update(business_object).values(changed_at=bindparam("now", type_=UtcDateTime)).where(_THIS_OBJECT)
)
DELETE_OBJECT = statement(lambda: delete(business_object).where(_THIS_OBJECT))


# --- links -------------------------------------------------------------------------------------------------------

ONE = visible_statement(
    lambda visible: select(*_LINK).where(_THIS, visible(ObjectLink, object_link)), into=ObjectLink
)
ADD = statement(lambda: insert_if_absent(object_link))
"""Adds nothing where the same is linked, or waits for the same member: unique indexes decide."""

CONFIRM = statement(
    lambda: (
        update(object_link)
        .values(linked_at=bindparam("now", type_=UtcDateTime))
        .where(_THIS, object_link.c.linked_at.is_(None))
    )
)
DELETE = statement(lambda: delete(object_link).where(_THIS))
DELETE_WAITING = statement(lambda: delete(object_link).where(_THIS, object_link.c.linked_at.is_(None)))
DELETE_LINKS = statement(lambda: delete(object_link).where(_OF_OBJECT))

_OF_POST = _OF_OBJECT & (object_link.c.post == bindparam("post", type_=Id))
OF_POST = statement(lambda: select(*_LINK).where(_OF_POST).order_by(object_link.c.id), into=ObjectLink)
"""The links of a post with an object, also those that wait. It checks no visibility: nothing of it is told."""

CONFIRMED = statement(lambda: select(object_link.c.id).where(_OF_POST, object_link.c.linked_at.is_not(None)))
COUNT_OWN = statement(
    lambda: (
        select(func.count())
        .select_from(object_link)
        .where(
            _HERE,
            object_link.c.post == bindparam("post", type_=Id),
            object_link.c.linked_by == bindparam("member", type_=Id),
        )
    )
)
COUNT_IN_THREAD = statement(
    lambda: (
        select(func.count())
        .select_from(object_link.join(post, _ITS_POST))
        .where(_HERE, post.c.thread == bindparam("thread", type_=Id), object_link.c.linked_at.is_not(None))
    )
)
ASKED = statement(
    lambda: (
        select(
            object_link.c.id,
            object_link.c.post,
            business_object.c.kind,
            business_object.c.key,
            object_link.c.linked_by,
            membership.c.key,
        )
        .select_from(
            object_link.join(business_object, _ITS_OBJECT).outerjoin(
                membership,
                and_(
                    membership.c.community_id == object_link.c.community_id,
                    membership.c.id == object_link.c.linked_by,
                ),
            )
        )
        .where(_THIS, object_link.c.linked_at.is_(None))
    ),
    into=AskedLink,
)
"""A link that waits. It checks no visibility: for the worker."""


# --- threads -----------------------------------------------------------------------------------------------------


def _is_walled(column: Any) -> Any:
    """Whether the group that sees a thread has walls."""
    inside = group.alias()
    return (
        select(inside.c.id)
        .where(inside.c.community_id == post.c.community_id, inside.c.id == column, inside.c.walled)
        .exists()
    )


def _walled() -> Any:
    opening = post.alias("opening")
    of_thread = and_(opening.c.community_id == post.c.community_id, opening.c.id == post.c.thread)
    return (
        select(post.c.id)
        .select_from(post.join(opening, of_thread))
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id == bindparam("post", type_=Id),
            _is_walled(opening.c.audience),
        )
    )


WALLED = statement(_walled)
"""A post, if it stands behind walls."""


def _of_thread(visible: Visible) -> Any:
    return (
        select(
            business_object.c.id,
            business_object.c.kind,
            business_object.c.key,
            business_object.c.changed_at,
            object_link.c.post,
            object_link.c.linked_by,
            object_link.c.linked_at,
        )
        .select_from(post.join(object_link, _ITS_POST).join(business_object, _ITS_OBJECT))
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.thread == bindparam("thread", type_=Id),
            object_link.c.linked_at.is_not(None),
            visible(Post, post),
        )
        .order_by(object_link.c.id)
        .limit(bindparam("size"))
    )


OF_THREAD = visible_statement(_of_thread, into=FoundLink)
"""The links of posts of a thread that the reader sees, the first ones first."""


def _threads(visible: Visible) -> Any:
    opening = post.alias("opening")
    of_thread = and_(opening.c.community_id == post.c.community_id, opening.c.id == post.c.thread)
    return (
        select(opening.c.id, opening.c.title, func.min(object_link.c.linked_at, type_=UtcDateTime))
        .select_from(
            business_object.join(object_link, _ITS_OBJECT).join(post, _ITS_POST).join(opening, of_thread)
        )
        .where(
            _BY_KEY,
            object_link.c.linked_at.is_not(None),
            opening.c.id < bindparam("after", type_=Id),
            visible(Post, opening),
            visible(Post, post, alone=True),
        )
        .group_by(opening.c.id, opening.c.title)
        .order_by(opening.c.id.desc())
        .limit(bindparam("size"))
    )


THREADS = visible_statement(_threads, into=ObjectThread)
"""The threads with posts about an object, as far as the reader sees both, the newest first."""

LINKED_THREADS = statement(
    lambda: (
        select(post.c.thread)
        .select_from(object_link.join(post, _ITS_POST))
        .where(_OF_OBJECT, object_link.c.linked_at.is_not(None))
        .distinct()
        .order_by(post.c.thread)
    )
)
"""The threads that are about an object. It checks no visibility: for the worker."""

KEYS_OF = statement(
    lambda: (
        select(membership.c.id, membership.c.key)
        .where(
            membership.c.community_id == bindparam("community_id"),
            membership.c.id.in_(bindparam("members", expanding=True, type_=Id)),
            membership.c.status.in_(CURRENT_STATUSES),
        )
        .order_by(membership.c.id)
    )
)
"""The host's keys of those of some members who are inside. For the worker."""
