"""The statements of charters; a community without a row has an empty charter."""

from sqlalchemy import bindparam, select, update

from commkit.communities.charter.records import Charter
from commkit.communities.charter.tables import charter
from commkit.runtime.storage.statements import insert_if_absent, statement

_HERE = charter.c.community_id == bindparam("community_id")

OPEN = statement(
    insert_if_absent(charter).values(
        community_id=bindparam("community_id"),
        rules="",
        version=0,
        sunset_at=None,
        plan=None,
        reason="",
        thanks="",
    )
)
ONE = statement(
    select(charter.c.rules, charter.c.version, charter.c.sunset_at, charter.c.reason, charter.c.thanks).where(
        _HERE
    ),
    into=Charter,
)
PLAN = statement(select(charter.c.plan).where(_HERE))
SET_RULES = statement(
    update(charter)
    .values(rules=bindparam("new_rules"), version=charter.c.version + 1)
    .where(_HERE, charter.c.version == bindparam("seen"))
)
ANNOUNCE = statement(
    update(charter)
    .values(
        sunset_at=bindparam("new_at"),
        plan=bindparam("new_plan"),
        reason=bindparam("new_reason"),
        thanks=bindparam("new_thanks"),
    )
    .where(_HERE)
)
CALL_OFF = statement(
    update(charter)
    .values(sunset_at=None, plan=None, reason="", thanks="")
    .where(_HERE, charter.c.sunset_at == bindparam("announced"))
)
END = statement(
    update(charter)
    .values(plan=None)
    .where(_HERE, charter.c.sunset_at == bindparam("announced"), charter.c.plan.is_not(None))
)
