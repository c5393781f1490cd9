"""Handler of the query of notification metrics."""

from commkit.notifications.feature import notifications
from commkit.notifications.metrics import statements as sql
from commkit.notifications.metrics.messages import ReadNotificationMetrics
from commkit.notifications.metrics.records import NotificationMetric
from commkit.runtime.sessions.context import Context


@notifications.handles(ReadNotificationMetrics)
def read_notification_metrics(
    context: Context, query: ReadNotificationMetrics
) -> tuple[NotificationMetric, ...]:
    """Sum the counters of the days."""
    return tuple(context.rows(sql.METRICS, since=query.since))
