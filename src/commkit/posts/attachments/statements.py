"""The SQL of attachments. Whoever may see a post may see its files."""

from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from commkit.posts.attachments.records import Attachment, AttachmentStatus
from commkit.posts.attachments.tables import attachment
from commkit.posts.tables import post
from commkit.runtime.composing.holds import Holds
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import Statement, statement, visible_statement

_HERE = attachment.c.community_id == bindparam("community_id")

_THIS = _HERE & (attachment.c.id == bindparam("id"))

_RECORD = tuple(attachment.c[name] for name in Attachment.__annotations__)

_other = attachment.alias("other")

_WRITTEN = {column.name: bindparam(column.name, type_=column.type) for column in attachment.c}

ADD = statement(
    lambda: insert(attachment).from_select(
        list(_WRITTEN),
        select(*_WRITTEN.values()).where(
            select(func.count())
            .select_from(_other)
            .where(
                _other.c.community_id == bindparam("community_id"),
                _other.c.post.is_(None),
                _other.c.uploader == _WRITTEN["uploader"],
            )
            .scalar_subquery()
            < bindparam("most")
        ),
    )
)
"""Adds nothing if the member has `most` files without a post; several at the same time may exceed it a little."""

ONE = visible_statement(
    lambda visible: select(*_RECORD).where(_THIS, visible(Attachment, attachment)), into=Attachment
)

OF_POST = visible_statement(
    lambda visible: (
        select(*_RECORD)
        .where(_HERE, attachment.c.post == bindparam("post"), visible(Attachment, attachment, alone=True))
        .order_by(attachment.c.id)
        .limit(bindparam("size"))
    ),
    into=Attachment,
)

OF_POSTS = visible_statement(
    lambda visible: (
        select(*_RECORD)
        .where(
            _HERE,
            attachment.c.post.in_(bindparam("posts", expanding=True, type_=Id)),
            visible(Attachment, attachment),
        )
        .order_by(attachment.c.post, attachment.c.id)
    ),
    into=Attachment,
)
"""At most 50 of each post, as no community may allow more."""

STORE = statement(
    lambda: (
        update(attachment)
        .values(
            status=AttachmentStatus.STORED,
            size=bindparam("new_size"),
            media_type=bindparam("new_media_type"),
            digest=bindparam("new_digest"),
        )
        .where(
            _THIS,
            attachment.c.status == AttachmentStatus.PENDING,
            attachment.c.attempt == bindparam("this_attempt"),
        )
        .returning(*_RECORD)
    ),
    into=Attachment,
)

NEXT_ATTEMPT = statement(
    lambda: (
        update(attachment)
        .values(attempt=attachment.c.attempt + 1)
        .where(
            _THIS,
            attachment.c.status == AttachmentStatus.PENDING,
            attachment.c.attempt == bindparam("this_attempt"),
        )
        .returning(attachment.c.attempt)
    )
)
"""From then on, nothing that was sent by an earlier attempt can be completed."""

MAY_COUNT = statement(
    lambda: select(attachment.c.id).where(_THIS, attachment.c.attempt <= bindparam("this_attempt"))
)
"""Whether the bytes of an attempt count, or may come to; attempts are never counted down."""

LOCK_POST = statement(
    lambda: (
        select(post.c.id)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id == bindparam("post"),
            post.c.removed_at.is_(None),
        )
        .with_for_update()
    )
)
"""Files of one post are attached one after the other, so that they can be counted."""

ATTACH = statement(
    lambda: (
        update(attachment)
        .values(status=AttachmentStatus.ATTACHED, post=bindparam("new_post"), attached_at=bindparam("now"))
        .where(
            _THIS,
            attachment.c.status == AttachmentStatus.STORED,
            select(func.count())
            .select_from(_other)
            .where(_other.c.community_id == bindparam("community_id"), _other.c.post == bindparam("new_post"))
            .scalar_subquery()
            < bindparam("most"),
        )
    )
)


@lru_cache(maxsize=64)
def delete_one(holds: Holds) -> Statement[tuple[Any, ...]]:
    """Deletes an attachment, unless it is held."""
    return statement(
        lambda: (
            delete(attachment)
            .where(_THIS, holds.not_held(attachment))
            .returning(attachment.c.post, attachment.c.attempt)
        )
    )


@lru_cache(maxsize=64)
def delete_of_member(holds: Holds) -> Statement[tuple[Any, ...]]:
    """Deletes what a member uploaded, but for what is held."""
    return statement(
        lambda: (
            delete(attachment)
            .where(_HERE, attachment.c.uploader == bindparam("member"), holds.not_held(attachment))
            .returning(attachment.c.id, attachment.c.post, attachment.c.attempt)
        )
    )


@lru_cache(maxsize=64)
def delete_orphan(holds: Holds) -> Statement[tuple[Any, ...]]:
    """Deletes an attachment that belongs to no post, unless it is held."""
    return statement(
        lambda: (
            delete(attachment)
            .where(
                _THIS,
                attachment.c.post.is_(None),
                attachment.c.attempt == bindparam("this_attempt"),
                holds.not_held(attachment),
            )
            .returning(attachment.c.uploader)
        )
    )
