"""What the satisfaction of askers is read for."""

from commkit.insight import Benefit, BenefitArea, Better
from commkit_support.satisfaction.messages import ReadSatisfaction

SATISFACTION = Benefit(
    name="support.satisfaction",
    title="Satisfaction with solutions (CSAT)",
    area=BenefitArea.CUSTOMER_SUCCESS,
    queries=(ReadSatisfaction,),
    formula="scores of 4 or 5 / scores, of the askers of a closed month",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=5,
    features=(
        "support.clock",
        "support.experts",
        "support.assignment",
        "support.saved_replies",
        "support.known_issues",
    ),
)
