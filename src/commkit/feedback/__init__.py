"""Feedback: ideas, problems, praise, questions, surveys and test panels."""

from commkit.feedback.feature import feedback

__all__ = ["feedback"]
