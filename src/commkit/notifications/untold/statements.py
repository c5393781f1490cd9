"""The statements of what nobody was told of yet."""

from sqlalchemy import bindparam, delete, select

from commkit.notifications.tables import untold
from commkit.notifications.untold.records import Untold
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement

_HERE = untold.c.community_id == bindparam("community_id", type_=Id)

ADD = statement(lambda: insert_if_absent(untold))

OF_POSTS = statement(
    lambda: (
        select(untold.c.post, untold.c.cause, untold.c.about, untold.c.member, untold.c.by)
        .where(
            _HERE,
            untold.c.post.in_(bindparam("posts", expanding=True, type_=Id)),
            untold.c.about.in_(bindparam("abouts", expanding=True, type_=untold.c.about.type)),
        )
        .order_by(untold.c.cause, untold.c.member)
    ),
    into=Untold,
)
"""In the order of the facts, whose ids rise with time."""

DELETE = statement(
    lambda: delete(untold).where(
        _HERE, untold.c.post == bindparam("post", type_=Id), untold.c.cause == bindparam("cause", type_=Id)
    )
)
