"""The statements of feed tokens."""

from sqlalchemy import bindparam, delete, func, insert, null, or_, select, update

from commkit.feeds.records import FeedToken
from commkit.feeds.tables import feed_token
from commkit.members import CURRENT_STATUSES, membership
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import statement, visible_statement

_HERE = feed_token.c.community_id == bindparam("community_id")
_THIS = _HERE & (feed_token.c.id == bindparam("id", type_=Id))
_OF_MEMBER = _HERE & (feed_token.c.member == bindparam("member", type_=Id))
_RECORD = (
    feed_token.c.id,
    feed_token.c.member,
    feed_token.c.label,
    null(),  # the secret
    feed_token.c.created_at,
    feed_token.c.last_used_at,
)

ADD = statement(lambda: insert(feed_token))
COUNT = statement(lambda: select(func.count()).select_from(feed_token).where(_OF_MEMBER))
ONE = visible_statement(
    lambda visible: select(*_RECORD).where(_THIS, visible(FeedToken, feed_token)), into=FeedToken
)
OF_MEMBER = visible_statement(
    lambda visible: (
        select(*_RECORD).where(_OF_MEMBER, visible(FeedToken, feed_token)).order_by(feed_token.c.id)
    ),
    into=FeedToken,
)
DELETE = statement(lambda: delete(feed_token).where(_THIS))
DELETE_OF_MEMBER = statement(lambda: delete(feed_token).where(_OF_MEMBER))
OWNER = statement(
    lambda: (
        select(feed_token.c.id, membership.c.key, feed_token.c.last_used_at)
        .select_from(
            feed_token.join(
                membership,
                (membership.c.community_id == feed_token.c.community_id)
                & (membership.c.id == feed_token.c.member),
            )
        )
        .where(
            _HERE,
            feed_token.c.secret_hash == bindparam("secret_hash"),
            or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        )
    )
)
"""For whom a token reads; nothing where its member is not inside any more."""
RECORD_USE = statement(
    lambda: (
        update(feed_token)
        .values(last_used_at=bindparam("now", type_=UtcDateTime))
        .where(
            _THIS,
            or_(
                feed_token.c.last_used_at.is_(None),
                feed_token.c.last_used_at <= bindparam("before", type_=UtcDateTime),
            ),
        )
    )
)
