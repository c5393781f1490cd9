"""What happens to the co-authors of articles: told to their authors and the desk alone."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_articles.desk.records import ArticleId


@frozen
class CoAuthorInvited(Fact):
    """Somebody is asked to be a co-author."""

    name = "articles.coauthor_invited"
    visible_to = "articles.write"
    article: ArticleId
    member: MemberId


@frozen
class CoAuthorJoined(Fact):
    """Somebody accepted to be a co-author."""

    name = "articles.coauthor_joined"
    visible_to = "articles.write"
    article: ArticleId
    member: MemberId


@frozen
class CoAuthorLeft(Fact):
    """Somebody is no co-author any more, or is asked no more."""

    name = "articles.coauthor_left"
    visible_to = "articles.write"
    article: ArticleId
    member: MemberId
