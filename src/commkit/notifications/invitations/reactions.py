"""Counting invitations whose address was purged."""

from commkit.members import InvitationEmailPurged
from commkit.notifications.feature import notifications
from commkit.notifications.metrics.handlers import count_metric
from commkit.runtime.sessions.context import Context

_METRIC_KIND = "notifications.invitation"


@notifications.reacts_to(InvitationEmailPurged)
def count_invitation(context: Context, fact: InvitationEmailPurged) -> None:
    """Count it as sent, or as dropped: refused permanently, revoked or expired."""
    count_metric(context, _METRIC_KIND, "sent" if fact.sent else "dropped")
