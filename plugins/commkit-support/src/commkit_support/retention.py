"""How long rows of the plugin are kept; the feature that brings the tables declares it."""

from datetime import timedelta

from commkit.storage import Retention
from commkit_support.tables import ledger, scope_offer, ticket

SUPPORT_RETENTION = (
    Retention(
        "support.ledger",
        table=ledger,
        age=ledger.c.at,
        default=None,
        by_key=True,
        purpose="Entries of the deflection ledger.",
    ),
    Retention(
        "support.tickets",
        table=ticket,
        age=ticket.c.recorded_at,
        default=timedelta(days=400),
        by_key=True,
        purpose="Tickets that members opened at the help desk itself.",
    ),
    Retention(
        "support.scope_offers",
        table=scope_offer,
        age=scope_offer.c.settled_at,
        default=timedelta(days=400),
        by_key=True,
        purpose="Offers of the help desk instead of a question that is out of scope.",
    ),
)
