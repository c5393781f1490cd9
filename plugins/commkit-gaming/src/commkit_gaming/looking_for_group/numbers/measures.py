"""What looking for a group pays back."""

from commkit.insight import Benefit, BenefitArea, Better
from commkit_gaming.looking_for_group.numbers.messages import ReadPartyNumbers

FILLED = Benefit(
    name="gaming.parties_filled",
    title="Parties that found all whom they looked for",
    area=BenefitArea.FAMILY,
    queries=(ReadPartyNumbers,),
    formula="parties whose last place was taken / parties that look for nobody any more or were filled",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=5,
    features=("gaming.looking_for_group",),
)
"""The share of parties that were filled."""
