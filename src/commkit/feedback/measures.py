"""The number by which feedback pays back."""

from commkit.feedback.suggestions.messages import ReadFeedbackMetrics
from commkit.insight import Benefit, BenefitArea, Better

LEAD_TIME = Benefit(
    name="feedback.lead_time",
    title="Time from an idea to what became of it",
    area=BenefitArea.CO_INNOVATION,
    queries=(ReadFeedbackMetrics,),
    formula="median of the time from submission to done, over the suggestions of the period that are done",
    unit="days",
    better=Better.LOWER,
    minimum_sample=5,
    features=("feedback",),
)
"""Read it beside the share of suggestions with a reply: a short time over few suggestions says little."""
