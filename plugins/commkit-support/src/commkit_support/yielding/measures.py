"""What the numbers of held answers are read for."""

from commkit.insight import Better, Guard, GuardEvidence
from commkit_support.yielding.messages import ReadYieldNumbers

YIELDED_SHARE = GuardEvidence(
    name="support.yielded_share",
    title="Answers of staff that gave way to members",
    guard=Guard.NOT_SHOWCASE,
    queries=(ReadYieldNumbers,),
    formula="held answers of staff that gave way to a member's / those that gave way or were published",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=20,
)
