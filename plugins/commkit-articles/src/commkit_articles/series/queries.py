"""How series, their parts, and the place of an article are read."""

from datetime import datetime
from uuid import UUID

from commkit import Context, NotFound, Page
from commkit.feeds import FeedPosts
from commkit.posts import Post, PostId
from commkit.storage import LAST_ID, LATEST, keyset, page_size
from commkit_articles.desk.records import ArticleId
from commkit_articles.series import statements as sql
from commkit_articles.series.feature import series_feature
from commkit_articles.series.messages import (
    ListSeries,
    ListSeriesArticles,
    ListSeriesParts,
    ReadSeries,
    ReadSeriesFeed,
    ReadSeriesPlace,
)
from commkit_articles.series.records import Series, SeriesId, SeriesPart, SeriesPlace

_LATEST = keyset(datetime, UUID, of="articles.series_feed")
_SERIES = keyset(UUID, of="articles.series")


@series_feature.handles(ReadSeries)
def read_series(context: Context, query: ReadSeries) -> Series:
    """Load it."""
    return context.get(Series, query.series)


@series_feature.handles(ListSeries)
def list_series(context: Context, query: ListSeries) -> Page[Series]:
    """One statement."""
    limit = page_size(query.limit)
    (after,) = _SERIES.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    return _SERIES.page(rows, limit, lambda series: (series.id,))


@series_feature.handles(ListSeriesParts)
def list_series_parts(context: Context, query: ListSeriesParts) -> tuple[SeriesPart, ...]:
    """Load the series, then its parts."""
    return tuple(context.rows(sql.PUBLIC_PARTS, series=context.get(Series, query.series).id))


@series_feature.handles(ReadSeriesFeed)
def read_series_feed(context: Context, query: ReadSeriesFeed) -> FeedPosts:
    """Load the series, then a page of its parts."""
    series = context.get(Series, _series_id(query.key))
    limit = page_size(query.limit)
    cursors = _LATEST.within(series.id)
    after_at, after = cursors.decode(query.after, default=(LATEST, LAST_ID))
    rows = context.rows(sql.LATEST_PARTS, series=series.id, after_at=after_at, after=after, size=limit + 1)
    page = cursors.page(rows, limit, tuple)
    return FeedPosts(
        id=series.id,
        title=series.title,
        description=series.summary,
        record="Series",
        posts=tuple(PostId(post) for _, post in page.items),
        next=page.next,
    )


def _series_id(key: str) -> SeriesId:
    try:
        return SeriesId(UUID(key))
    except ValueError:
        raise NotFound("articles.not_found", "there is no series of this id") from None


@series_feature.handles(ListSeriesArticles)
def list_series_articles(context: Context, query: ListSeriesArticles) -> tuple[ArticleId, ...]:
    """Load the series, then the articles of it that the actor sees."""
    series = context.get(Series, query.series)
    return tuple(ArticleId(article) for article, _ in context.rows(sql.ARTICLES, series=series.id))


@series_feature.handles(ReadSeriesPlace)
def read_series_place(context: Context, query: ReadSeriesPlace) -> SeriesPlace | None:
    """Find the series, then the place of the article among its visible parts."""
    post = context.get(Post, query.post)
    found = context.one(sql.SERIES_OF_POST, post=post.id)
    if found is None:
        return None
    series, title = found
    parts = [part.post for part in context.rows(sql.PUBLIC_PARTS, series=series)]
    if post.id not in parts:  # it was removed, and the reader sees what was
        return None
    at = parts.index(post.id)
    return SeriesPlace(
        series=SeriesId(series),
        title=title,
        number=at + 1,
        parts=len(parts),
        previous=parts[at - 1] if at > 0 else None,
        next=parts[at + 1] if at + 1 < len(parts) else None,
    )
