"""The worker places those who wait, and notifies who keeps units; this needs commkit-scim."""

from uuid import UUID

from commkit import Context, Delivery
from commkit.members import Membership
from commkit.notifications import NotifyAllMembers, notify_all
from commkit.storage import FIRST_ID
from commkit_internal.directory_units import statements as sql
from commkit_internal.directory_units.facts import (
    DirectoryPathRefused,
    DirectoryRereadRequested,
    UnitGivenToDirectory,
    UnitLeadDisputed,
)
from commkit_internal.directory_units.feature import directory_unit_feature
from commkit_internal.directory_units.following.handlers import follow
from commkit_internal.directory_units.leads.handlers import follow_managers
from commkit_internal.directory_units.reactions import said_of
from commkit_internal.units.placements.handlers import lock_units
from commkit_internal.units.records import Unit
from commkit_scim import DirectoryUser, list_directory_users

BATCH_SIZE = 100
"""Members who are placed in one transaction, at most."""
KEEPERS = "internal.manage_units"


@directory_unit_feature.subscribes_to(UnitGivenToDirectory, DirectoryRereadRequested)
def place_all(delivery: Delivery, fact: UnitGivenToDirectory | DirectoryRereadRequested) -> None:
    """Place a first batch of the directory, and forward to a delivery for each further one; again, nothing changes."""
    after = UUID(delivery.target) if delivery.target else FIRST_ID
    with delivery.context() as context:
        batch = _users(context, after)
        for user in batch:
            follow(context, user.id, said_of(context, user))
        if batch:  # the settings may say something else of managers by now
            units = [unit for (unit,) in context.rows(sql.UNITS_OF, members=[user.id for user in batch])]
            lock_units(context, units)
            follow_managers(context, units)
    while not delivery.target and len(batch) == BATCH_SIZE:
        after = batch[-1].id
        delivery.forward([str(after)])
        with delivery.context(read_only=True) as context:
            batch = _users(context, after)


def _users(context: Context, after: UUID) -> list[DirectoryUser]:
    return list_directory_users(context, after=after, size=BATCH_SIZE)


@directory_unit_feature.subscribes_to(DirectoryPathRefused)
def notify_of_path(delivery: Delivery, fact: DirectoryPathRefused) -> None:
    """Notify those who keep units."""
    _notify(delivery, fact, Membership.__name__, fact.member)


@directory_unit_feature.subscribes_to(UnitLeadDisputed)
def notify_of_dispute(delivery: Delivery, fact: UnitLeadDisputed) -> None:
    """Notify those who keep units."""
    _notify(delivery, fact, Unit.__name__, fact.unit)


def _notify(
    delivery: Delivery, fact: DirectoryPathRefused | UnitLeadDisputed, record: str, object: UUID
) -> None:
    if fact.id is None:
        return
    notify_all(
        delivery,
        NotifyAllMembers(
            kind=fact.name,
            record=record,
            object=object,
            cause=fact.id,
            by=fact.actor,
            with_permission=KEEPERS,
        ),
    )
