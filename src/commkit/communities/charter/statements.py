"""The statements of charters; a community without a row has an empty charter."""

from sqlalchemy import bindparam, select, update

from commkit.communities.charter.records import Charter
from commkit.communities.charter.tables import charter
from commkit.runtime.storage.statements import insert_if_absent, statement

_HERE = charter.c.community_id == bindparam("community_id")

ADD = statement(
    lambda: insert_if_absent(charter).values(
        community_id=bindparam("community_id"),
        rules="",
        version=0,
        closes_at=None,
        scheduled=None,
        reason="",
        farewell="",
    )
)
ONE = statement(
    lambda: select(
        charter.c.rules, charter.c.version, charter.c.closes_at, charter.c.reason, charter.c.farewell
    ).where(_HERE),
    into=Charter,
)
SCHEDULED = statement(lambda: select(charter.c.scheduled).where(_HERE))
SET_RULES = statement(
    lambda: (
        update(charter)
        .values(rules=bindparam("new_rules"), version=charter.c.version + 1)
        .where(_HERE, charter.c.version == bindparam("expected_version"))
    )
)
ANNOUNCE_CLOSING = statement(
    lambda: (
        update(charter)
        .values(
            closes_at=bindparam("new_closes_at"),
            scheduled=bindparam("new_scheduled"),
            reason=bindparam("new_reason"),
            farewell=bindparam("new_farewell"),
        )
        .where(_HERE)
    )
)
CANCEL_CLOSING = statement(
    lambda: (
        update(charter)
        .values(closes_at=None, scheduled=None, reason="", farewell="")
        .where(_HERE, charter.c.closes_at == bindparam("announced"))
    )
)
CLOSE = statement(
    lambda: (
        update(charter)
        .values(scheduled=None)
        .where(_HERE, charter.c.closes_at == bindparam("announced"), charter.c.scheduled.is_not(None))
    )
)
