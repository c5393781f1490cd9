"""What happens to series: told to the desk alone, since a part may not be published yet."""

from attrs import frozen

from commkit import Fact
from commkit_articles.desk.records import ArticleId
from commkit_articles.series.records import SeriesId


@frozen
class SeriesCreated(Fact):
    """A series was begun."""

    name = "articles.series_created"
    visible_to = "articles.read_desk"
    series: SeriesId


@frozen
class SeriesEdited(Fact):
    """The title, the summary or the order of a series changed."""

    name = "articles.series_edited"
    visible_to = "articles.read_desk"
    series: SeriesId


@frozen
class SeriesPartAdded(Fact):
    """An article became a part of a series."""

    name = "articles.series_part_added"
    visible_to = "articles.read_desk"
    series: SeriesId
    article: ArticleId


@frozen
class SeriesPartRemoved(Fact):
    """An article is no part of its series any more."""

    name = "articles.series_part_removed"
    visible_to = "articles.read_desk"
    series: SeriesId
    article: ArticleId
