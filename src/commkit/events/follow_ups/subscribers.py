"""When the thread after an occurrence is opened."""

from typing import Any

from commkit.events.feature import events
from commkit.events.follow_ups.jobs import OpenFollowUp
from commkit.events.occurrences.facts import OccurrenceEnded


@events.subscribes_to(OccurrenceEnded)
def open_follow_up_thread(delivery: Any, fact: OccurrenceEnded) -> None:
    """Open the thread, unless the community is archived."""
    with delivery.context(once=True) as context:
        if context.community.archived_at is None:
            context.do(OpenFollowUp(fact.occurrence))
