"""What the numbers of freshness are read for."""

from commkit.insight import Better, Guard, GuardEvidence
from commkit_qa.freshness.messages import ReadFreshnessNumbers

STALE_SHARE = GuardEvidence(
    name="qa.stale_share",
    title="Answers that nobody has confirmed for long",
    guard=Guard.NOT_SELF_GROWING,
    queries=(ReadFreshnessNumbers,),
    formula="answers whose state is stale or contradicted / answers that say to which versions they apply",
    unit="share",
    better=Better.LOWER,
    minimum_sample=20,
)
