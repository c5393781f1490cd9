"""An article as a page of the desk shows it."""

from attrs import frozen

from commkit.members import Author
from commkit_articles.desk.records import Article


@frozen
class ArticleView:
    """An article with its authors, and what the reader may do to it.

    Attributes:
        article: The article.
        authors: Its author and its co-authors; left out is who is not for the reader to see.
        may: The outside names of the commands that the reader may send about it now.
    """

    article: Article
    authors: tuple[Author, ...]
    may: frozenset[str]
