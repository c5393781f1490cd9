"""Notifications about releases under embargo: that there is one, and until when; nothing of what it says."""

from uuid import UUID

from commkit import Context, Delivery, MemberId, NotFound
from commkit.notifications import notify
from commkit.storage import FIRST_ID
from commkit_media.press.accreditations import statements as accreditation_sql
from commkit_media.press.feature import press_feature
from commkit_media.press.releases.facts import EmbargoSet
from commkit_media.press.releases.queries import is_under_embargo
from commkit_media.press.releases.records import PressRelease

BATCH_SIZE = 1_000
"""Members who are notified in one transaction, at most."""


@press_feature.subscribes_to(EmbargoSet)
def notify_accredited(delivery: Delivery, fact: EmbargoSet) -> None:
    """Notify a first batch of the accredited, and forward to a delivery for each further one."""
    after = UUID(delivery.target) if delivery.target else FIRST_ID
    with delivery.context(once=True) as context:
        batch = _holders(context, after) if _holds(context, fact) else []
        notify(context, fact.name, batch, record=PressRelease.__name__, object=fact.release, by=fact.actor)
    while not delivery.target and len(batch) == BATCH_SIZE:
        delivery.forward([str(batch[-1])])
        with delivery.context(read_only=True) as context:
            batch = _holders(context, batch[-1])


def _holds(context: Context, fact: EmbargoSet) -> bool:
    """Whether the release is still under the embargo that is told of; of another one another fact tells."""
    try:
        release = context.get(PressRelease, fact.release)
    except NotFound:
        return False
    return release.ends_at == fact.ends_at and is_under_embargo(context, release)


def _holders(context: Context, after: UUID) -> list[MemberId]:
    rows = context.rows(accreditation_sql.HOLDERS, after=after, now=context.now, size=BATCH_SIZE)
    return [MemberId(member) for (member,) in rows]
