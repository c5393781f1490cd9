"""The queries of pages of the desk."""

from typing import Annotated

from attrs import frozen

from commkit import Items, Page, Query
from commkit_articles.desk.records import ArticleId
from commkit_articles.policy import ArticleState
from commkit_articles.views.records import ArticleView


@frozen
class ViewArticle(Query[ArticleView]):
    """An article with all that its page at the desk shows beside it, as `ReadArticle` gives it."""

    permission = "articles.write"

    article: ArticleId


@frozen(kw_only=True)
class ViewDeskArticles(Query[Page[ArticleView]]):
    """The articles of the desk as `ListDeskArticles` lists them, in a fixed number of statements.

    Attributes:
        states: Only those in one of these states; in any where it is left out.
        after: The `next` of the page before.
        limit: Articles on a page, 1 to 100.
    """

    permission = "articles.read_desk"
    personal = ()

    states: Annotated[tuple[ArticleState, ...], Items(max=8)] = ()
    after: str | None = None
    limit: int = 20
