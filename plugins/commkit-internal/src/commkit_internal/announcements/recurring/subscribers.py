"""Notifications about announcements that recur."""

from commkit import Delivery, NotFound
from commkit.notifications import notify
from commkit_internal.announcements.facts import AnnouncementRecurrenceFailed
from commkit_internal.announcements.feature import announcement_feature
from commkit_internal.announcements.recurring.records import Recurrence


@announcement_feature.subscribes_to(AnnouncementRecurrenceFailed)
def notify_failed(delivery: Delivery, fact: AnnouncementRecurrenceFailed) -> None:
    """Notify who set it."""
    with delivery.context(once=True) as context:
        try:
            found = context.get(Recurrence, fact.recurrence)
        except NotFound:  # its article was deleted since
            return
        notify(
            context,
            "internal.recurrence_failed",
            (found.set_by,),
            record=Recurrence.__name__,
            object=found.id,
        )
