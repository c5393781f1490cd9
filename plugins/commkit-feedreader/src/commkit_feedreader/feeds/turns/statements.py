"""The statements of turns."""

from sqlalchemy import bindparam, select, update

from commkit.storage import Id, UtcDateTime, statement
from commkit_feedreader.tables import feed

_THIS = (feed.c.community_id == bindparam("community_id")) & (feed.c.id == bindparam("id", type_=Id))

NEXT_TURN = statement(
    lambda: (
        update(feed)
        .values(turn=feed.c.turn + 1)
        .where(_THIS, feed.c.paused_at.is_(None))
        .returning(feed.c.turn, feed.c.scheduled)
    )
)
"""Takes the next turn of a feed that is not paused. It checks no visibility: not for queries."""
TURN = statement(lambda: select(feed.c.turn, feed.c.paused_at).where(_THIS))
SCHEDULED = statement(lambda: select(feed.c.scheduled).where(_THIS))
SET_SCHEDULED = statement(
    lambda: (
        update(feed)
        .values(
            scheduled=bindparam("new_scheduled", type_=Id),
            next_at=bindparam("new_next_at", type_=UtcDateTime),
        )
        .where(_THIS)
    )
)
