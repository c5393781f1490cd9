"""What the numbers of suggested edits are read for."""

from commkit.insight import Benefit, BenefitArea, Better, Guard, GuardEvidence
from commkit_developer.suggested_edits.messages import ReadEditNumbers

APPROVED_EDITS = Benefit(
    name="developer.approved_edits",
    title="Posts that members made better together",
    area=BenefitArea.LEARNING,
    queries=(ReadEditNumbers,),
    formula="suggested edits of the period that became versions of their posts",
    unit="edits",
    better=Better.HIGHER,
    features=("developer.suggested_edits",),
)
PENDING_EDITS = GuardEvidence(
    name="developer.pending_edits",
    title="Suggested edits that nobody reviews",
    guard=Guard.NOT_SELF_GROWING,
    queries=(ReadEditNumbers,),
    formula="suggested edits of the period that wait for reviewers",
    unit="edits",
    better=Better.LOWER,
)
