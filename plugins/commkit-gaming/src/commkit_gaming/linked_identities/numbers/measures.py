"""What the numbers of linked identities are read for."""

from commkit.insight import Benefit, BenefitArea, Better
from commkit_gaming.linked_identities.numbers.messages import ReadGameAccountNumbers

VERIFIED = Benefit(
    name="gaming.verified_accounts",
    title="Members with a verified account on a game platform",
    area=BenefitArea.FAMILY,
    queries=(ReadGameAccountNumbers,),
    formula="members with an account that is verified now / members; Wilson interval, 95 %",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=5,
    features=("gaming.linked_identities",),
)
