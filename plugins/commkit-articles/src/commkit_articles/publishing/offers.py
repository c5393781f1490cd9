"""What an article must be like for a command that readers notice to be offered, besides the permission."""

from commkit import Context
from commkit_articles.desk.feature import DeskSettings, desk_feature
from commkit_articles.desk.policy import is_approved, missing_fields
from commkit_articles.desk.records import Article
from commkit_articles.policy import ArticleState
from commkit_articles.publishing.messages import CorrectArticle, PublishArticle, RetireArticle, RetractArticle


@desk_feature.offers(PublishArticle, about=Article)
def can_be_published(context: Context, article: Article) -> bool:
    """What is approved, has no embargo any more, and has all that its kind requires."""
    required = context.settings(DeskSettings).review_required
    held = article.embargo_until is not None and context.now < article.embargo_until
    complete = not missing_fields(context.community_type, article)
    return article.is_unpublished and complete and not held and (is_approved(article) or not required)


@desk_feature.offers(CorrectArticle, about=Article)
def can_be_corrected(context: Context, article: Article) -> bool:
    """What is published and holds."""
    return article.post is not None and article.state is not ArticleState.RETIRED


@desk_feature.offers(RetireArticle, about=Article)
def can_be_retired(context: Context, article: Article) -> bool:
    """What was not retired yet."""
    return article.state is not ArticleState.RETIRED


@desk_feature.offers(RetractArticle, about=Article)
def can_be_retracted(context: Context, article: Article) -> bool:
    """What was published, and was not retired yet."""
    return article.post is not None and article.state is not ArticleState.RETIRED
