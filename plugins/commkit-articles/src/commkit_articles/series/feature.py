"""The feature of series."""

from commkit import Feature
from commkit.feeds import PostFeed
from commkit_articles.policy import MIGRATIONS
from commkit_articles.series.facts import SeriesCreated, SeriesEdited, SeriesPartAdded, SeriesPartRemoved
from commkit_articles.series.messages import ReadSeriesFeed
from commkit_articles.series.records import SeriesPart, SeriesPlace

series_feature = Feature(
    "articles.series",
    migrations=MIGRATIONS,
    requires=("articles.desk",),
    grants={"steward": {"articles.manage_series"}},
    facts=(SeriesCreated, SeriesEdited, SeriesPartAdded, SeriesPartRemoved),
    records=(SeriesPart, SeriesPlace),
    declares=(PostFeed(name="articles.series", path="series", queries=(ReadSeriesFeed,)),),
)
"""Series of articles, in an order that the desk gives them."""
