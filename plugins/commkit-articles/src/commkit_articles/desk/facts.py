"""What happens to articles before they are published: told to their authors and the desk alone."""

from attrs import frozen

from commkit import Fact
from commkit_articles.desk.records import ArticleId


@frozen
class ArticleCreated(Fact):
    """An article was begun."""

    name = "articles.created"
    visible_to = "articles.write"
    article: ArticleId


@frozen
class ArticleEdited(Fact):
    """A version of an article was saved."""

    name = "articles.edited"
    visible_to = "articles.write"
    article: ArticleId
    version: int


@frozen
class ArticleSubmitted(Fact):
    """An article waits for a reviewer."""

    name = "articles.submitted"
    visible_to = "articles.write"
    article: ArticleId
    version: int


@frozen
class ArticleApproved(Fact):
    """A reviewer approved a version of an article."""

    name = "articles.approved"
    visible_to = "articles.write"
    article: ArticleId
    version: int


@frozen
class ArticleSentBack(Fact):
    """A reviewer sent an article back to its authors."""

    name = "articles.sent_back"
    visible_to = "articles.write"
    article: ArticleId
    version: int


@frozen
class ArticleDropped(Fact):
    """An article was retired that was never published."""

    name = "articles.dropped"
    visible_to = "articles.write"
    article: ArticleId


@frozen
class ArticleDeleted(Fact):
    """An article that was never published was deleted; told to nobody, since nobody can be asked who saw it."""

    name = "articles.deleted"
    visible_to = None
    article: ArticleId
