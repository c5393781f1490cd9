"""What the deflection ledger is read for."""

from commkit.insight import Better, Guard, GuardEvidence
from commkit_support.deflection.messages import ReadDeflection

DEFLECTION = GuardEvidence(
    name="support.deflection",
    title="Tickets that the community proved to save",
    guard=Guard.NOT_SUPPORT_REPLACEMENT,
    queries=(ReadDeflection,),
    formula="bookings of a closed month that no ticket reversed, from those proven to those still open",
    unit="tickets",
    better=Better.HIGHER,
    minimum_sample=5,
)
