"""The worker's own command of the schedule."""

from datetime import timedelta

from attrs import evolve, frozen

from commkit import Command, Context, NotFound
from commkit.storage import schedule_command, scheduled_outcome
from commkit_articles.desk import statements as sql
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.handlers import save
from commkit_articles.desk.records import Article, ArticleId
from commkit_articles.schedule.facts import ArticlePublicationFailed
from commkit_articles.schedule.policy import after_schedule

_RETRY_DELAY = timedelta(minutes=1)


@frozen
class CheckScheduledArticle(Command[bool]):
    """Check whether an article was published at its time, and report it if it was refused; sent as `SYSTEM`.

    Returns:
        Whether it was refused.
    """

    permission = "articles.check_scheduled"
    when_archived = True

    article: ArticleId


@desk_feature.handles(CheckScheduledArticle)
def check_scheduled_article(context: Context, command: CheckScheduledArticle) -> bool:
    """Look up what became of the command if the article still has its time: publishing takes that away."""
    try:
        before = context.get(Article, command.article)
    except NotFound:
        return False
    found = context.one(sql.SCHEDULED, id=before.id)
    if found is None or found[0] is None or before.due_at is None or before.due_at > context.now:
        return False
    scheduled = found[0]
    code = scheduled_outcome(context, scheduled)
    if code is None:
        # An error that is no refusal stopped it: the worker tries again, so it is checked again later.
        check = schedule_command(context, command, at=context.now + _RETRY_DELAY, as_system=True)
        context.run(
            sql.SET_SCHEDULE,
            id=before.id,
            new_scheduled=scheduled,
            new_check=check,
            new_by=before.scheduled_by,
        )
        return False
    after = save(
        context,
        before,
        evolve(
            before, state=after_schedule(before), due_at=None, failure_code=code or "articles.not_published"
        ),
    )
    context.run(sql.SET_SCHEDULE, id=after.id, new_scheduled=None, new_check=None, new_by=before.scheduled_by)
    context.emit(ArticlePublicationFailed(article=after.id, code=after.failure_code))
    return True
