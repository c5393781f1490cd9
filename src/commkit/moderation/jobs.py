"""The worker's own messages about moderation."""

from commkit.moderation.outages.jobs import RecordReviewFailure, RecordReviewSuccess
from commkit.moderation.reviews.jobs import RecordReview

__all__ = ["RecordReview", "RecordReviewFailure", "RecordReviewSuccess"]
