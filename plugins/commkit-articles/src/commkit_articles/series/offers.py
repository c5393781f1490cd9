"""What an article must be like for a command about its series to be offered, besides the permission."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context
from commkit_articles.desk.records import Article
from commkit_articles.series import statements as sql
from commkit_articles.series.feature import series_feature
from commkit_articles.series.messages import AddToSeries, RemoveFromSeries


@series_feature.withholds(AddToSeries, RemoveFromSeries, about=Article)
def is_in_series(context: Context, articles: Sequence[Article]) -> Mapping[UUID, tuple[type, ...]]:
    """An article is a part of one series at most."""
    rows = context.rows(sql.IN_SERIES, articles=[article.id for article in articles])
    parts = {article for (article,) in rows}
    return {
        article.id: (AddToSeries,) if article.id in parts else (RemoveFromSeries,) for article in articles
    }
