"""How pages of the desk are made."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context, Page, offered_commands
from commkit.members import authors_of
from commkit_articles.desk import statements as sql
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.handlers import with_coauthors
from commkit_articles.desk.messages import ListDeskArticles, ReadArticle
from commkit_articles.desk.records import Article
from commkit_articles.views.messages import ViewArticle, ViewDeskArticles
from commkit_articles.views.records import ArticleView


@desk_feature.handles(ViewArticle)
def view_article(context: Context, query: ViewArticle) -> ArticleView:
    """The article, and what is beside it."""
    (view,) = _views(context, [context.ask(ReadArticle(query.article))])
    return view


@desk_feature.handles(ViewDeskArticles)
def view_desk_articles(context: Context, query: ViewDeskArticles) -> Page[ArticleView]:
    """The page of the list, and what is beside it."""
    page = context.ask(ListDeskArticles(states=query.states, after=query.after, limit=query.limit))
    return Page(tuple(_views(context, page.items)), page.next)


def _views(context: Context, articles: Sequence[Article]) -> list[ArticleView]:
    authors = authors_of(context, {member for article in articles for member in article.authors})
    offered = offered_commands(context, Article, articles)
    return [
        ArticleView(article, tuple(authors[member] for member in article.authors if member in authors), may)
        for article, may in zip(articles, offered, strict=True)
    ]


@desk_feature.lists_offers(Article)
def list_article_offers(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """What pages of the desk offer about some articles, in views of objects of every class."""
    rows = context.rows(sql.SOME, ids=list(ids)) if ids and context.can("articles.write") else []
    found = with_coauthors(context, rows)
    return {its.id: may for its, may in zip(found, offered_commands(context, Article, found), strict=True)}
