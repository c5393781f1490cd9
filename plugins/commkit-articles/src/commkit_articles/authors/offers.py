"""What an article must be like for a command about its co-authors to be offered, besides the permission."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context
from commkit_articles.authors import statements as sql
from commkit_articles.authors.messages import AcceptCoAuthorship, InviteCoAuthor
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
