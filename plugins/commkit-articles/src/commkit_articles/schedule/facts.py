"""What happens to the schedule of articles: told to their authors and the desk alone."""

from datetime import datetime

from attrs import frozen

from commkit import Fact
from commkit_articles.desk.records import ArticleId


@frozen
class ArticleScheduled(Fact):
    """An article got a time at which the worker publishes it, or another one.

    Attributes:
        article: The article.
        due: When.
        embargoed: Whether nobody publishes it before an embargo ends.
    """

    name = "articles.scheduled"
    visible_to = "articles.write"
    article: ArticleId
    due: datetime
    embargoed: bool


@frozen
class ArticleUnscheduled(Fact):
    """An article is published at no time any more."""

    name = "articles.unscheduled"
    visible_to = "articles.write"
    article: ArticleId


@frozen
class ArticleEmbargoLifted(Fact):
    """An article may be published before its embargo was to end."""

    name = "articles.embargo_lifted"
    visible_to = "articles.write"
    article: ArticleId


@frozen
class ArticlePublicationFailed(Fact):
    """An article could not be published at its time; it is approved as before.

    Attributes:
        article: The article.
        code: The code of the error that refused it.
    """

    name = "articles.publication_failed"
    visible_to = "articles.write"
    article: ArticleId
    code: str
