"""The worker's own messages of the plugin."""

from commkit_articles.schedule.jobs import CheckScheduledArticle

__all__ = ["CheckScheduledArticle"]
