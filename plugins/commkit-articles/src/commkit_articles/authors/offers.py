"""What an article must be like for a command about its co-authors to be offered, besides the permission."""

from commkit import Context
from commkit_articles.authors.messages import AcceptCoAuthorship, InviteCoAuthor
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.policy import writes
from commkit_articles.desk.records import Article
from commkit_articles.policy import ArticleState


@desk_feature.offers(InviteCoAuthor, about=Article)
def takes_coauthors(context: Context, article: Article) -> bool:
    """Its authors and the desk ask others while it holds."""
    return article.state is not ArticleState.RETIRED and writes(context, article)


@desk_feature.offers(AcceptCoAuthorship, about=Article)
def may_be_accepted(context: Context, article: Article) -> bool:
    """Who sees it and is none of its authors may have been asked; for the desk only the command tells."""
    return (
        article.state is not ArticleState.RETIRED
        and context.member_or_none not in article.authors
        and not context.can("articles.read_desk")
    )
