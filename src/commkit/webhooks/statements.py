"""The statements of webhook endpoints."""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Table,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    null,
    select,
    update,
)

from commkit.members import group, membership
from commkit.runtime.model.types import OWNER
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.readers import outsider
from commkit.runtime.storage.statements import Statement, statement, visible_statement
from commkit.webhooks.records import DeliveryTarget, Endpoint, Subscription
from commkit.webhooks.tables import endpoint

_HERE = endpoint.c.community_id == bindparam("community_id")
_THIS = _HERE & (endpoint.c.id == bindparam("id", type_=Id))
_RECORD = (
    endpoint.c.id,
    endpoint.c.url,
    endpoint.c.facts,
    null(),  # the secret
    endpoint.c.created_at,
    endpoint.c.disabled_at,
    endpoint.c.disabled_reason,
    endpoint.c.delivered_count,
    endpoint.c.failed_count,
    endpoint.c.last_status,
    endpoint.c.last_attempt_at,
    endpoint.c.failing_since,
)


ADD = statement(lambda: insert(endpoint))
ONE = statement(lambda: select(*_RECORD).where(_THIS), into=Endpoint)
ALL = statement(lambda: select(*_RECORD).where(_HERE).order_by(endpoint.c.id), into=Endpoint)
COUNT = statement(lambda: select(func.count()).select_from(endpoint).where(_HERE))
SUBSCRIPTIONS = statement(
    lambda: select(endpoint.c.id, endpoint.c.facts).where(_HERE, endpoint.c.disabled_at.is_(None)),
    into=Subscription,
)
DELIVERY_TARGET = statement(
    lambda: (
        select(
            endpoint.c.url,
            endpoint.c.secret,
            endpoint.c.previous_secret,
            endpoint.c.previous_secret_until,
            endpoint.c.disabled_at,
            endpoint.c.created_by,
            membership.c.key,
            membership.c.status,
        )
        .select_from(
            endpoint.outerjoin(
                membership,
                (membership.c.community_id == endpoint.c.community_id)
                & (membership.c.id == endpoint.c.created_by),
            )
        )
        .where(_THIS)
    ),
    into=DeliveryTarget,
)
CREATED_BY = statement(lambda: select(endpoint.c.created_by).where(_THIS))
UPDATE = statement(
    lambda: (
        update(endpoint)
        .values(
            url=func.coalesce(bindparam("new_url", type_=endpoint.c.url.type), endpoint.c.url),
            facts=case(
                (bindparam("keep_facts"), endpoint.c.facts),
                else_=bindparam("new_facts", type_=endpoint.c.facts.type),
            ),
        )
        .where(_THIS)
    )
)
ROTATE_SECRET = statement(
    lambda: (
        update(endpoint)
        .values(
            secret=bindparam("new_secret"),
            previous_secret=endpoint.c.secret,
            previous_secret_until=bindparam("until"),
        )
        .where(_THIS)
    )
)
ENABLE = statement(
    lambda: (
        update(endpoint)
        .values(disabled_at=None, disabled_reason="", failing_since=None)
        .where(_THIS, endpoint.c.disabled_at.is_not(None))
    )
)
DISABLE = statement(
    lambda: (
        update(endpoint)
        .values(disabled_at=bindparam("now"), disabled_reason=bindparam("reason"))
        .where(_THIS, endpoint.c.disabled_at.is_(None))
    )
)
DELETE = statement(lambda: delete(endpoint).where(_THIS))
RECORD_SUCCESS = statement(
    lambda: (
        update(endpoint)
        .values(
            delivered_count=endpoint.c.delivered_count + 1,
            last_status=bindparam("status"),
            last_attempt_at=bindparam("now"),
            failing_since=None,
        )
        .where(_THIS)
    )
)
RECORD_FAILURE = statement(
    lambda: (
        update(endpoint)
        .values(
            failed_count=endpoint.c.failed_count + 1,
            last_status=bindparam("status"),
            last_attempt_at=bindparam("now", type_=UtcDateTime),
            failing_since=func.coalesce(endpoint.c.failing_since, bindparam("now", type_=UtcDateTime)),
        )
        .where(_THIS)
    )
)

_OUTSIDE_WALLS = outsider(OWNER, lambda permission: permission != "spaces.read_walled")
"""Who may do everything but look behind walls, and is in no group."""


@lru_cache(maxsize=256)
def outside_walls(record: type, table: Table) -> Statement[tuple[Any, ...]]:
    """The statement that gives those of some ids of a record, kept in a table, whose objects are not behind walls."""
    return visible_statement(
        lambda visible: select(table.c.id).where(
            table.c.community_id == bindparam("community_id"),
            table.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
            visible.object(table.c.community_id, literal(record.__name__), table.c.id, reader=_OUTSIDE_WALLS),
        )
    )


WALLED_GROUP = statement(
    lambda: select(group.c.id).where(
        group.c.community_id == bindparam("community_id"),
        group.c.id == bindparam("id", type_=Id),
        group.c.walled,
    )
)
