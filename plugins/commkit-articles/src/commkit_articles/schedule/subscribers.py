"""Notifications about the schedule."""

from commkit import Delivery, NotFound
from commkit.notifications import notify
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.records import Article
from commkit_articles.schedule.facts import ArticlePublicationFailed


@desk_feature.subscribes_to(ArticlePublicationFailed)
def notify_failed(delivery: Delivery, fact: ArticlePublicationFailed) -> None:
    """Notify who scheduled it and its authors."""
    with delivery.context(once=True) as context:
        try:
            article = context.get(Article, fact.article)
        except NotFound:  # deleted since
            return
        members = (*article.authors, article.scheduled_by)
        notify(
            context,
            "articles.publication_failed",
            members,
            record=Article.__name__,
            object=article.id,
            by=None,
        )
