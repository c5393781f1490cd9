"""The worker's own messages about moderation."""

from commkit.moderation.reviews.jobs import RecordReview

__all__ = ["RecordReview"]
