"""The statements of announcements that recur."""

from sqlalchemy import Boolean, bindparam, insert, or_, select, update

from commkit.storage import Id, UtcDateTime, statement, visible_statement
from commkit_articles import Article, article
from commkit_internal.announcements.recurring.records import Recurrence
from commkit_internal.tables import recurrence

_HERE = recurrence.c.community_id == bindparam("community_id")
_THIS = _HERE & (recurrence.c.id == bindparam("id", type_=Id))
_COLUMNS = tuple(recurrence.c[name] for name in Recurrence.__annotations__)
_WITH_ARTICLE = recurrence.join(
    article,
    (article.c.community_id == recurrence.c.community_id) & (article.c.id == recurrence.c.article),
)

ADD = statement(lambda: insert(recurrence))
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).select_from(_WITH_ARTICLE).where(_THIS, visible(Article, article)),
    into=Recurrence,
)
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=Recurrence)
"""A recurrence that nobody changes until the commit. It checks no visibility: not for queries."""
SAVE = statement(
    lambda: (
        update(recurrence)
        .values(
            made=bindparam("new_made"),
            next_at=bindparam("new_next_at", type_=UtcDateTime),
            scheduled=bindparam("new_scheduled", type_=Id),
            scheduled_check=bindparam("new_scheduled_check", type_=Id),
            failure_code=bindparam("new_failure_code"),
            ended_at=bindparam("new_ended_at", type_=UtcDateTime),
        )
        .where(_THIS)
    )
)
ALL = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .select_from(_WITH_ARTICLE)
        .where(
            _HERE,
            or_(recurrence.c.ended_at.is_(None), bindparam("ended", type_=Boolean)),
            visible(Article, article),
        )
        .order_by(recurrence.c.id.desc())
        .limit(200)
    ),
    into=Recurrence,
)
