"""What an article must be like for a command about its co-authors to be offered, besides the permission."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context
from commkit_articles.authors import statements as sql
from commkit_articles.authors.messages import (
    AcceptCoAuthorship,
    AcceptLeadAuthorship,
    EndLeadOffer,
    InviteCoAuthor,
    OfferLeadAuthorship,
)
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.policy import writes
from commkit_articles.desk.records import Article
from commkit_articles.policy import ArticleState


@desk_feature.offers(InviteCoAuthor, about=Article)
def takes_coauthors(context: Context, article: Article) -> bool:
    """Its authors and the desk ask others while it holds."""
    return article.state is not ArticleState.RETIRED and writes(context, article)


@desk_feature.withholds(AcceptCoAuthorship, about=Article)
def was_not_asked(context: Context, articles: Sequence[Article]) -> Mapping[UUID, tuple[type, ...]]:
    """Only who is asked accepts, while the article holds."""
    me = context.member_or_none
    ids = [article.id for article in articles if article.state is not ArticleState.RETIRED]
    rows = context.rows(sql.ASKED, me=me, articles=ids) if ids and me is not None else []
    asked = {article for (article,) in rows}
    return {article.id: (AcceptCoAuthorship,) for article in articles if article.id not in asked}


@desk_feature.offers(OfferLeadAuthorship, about=Article)
def can_be_handed_over(context: Context, article: Article) -> bool:
    """What is not published, by its author, or by who stands in for one who is gone."""
    own = article.author == context.member_or_none
    return article.is_unpublished and (own or context.can("articles.reassign"))


@desk_feature.offers(AcceptLeadAuthorship, about=Article)
def is_offered(context: Context, article: Article) -> bool:
    """What is not published, by who is asked."""
    return (
        article.is_unpublished
        and article.offered_to is not None
        and (article.offered_to == context.member_or_none)
    )


@desk_feature.offers(EndLeadOffer, about=Article)
def has_an_offer(context: Context, article: Article) -> bool:
    """What is offered, by who is asked, the author and the desk."""
    mine = context.member_or_none in (article.author, article.offered_to)
    return article.offered_to is not None and (mine or context.can("articles.edit"))


@desk_feature.withholds(OfferLeadAuthorship, about=Article)
def author_is_here(context: Context, articles: Sequence[Article]) -> Mapping[UUID, tuple[type, ...]]:
    """Nobody stands in for an author who is a member."""
    others = [article for article in articles if article.author != context.member_or_none]
    rows = context.rows(sql.HERE, members=[article.author for article in others]) if others else []
    here = {member for (member,) in rows}
    return {article.id: (OfferLeadAuthorship,) for article in others if article.author in here}
