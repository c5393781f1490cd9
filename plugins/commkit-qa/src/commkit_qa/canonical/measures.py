"""What the numbers of canonical answers are read for."""

from commkit.insight import Benefit, BenefitArea, Better
from commkit_qa.canonical.messages import ReadCanonicalNumbers

CANONICAL_SHARE = Benefit(
    name="qa.canonical_share",
    title="Questions with an answer to point to",
    area=BenefitArea.LEARNING,
    queries=(ReadCanonicalNumbers,),
    formula="questions of the period with a canonical answer, or that lead to one / questions of the period",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=20,
    features=("qa.canonical", "qa.duplicates"),
)
