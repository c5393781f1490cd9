"""What the number of orphaned questions is read for."""

from commkit.insight import Better, Guard, GuardEvidence
from commkit_qa.orphans.messages import CountOrphans

ORPHAN_RATE = GuardEvidence(
    name="qa.orphan_rate",
    title="Questions left alone",
    guard=Guard.NOT_SUPPORT_REPLACEMENT,
    queries=(CountOrphans,),
    formula="open questions older than `orphan_after` without a reply by somebody else / questions asked in the period",
    unit="share",
    better=Better.LOWER,
    minimum_sample=20,
)
