"""The statements of notification metrics."""

from sqlalchemy import bindparam, func, select

from commkit.notifications.metrics.records import NotificationMetric
from commkit.notifications.tables import metric
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert

_COMMUNITY = bindparam("community_id", type_=Id)

_metric = upsert(metric)

COUNT = statement(
    lambda: _metric.on_conflict_do_update(
        index_elements=["community_id", "day", "kind", "outcome"],
        set_={"count": metric.c.count + _metric.excluded.count},
    )
)

METRICS = statement(
    lambda: (
        select(metric.c.kind, metric.c.outcome, func.sum(metric.c.count))
        .where(metric.c.community_id == _COMMUNITY, metric.c.day >= bindparam("since"))
        .group_by(metric.c.kind, metric.c.outcome)
        .order_by(metric.c.kind, metric.c.outcome)
    ),
    into=NotificationMetric,
)
