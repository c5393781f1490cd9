"""The statements of apologies."""

from sqlalchemy import bindparam, select

from commkit.storage import Id, insert_if_absent, statement
from commkit_topical.tables import apology, cooling

_HERE = apology.c.community_id == bindparam("community_id")

ADD = statement(lambda: insert_if_absent(apology))
"""Adds nothing where the member apologised in this cooling already: a key decides."""
OF_RUNNING = statement(
    lambda: (
        select(cooling.c.running, cooling.c.first, cooling.c.second, cooling.c.since, apology.c.post)
        .select_from(
            cooling.outerjoin(
                apology,
                (apology.c.community_id == cooling.c.community_id)
                & (apology.c.cooling == cooling.c.id)
                & (apology.c.author == bindparam("me", type_=Id)),
            )
        )
        .where(
            cooling.c.community_id == bindparam("community_id"),
            cooling.c.running.in_(bindparam("threads", expanding=True, type_=Id)),
        )
    )
)
"""The coolings of some threads: who is asked to pause, since when they heated up, and one's own apology."""
AMONG = statement(
    lambda: select(apology.c.post).where(
        _HERE, apology.c.post.in_(bindparam("posts", expanding=True, type_=Id))
    )
)
"""Which of some posts are apologies."""
