"""The worker's own messages of the plugin."""

from commkit_reputation.points.jobs import BookEvidence, BookVote, RebuildReputation, ReviewEvidence

__all__ = ["BookEvidence", "BookVote", "RebuildReputation", "ReviewEvidence"]
