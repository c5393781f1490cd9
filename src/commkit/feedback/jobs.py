"""The worker's own messages of feedback: only subscribers and scheduled commands send them."""

from commkit.feedback.panels.jobs import NotifyPanelists
from commkit.feedback.suggestions.jobs import NotifySuggestionFollowers
from commkit.feedback.surveys.jobs import NotifySurveyAudience
from commkit.feedback.tasks.jobs import RemindPanelist

__all__ = ["NotifyPanelists", "NotifySuggestionFollowers", "NotifySurveyAudience", "RemindPanelist"]
