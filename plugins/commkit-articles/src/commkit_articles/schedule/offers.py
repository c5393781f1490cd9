"""What an article must be like for a command of the schedule to be offered, besides the permission."""

from commkit import Context
from commkit_articles.desk.feature import DeskSettings, desk_feature
from commkit_articles.desk.policy import is_approved
from commkit_articles.desk.records import Article
from commkit_articles.schedule.messages import LiftEmbargo, ScheduleArticle, UnscheduleArticle


@desk_feature.offers(ScheduleArticle, about=Article)
def can_be_scheduled(context: Context, article: Article) -> bool:
    """What may be published."""
    required = context.settings(DeskSettings).review_required
    return article.is_unpublished and (is_approved(article) or not required)


@desk_feature.offers(UnscheduleArticle, about=Article)
def has_a_time(context: Context, article: Article) -> bool:
    """What has a time."""
    return article.is_unpublished and article.due_at is not None


@desk_feature.offers(LiftEmbargo, about=Article)
def has_an_embargo(context: Context, article: Article) -> bool:
    """What has an embargo."""
    return article.is_unpublished and article.embargo_until is not None
