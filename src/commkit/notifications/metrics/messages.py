"""The query of notification metrics."""

from datetime import date

from attrs import frozen

from commkit.notifications.metrics.records import NotificationMetric
from commkit.runtime.model.messages import Query


@frozen(kw_only=True)
class ReadNotificationMetrics(Query[tuple[NotificationMetric, ...]]):
    """The metrics of notifications in this community, by kind and outcome; for stewards.

    Attributes:
        since: The first day, UTC.
    """

    permission = "notifications.read_metrics"

    since: date
