"""The statements of erasure; what each table blanks or deletes follows from its declared columns."""

from sqlalchemy import bindparam, select, update

from commkit.members import membership
from commkit.runtime.storage.statements import statement
from commkit.runtime.storage.tables import delivery, outbox

COMMUNITIES = statement(
    lambda: (
        select(membership.c.community_id)
        .where(membership.c.key == bindparam("key"))
        .order_by(membership.c.community_id)
    )
)
FACTS = statement(
    lambda: select(outbox.c.id, outbox.c.fact, outbox.c.body).where(
        outbox.c.community_id == bindparam("community_id"), outbox.c.body.contains(bindparam("mark"))
    )
)
"""Facts whose body has the person's id somewhere."""
SET_BODY = statement(
    lambda: (
        update(outbox)
        .values(body=bindparam("new_body"))
        .where(outbox.c.community_id == bindparam("community_id"), outbox.c.id == bindparam("fact_id"))
    )
)
CLEAR_DELIVERY_ERRORS = statement(
    lambda: (
        update(delivery)
        .values(error=None)
        .where(delivery.c.community_id == bindparam("community_id"), delivery.c.error.is_not(None))
    )
)
