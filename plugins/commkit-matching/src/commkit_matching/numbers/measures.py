"""What matching pays back."""

from commkit.insight import Benefit, BenefitArea, Better
from commkit_matching.numbers.messages import ReadMatchingNumbers
from commkit_matching.policy import FEATURE

MATCHED = Benefit(
    name="matching.matched",
    title="Members who asked for somebody and found them",
    area=BenefitArea.FAMILY,
    queries=(ReadMatchingNumbers,),
    formula="requests that led to a match / requests, by kind",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=5,
    features=(FEATURE,),
)
