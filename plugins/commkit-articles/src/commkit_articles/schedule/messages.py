"""The commands of the schedule."""

from datetime import datetime

from attrs import field, frozen

from commkit import Command, TextCommand
from commkit_articles.desk.messages import Reason
from commkit_articles.desk.records import Article, ArticleId


@frozen
class ScheduleArticle(Command[Article]):
    """Let the worker publish an article at a time, in the actor's name; again, to postpone it or to bring it forward.

    Whether the actor may publish is asked again at that time. If it is refused, the article stays approved, and the
    actor and its authors are notified.

    Attributes:
        article: The article, which is approved where reviews are required.
        at: When.
        embargo: Whether nobody may publish it before, until `LiftEmbargo`. An embargo that there is stays in any case.

    Raises:
        Invalid: The time is past.
        Conflict: It is not approved, lacks a field that its kind requires (`articles.fields_missing`), was published or
            retired, or its embargo ends later.
    """

    permission = "articles.publish"

    article: ArticleId
    at: datetime
    embargo: bool = field(default=False, kw_only=True)


@frozen
class UnscheduleArticle(Command[Article]):
    """Take the time of an article away; an embargo stays.

    Raises:
        Conflict: It has none.
    """

    permission = "articles.publish"

    article: ArticleId


@frozen
class LiftEmbargo(TextCommand[Article]):
    """Let an article be published before its embargo was to end; the time at which the worker publishes it stays.

    Attributes:
        article: The article.
        reason: Why, for the desk and its authors.

    Raises:
        Conflict: It has no embargo.
    """

    permission = "articles.publish"
    shown = ("reason",)
    personal = ("reason",)

    article: ArticleId
    reason: Reason
