"""The worker's own messages of the plugin."""

from commkit_reputation.points.jobs import BookEvidence, BookVote, ReviewEvidence

__all__ = ["BookEvidence", "BookVote", "ReviewEvidence"]
