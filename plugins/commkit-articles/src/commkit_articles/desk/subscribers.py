"""Notifications about articles at the desk."""

from commkit import Delivery, NotFound
from commkit.notifications import NotifyAllMembers, notify, notify_all
from commkit_articles.desk.facts import ArticleApproved, ArticleSentBack, ArticleSubmitted
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.records import Article


@desk_feature.subscribes_to(ArticleSubmitted)
def notify_reviewers(delivery: Delivery, fact: ArticleSubmitted) -> None:
    """Notify everybody who may review and sees it."""
    if fact.id is None:
        return
    notify_all(
        delivery,
        NotifyAllMembers(
            kind="articles.submitted",
            record=Article.__name__,
            object=fact.article,
            cause=fact.id,
            by=fact.actor,
            with_permission="articles.review",
        ),
    )


@desk_feature.subscribes_to(ArticleApproved, ArticleSentBack)
def notify_authors(delivery: Delivery, fact: ArticleApproved | ArticleSentBack) -> None:
    """Notify its authors of what was decided."""
    with delivery.context(once=True) as context:
        try:
            article = context.get(Article, fact.article)
        except NotFound:  # deleted since
            return
        notify(context, fact.name, article.authors, record=Article.__name__, object=article.id, by=fact.actor)
