"""How articles get their time, lose it, and how embargoes are lifted."""

from datetime import datetime

from attrs import evolve

from commkit import Conflict, Context, Invalid
from commkit.storage import schedule_command
from commkit_articles.desk import statements as sql
from commkit_articles.desk.feature import DeskSettings, desk_feature
from commkit_articles.desk.handlers import cancel_schedule, record_action, save
from commkit_articles.desk.policy import check_complete, check_unpublished
from commkit_articles.desk.records import Article, DeskAction
from commkit_articles.policy import ArticleState
from commkit_articles.publishing.messages import PublishArticle
from commkit_articles.schedule.facts import ArticleEmbargoLifted, ArticleScheduled, ArticleUnscheduled
from commkit_articles.schedule.jobs import CheckScheduledArticle
from commkit_articles.schedule.messages import LiftEmbargo, ScheduleArticle, UnscheduleArticle
from commkit_articles.schedule.policy import after_schedule, check_embargo, check_publishable


@desk_feature.handles(ScheduleArticle)
def schedule_article(context: Context, command: ScheduleArticle) -> Article:
    """Save the time, then schedule two commands: one publishes it, the other one checks whether that was refused."""
    before = context.get(Article, command.article, need="articles.publish")
    if command.at <= context.now:
        raise Invalid.field("at", "too_early", "give a time in the future, or publish it now")
    check_publishable(before, review_required=context.settings(DeskSettings).review_required)
    check_complete(context.community_type, before)
    check_embargo(before, command.at)
    embargo = command.at if command.embargo else before.embargo_until
    after = save(
        context,
        before,
        evolve(
            before,
            state=ArticleState.SCHEDULED if embargo is None else ArticleState.EMBARGOED,
            due_at=command.at,
            embargo_until=embargo,
            failure_code="",
        ),
    )
    cancel_schedule(context, after)
    _schedule(context, after, command.at)
    context.emit(ArticleScheduled(article=after.id, due=command.at, embargoed=embargo is not None))
    return evolve(after, scheduled_by=context.member_or_none)


def _schedule(context: Context, article: Article, at: datetime) -> None:
    publish = PublishArticle(article.id, version=article.version)
    context.run(
        sql.SET_SCHEDULE,
        id=article.id,
        new_scheduled=schedule_command(context, publish, at=at),
        new_check=schedule_command(context, CheckScheduledArticle(article.id), at=at, as_system=True),
        new_by=context.member_or_none,
    )


@desk_feature.handles(UnscheduleArticle)
def unschedule_article(context: Context, command: UnscheduleArticle) -> Article:
    """Make it approved again, or what it was before."""
    before = context.get(Article, command.article, need="articles.publish")
    check_unpublished(before)
    if before.due_at is None:
        raise Conflict("articles.not_scheduled", "this article has no time at which it is published")
    after = save(context, before, evolve(before, state=after_schedule(before), due_at=None))
    cancel_schedule(context, after)
    context.emit(ArticleUnscheduled(article=after.id))
    return evolve(after, scheduled_by=None)


@desk_feature.handles(LiftEmbargo)
def lift_embargo(context: Context, command: LiftEmbargo) -> Article:
    """Take the embargo away, and keep why."""
    before = context.get(Article, command.article, need="articles.publish")
    check_unpublished(before)
    if before.embargo_until is None:
        raise Conflict("articles.no_embargo", "this article has no embargo; publish it, or schedule it")
    state = ArticleState.SCHEDULED if before.state is ArticleState.EMBARGOED else before.state
    after = save(context, before, evolve(before, state=state, embargo_until=None))
    record_action(context, after, DeskAction.EMBARGO_LIFTED, command.reason)
    context.emit(ArticleEmbargoLifted(article=after.id))
    return after
