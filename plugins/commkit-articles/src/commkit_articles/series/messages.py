"""The commands and queries of series."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, Page, Query, Text, TextCommand
from commkit.feeds import FeedPosts
from commkit.posts import PostId
from commkit_articles.desk.messages import Note, Title
from commkit_articles.desk.records import Article, ArticleId
from commkit_articles.series.records import Series, SeriesId, SeriesPart, SeriesPlace

MAX_PARTS = 200
"""Parts of a series, at most."""


@frozen
class CreateSeries(TextCommand[Series]):
    """Begin a series.

    Attributes:
        title: Its title.
        summary: What it is about.
    """

    permission = "articles.manage_series"
    creates = True
    shown = ("title", "summary")
    personal = ("title", "summary")

    title: Title
    summary: Note = field(default="", kw_only=True)


@frozen(kw_only=True)
class EditSeries(TextCommand[Series]):
    """Change the title or the summary of a series; None keeps either."""

    permission = "articles.manage_series"
    shown = ("title", "summary")
    personal = ("title", "summary")

    series: SeriesId
    title: Title | None = None
    summary: Note | None = None


@frozen
class AddToSeries(Command[Article]):
    """Add an article to a series as its last part, whether it is published or not.

    Raises:
        Conflict: It is a part of a series already, or the series has 200 parts.
    """

    permission = "articles.manage_series"

    article: ArticleId
    series: SeriesId


@frozen
class RemoveFromSeries(Command[Article]):
    """Take an article out of its series.

    Raises:
        Conflict: It is a part of none.
    """

    permission = "articles.manage_series"

    article: ArticleId


@frozen
class OrderSeries(Command[Series]):
    """Put the parts of a series into an order.

    Attributes:
        series: The series.
        articles: Those of its parts that the actor sees, published or not, in their new order.

    Raises:
        Conflict: These are not its parts, as after another one was added meanwhile.
    """

    permission = "articles.manage_series"

    series: SeriesId
    articles: Annotated[tuple[ArticleId, ...], Items(max=MAX_PARTS)]


@frozen
class ReadSeries(Query[Series]):
    """Read a series.

    Raises:
        NotFound: There is no such series, or none of its parts is published for this reader.
    """

    permission = "articles.read"

    series: SeriesId


@frozen(kw_only=True)
class ListSeries(Query[Page[Series]]):
    """List the series that have a part which the reader may see, the newest first; for the desk all of them."""

    permission = "articles.read"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ListSeriesParts(Query[tuple[SeriesPart, ...]]):
    """The published parts of a series that the reader may see, in order."""

    permission = "articles.read"

    series: SeriesId


@frozen
class ReadSeriesFeed(Query[FeedPosts]):
    """The published parts of a series that the reader may see, what was published last first; for its feeds.

    Attributes:
        key: The id of the series.
        after: The `next` of the page before.
        limit: Parts on a page, 1 to 100.

    Raises:
        NotFound: There is no such series, or none of its parts is published for this reader.
    """

    permission = "articles.read"
    personal = ()

    key: Annotated[str, Text(max=200, multiline=False)]
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListSeriesArticles(Query[tuple[ArticleId, ...]]):
    """The articles of a series, published or not, in order; for the desk, which puts them into another one."""

    permission = "articles.manage_series"

    series: SeriesId


@frozen
class ReadSeriesPlace(Query[SeriesPlace | None]):
    """Where an article stands in its series, with the previous and the next part; None where it is in none.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "articles.read"

    post: PostId
