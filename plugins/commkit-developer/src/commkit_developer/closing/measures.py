"""What the numbers of closing are read for."""

from commkit.insight import Better, Guard, GuardEvidence
from commkit_developer.closing.messages import ReadClosingNumbers

CLOSED_BY_VOTES = GuardEvidence(
    name="developer.closed_by_votes",
    title="Closings that members decided together",
    guard=Guard.NOT_SHOWCASE,
    queries=(ReadClosingNumbers,),
    formula="closings by votes, and by nobody alone / closings",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=20,
)
