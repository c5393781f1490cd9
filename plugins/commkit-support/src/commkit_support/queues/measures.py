"""What kept and broken promises are read for."""

from commkit.insight import Better, Guard, GuardEvidence
from commkit_support.queues.messages import ReadSupportMetrics

OVERDUE_RATE = GuardEvidence(
    name="support.overdue_rate",
    title="First replies that came too late",
    guard=Guard.NOT_SUPPORT_REPLACEMENT,
    queries=(ReadSupportMetrics,),
    formula="questions whose promise of a first reply was broken / questions whose promise was kept or broken by now",
    unit="share",
    better=Better.LOWER,
    minimum_sample=20,
)
