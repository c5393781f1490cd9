"""What the numbers of cooling are read for."""

from commkit.insight import Better, Guard, GuardEvidence
from commkit_topical.cooling.messages import ReadCoolingNumbers

HEATED_AGAIN = GuardEvidence(
    name="topical.heated_again",
    title="Pairs that heat a thread again after one was cooled",
    guard=Guard.NOT_SELF_GROWING,
    queries=(ReadCoolingNumbers,),
    formula=(
        "coolings whose pair heated a thread again within 14 days after the end / coolings of a pair that ended more "
        "than 14 days ago"
    ),
    unit="share",
    better=Better.LOWER,
    minimum_sample=5,
)
