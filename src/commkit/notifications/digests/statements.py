"""The statements of digests."""

from typing import Any

from sqlalchemy import and_, bindparam, literal_column, or_, select, update

from commkit.members import membership
from commkit.notifications.digests.records import (
    DigestFrequency,
    DigestPreference,
    DigestRow,
    NewThread,
    TitledNotification,
)
from commkit.notifications.inbox.records import Notification
from commkit.notifications.inbox.statements import (
    INBOX_JOIN,
    MINE,
    NOTIFICATION_COLUMNS,
    UNREAD,
    object_shown,
    object_wanted,
)
from commkit.notifications.mailing.statements import IN_COMMUNITY, MEMBER, mail_preference_of
from commkit.notifications.notifying.statements import is_causer_muted
from commkit.notifications.records import MailState
from commkit.notifications.tables import digest, inbox, notification, preference, watch
from commkit.notifications.watching.records import WatchScope
from commkit.posts import Post, post
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert, visible_statement

_COMMUNITY = bindparam("community_id", type_=Id)
_ME = bindparam("me", type_=Id)

_DIGEST = (digest.c.community_id == bindparam("community_id", type_=Id)) & (digest.c.member == MEMBER)

_choose = upsert(digest)

SET_DIGEST = statement(
    lambda: _choose.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={name: _choose.excluded[name] for name in ("frequency", "hour", "weekday", "own")},
    )
)

START_DIGEST = statement(lambda: insert_if_absent(digest))

DIGEST_OF = statement(
    lambda: (
        select(
            membership.c.key,
            membership.c.name,
            membership.c.status,
            digest.c.frequency,
            digest.c.hour,
            digest.c.weekday,
            digest.c.own,
            digest.c.done_until,
            preference.c.enabled,
        )
        .select_from(
            digest.join(
                membership,
                (membership.c.community_id == digest.c.community_id) & (membership.c.id == digest.c.member),
            ).outerjoin(preference, mail_preference_of(digest.c.member, bindparam("of_kind")))
        )
        .where(_DIGEST)
    ),
    into=DigestRow,
)

SCHEDULED_OF = statement(lambda: select(digest.c.scheduled).where(_DIGEST))

SET_SCHEDULED = statement(
    lambda: (
        update(digest)
        .values(scheduled=bindparam("new_scheduled"))
        .where(_DIGEST, digest.c.scheduled.is_(None), digest.c.frequency != DigestFrequency.NEVER)
    )
)

CLEAR_SCHEDULED = statement(lambda: update(digest).values(scheduled=None).where(_DIGEST))

BEGIN_PERIOD = statement(
    lambda: (
        update(digest)
        .values(done_until=bindparam("new_until"))
        .where(_DIGEST, digest.c.scheduled.is_(None), ~digest.c.own)
    )
)

END_PERIOD = statement(
    lambda: (
        update(digest)
        .values(done_until=bindparam("new_until"))
        .where(_DIGEST, digest.c.done_until < bindparam("new_until"))
    )
)

DIGESTED = statement(
    lambda: (
        update(inbox)
        .values(mail=MailState.DIGESTED, mail_at=bindparam("now"))
        .where(
            IN_COMMUNITY,
            inbox.c.member == MEMBER,
            inbox.c.mail == literal_column("'digest'"),
            inbox.c.mail_at < bindparam("until"),
        )
    )
)

DIGEST = statement(
    lambda: select(digest.c.frequency, digest.c.hour, digest.c.weekday).where(
        digest.c.community_id == _COMMUNITY, digest.c.member == _ME
    ),
    into=DigestPreference,
)

_opening = post.alias("opening")


def _titled(*columns: Any) -> TitledNotification:
    *known, parent, title, thread_title = columns
    return TitledNotification(Notification(*known), thread_title if parent is not None else title, parent)


UNREAD_WITH_TITLES = visible_statement(
    lambda visible: (
        select(*NOTIFICATION_COLUMNS, post.c.parent, post.c.title, _opening.c.title)
        .select_from(
            INBOX_JOIN.outerjoin(
                post,
                and_(
                    notification.c.record == Post.__name__,
                    post.c.community_id == notification.c.community_id,
                    post.c.id == notification.c.object,
                ),
            ).outerjoin(
                _opening,
                and_(_opening.c.community_id == post.c.community_id, _opening.c.id == post.c.thread),
            )
        )
        .where(
            MINE,
            UNREAD,
            notification.c.at >= bindparam("since", type_=UtcDateTime),
            notification.c.at < bindparam("until", type_=UtcDateTime),
            object_shown(visible),
            object_wanted(visible),
            ~is_causer_muted(notification.c.community_id, inbox.c.member, notification.c.by),
        )
        .order_by(inbox.c.notification.desc())
        .limit(bindparam("size"))
    ),
    into=_titled,
)
"""Unread notifications of a period about visible objects, those about posts with titles. A reply is visible only where
its thread is, so the title of the thread is, too."""

NEW_THREADS = visible_statement(
    lambda visible: (
        select(
            post.c.id,
            post.c.title,
            post.c.tags,
            post.c.author,
            post.c.created_at,
            post.c.score + post.c.reply_count,
        )
        .where(
            post.c.community_id == _COMMUNITY,
            post.c.parent.is_(None),
            visible(Post, post, alone=True),
            visible.wanted(Post, post),
            ~is_causer_muted(post.c.community_id, _ME, post.c.author),
        )
        .order_by(post.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=NewThread,
)
"""The newest threads, without their texts, and without those of authors whom the member muted or blocked."""

WATCHES_AMONG = statement(
    lambda: select(watch.c.scope, watch.c.target, watch.c.level).where(
        watch.c.community_id == _COMMUNITY,
        watch.c.member == _ME,
        or_(
            and_(
                watch.c.scope == str(WatchScope.THREAD),
                watch.c.target.in_(bindparam("threads", expanding=True)),
            ),
            and_(watch.c.scope == str(WatchScope.TAG), watch.c.target.in_(bindparam("tags", expanding=True))),
        ),
    )
)
"""How closely the member watches some threads and tags, where they said so."""
