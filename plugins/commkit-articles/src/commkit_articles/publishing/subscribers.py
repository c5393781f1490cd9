"""Notifications about published articles; watchers of tags and of the community hear of the post itself."""

from commkit import Context, Delivery, MemberId, NotFound
from commkit.notifications import notify
from commkit.posts import Post, PostId
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.handlers import with_coauthors
from commkit_articles.desk.records import Article
from commkit_articles.publishing import statements as sql
from commkit_articles.publishing.facts import ArticleCorrected, ArticlePublished, ArticleRetired


@desk_feature.subscribes_to(ArticlePublished, ArticleRetired)
def notify_authors(delivery: Delivery, fact: ArticlePublished | ArticleRetired) -> None:
    """Notify its authors."""
    with delivery.context(once=True) as context:
        article = article_of(context, fact.post)
        if article is not None:
            notify(context, fact.name, article.authors, record=Post.__name__, object=fact.post, by=fact.actor)


@desk_feature.subscribes_to(ArticleCorrected)
def thank_for_correction(delivery: Delivery, fact: ArticleCorrected) -> None:
    """Notify who reported the mistake."""
    with delivery.context(once=True) as context:
        article = article_of(context, fact.post)
        if article is None:
            return
        thanked = [
            MemberId(member)
            for version, member, _ in context.rows(sql.THANKED, article=article.id)
            if version == fact.version
        ]
        notify(
            context,
            "articles.correction_thanked",
            thanked,
            record=Post.__name__,
            object=fact.post,
            by=fact.actor,
        )


def article_of(context: Context, post: PostId) -> Article | None:
    """The article that became a post; None where that post is gone."""
    try:
        context.get(Post, post)
    except NotFound:
        return None
    found = context.one(sql.OF_POST, post=post)
    return with_coauthors(context, [found])[0] if found is not None else None
