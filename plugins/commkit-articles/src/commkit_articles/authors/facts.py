"""What happens to the co-authors of articles: told to their authors and the desk alone."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_articles.desk.records import ArticleId


@frozen
class LeadOffered(Fact):
    """Somebody is asked to be the author of an article instead of who is."""

    name = "articles.lead_offered"
    visible_to = "articles.write"
    article: ArticleId
    member: MemberId


@frozen
class LeadChanged(Fact):
    """An article has another author.

    Attributes:
        article: The article.
        before: Who was its author.
        after: Who is.
    """

    name = "articles.lead_changed"
    visible_to = "articles.write"
    article: ArticleId
    before: MemberId
    after: MemberId


@frozen
class LeadOfferEnded(Fact):
    """Nobody is asked any more to be the author of an article."""

    name = "articles.lead_offer_ended"
    visible_to = "articles.write"
    article: ArticleId


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
