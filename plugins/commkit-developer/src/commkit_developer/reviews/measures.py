"""What the numbers of reviews are read for."""

from commkit.insight import Better, Guard, GuardEvidence
from commkit_developer.reviews.messages import ReadReviewNumbers

WAITING_REVIEWS = GuardEvidence(
    name="developer.waiting_reviews",
    title="Posts that nobody reviews",
    guard=Guard.NOT_SELF_GROWING,
    queries=(ReadReviewNumbers,),
    formula="posts that wait in the queues of reviewers",
    unit="posts",
    better=Better.LOWER,
)
PASSED_AUDITS = GuardEvidence(
    name="developer.passed_audits",
    title="Reviewers who read what they decide about",
    guard=Guard.NOT_SELF_GROWING,
    queries=(ReadReviewNumbers,),
    formula="audits passed / audits that were decided and count",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=20,
)
