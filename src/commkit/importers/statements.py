"""The statements of importers. Ids are looked up for a whole batch at once, hence the expanding lists."""

from sqlalchemy import bindparam, case, insert, literal, or_, select, update

from commkit.communities.tables import community
from commkit.importers.records import TargetPost, TargetThread
from commkit.importers.tables import imported
from commkit.members.records import MembershipKind
from commkit.members.tables import member, membership
from commkit.posts import post
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement

_root = post.alias("root")
_SOURCE = (imported.c.community_id == bindparam("community_id")) & (imported.c.source == bindparam("source"))
_OF_KIND = _SOURCE & (imported.c.kind == bindparam("kind"))
_AMONG = imported.c.external_id.in_(bindparam("external_ids", expanding=True))
_MAPPED = (post.c.community_id == imported.c.community_id) & (post.c.id == imported.c.id)

_TARGET = (
    post.c.id,
    post.c.thread,
    post.c.parent,
    post.c.path,
    post.c.kind,
    post.c.author,
    _root.c.answer,
    or_(post.c.removed_at.is_not(None), _root.c.removed_at.is_not(None)),
)

LOCK = statement(
    lambda: (
        update(community)
        .values(member_count=community.c.member_count)
        .where(community.c.community_id == bindparam("community_id"))
    )
)
"""Locks the row of the community, so that the batches of two imports into one community run one after another."""

MAPPED = statement(lambda: select(imported.c.external_id, imported.c.run).where(_OF_KIND, _AMONG))
IMPORTED_MEMBERS = statement(
    lambda: (
        select(imported.c.external_id, membership.c.id, membership.c.name)
        .join(
            membership,
            (membership.c.community_id == imported.c.community_id) & (membership.c.id == imported.c.id),
        )
        .where(_OF_KIND, _AMONG)
    )
)
IMPORTED_PEOPLE = statement(
    lambda: (
        select(imported.c.external_id, membership.c.id, membership.c.key.like("erased:%"))
        .join(
            membership,
            (membership.c.community_id == imported.c.community_id) & (membership.c.id == imported.c.id),
        )
        .where(_OF_KIND, _AMONG)
    )
)
TARGET_POSTS = statement(
    lambda: (
        select(
            imported.c.external_id,
            *_TARGET,
        )
        .select_from(
            imported.join(post, _MAPPED).join(
                _root, (_root.c.community_id == post.c.community_id) & (_root.c.id == post.c.thread)
            )
        )
        .where(_OF_KIND, _AMONG)
    ),
    into=TargetPost,
)
POSTS_ABOVE = statement(
    lambda: (
        select(literal(""), *_TARGET)
        .select_from(
            post.join(_root, (_root.c.community_id == post.c.community_id) & (_root.c.id == post.c.thread))
        )
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("ids", expanding=True)),
        )
    ),
    into=TargetPost,
)
"""Posts by their ids, also those that are not imported."""
ACCOUNTS = statement(
    lambda: (
        select(member.c.key, member.c.id)
        .where(member.c.key.in_(bindparam("keys", expanding=True)), member.c.kind == MembershipKind.PERSON)
        .order_by(member.c.key)
        .with_for_update(read=True)
    )
)
"""Locked until the commit, so that nobody is erased while they are imported."""
ADD_MAPPING = statement(lambda: insert(imported))
ADD_MAPPING_IF_NEW = statement(lambda: insert_if_absent(imported))

LOCK_THREADS = statement(
    lambda: (
        select(
            post.c.id,
            post.c.last_number,
            post.c.kind,
            post.c.author,
            post.c.state,
            post.c.answer,
            post.c.closed_at,
        )
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("ids", expanding=True)),
        )
        .order_by(post.c.id)
        .with_for_update()
    ),
    into=TargetThread,
)
"""Locks in the order of ids, so that two transactions that lock several never wait for each other."""

_latest = bindparam("latest", type_=UtcDateTime)
UPDATE_THREAD = statement(
    lambda: (
        update(post)
        .values(
            last_number=post.c.last_number + bindparam("replies"),
            reply_count=post.c.reply_count + bindparam("replies"),
            answer_count=post.c.answer_count + bindparam("answers"),
            activity_at=case((post.c.activity_at < _latest, _latest), else_=post.c.activity_at),
            last_author=None,  # whoever wrote what is new: to all of them it is unread
            last_author_from=None,
            last_author_after=None,
            last_shown=None,
        )
        .where(post.c.community_id == bindparam("community_id"), post.c.id == bindparam("thread"))
    )
)
SET_ANSWER = statement(
    lambda: (
        update(post)
        .values(
            answer=bindparam("new_answer"), state=bindparam("new_state"), closed_at=bindparam("new_closed_at")
        )
        .where(post.c.community_id == bindparam("community_id"), post.c.id == bindparam("question"))
    )
)
