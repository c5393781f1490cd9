"""The feature of the deflection ledger, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature
from commkit_support.deflection.facts import DeflectionBooked, DeflectionReversed, TicketRecorded
from commkit_support.deflection.measures import DEFLECTION
from commkit_support.deflection.records import BookingExplanation, Deflection, DeflectionGroup
from commkit_support.policy import AGENT, MEMBER, MIGRATIONS, STEWARD, raise_if_invalid


@frozen
class DeflectionSettings:
    """When a ticket counts as avoided.

    Attributes:
        window: How long after the proof a ticket of the same member reverses a booking; and how long before it a ticket
            keeps it from being booked. A change holds for later bookings.
        ticket_cost: What a ticket costs, in the smallest unit of `currency`; None where nobody has said, and then
            nothing is told in money.
        currency: Its currency, such as `EUR`.

    Raises:
        Invalid: The time or the cost is not positive, or a cost has no currency (`support.bad_settings`).
    """

    window: timedelta = timedelta(days=14)
    ticket_cost: int | None = None
    currency: str = ""

    def __attrs_post_init__(self) -> None:
        faults = []
        if self.window <= timedelta():
            faults.append(("window", "not_positive", "give a positive duration"))
        if self.ticket_cost is not None and self.ticket_cost <= 0:
            faults.append(("ticket_cost", "not_positive", "give a positive amount, or none"))
        if self.ticket_cost is not None and not self.currency.strip():
            faults.append(("currency", "required", "say in which currency the cost is"))
        raise_if_invalid(faults)


_STAFF = {
    "support.read_ledger",
    "support.explain_booking",
    "support.read_deflection",
    "support.record_ticket",
}

deflection_feature = Feature(
    "support.deflection",
    migrations=MIGRATIONS,
    settings=DeflectionSettings(),
    declares=(DEFLECTION,),
    requires=("qa.confirmations", "support.handoff", "support.known_issues"),
    grants={
        MEMBER: {"support.acknowledge_issue:own", "support.explain_booking:own"},
        AGENT: _STAFF,
        STEWARD: _STAFF,
    },
    explicit_permissions=("support.acknowledge_issue",),
    facts=(DeflectionBooked, DeflectionReversed, TicketRecorded),
    records=(BookingExplanation, Deflection, DeflectionGroup),
)
"""Which tickets the community avoided."""
