"""Thanks to those who wrote what an article was made of."""

from commkit import Delivery, MemberId
from commkit.notifications import notify
from commkit.posts import Post
from commkit_articles.publishing.facts import ArticlePublished
from commkit_articles.publishing.subscribers import article_of
from commkit_articles.sources import statements as sql
from commkit_articles.sources.feature import sources_feature


@sources_feature.subscribes_to(ArticlePublished)
def thank_contributors(delivery: Delivery, fact: ArticlePublished) -> None:
    """Notify them of the article; who may not see it is not notified, nor are its own authors."""
    with delivery.context(once=True) as context:
        article = article_of(context, fact.post)
        if article is None:
            return
        contributors = [MemberId(member) for (member,) in context.rows(sql.CONTRIBUTORS, article=article.id)]
        others = [member for member in contributors if member not in article.authors]
        notify(context, "articles.contributed", others, record=Post.__name__, object=fact.post, by=fact.actor)
