"""How series are begun, filled and put into an order."""

from attrs import evolve

from commkit import Conflict, Context
from commkit_articles.desk.handlers import touch
from commkit_articles.desk.records import Article
from commkit_articles.series import statements as sql
from commkit_articles.series.facts import SeriesCreated, SeriesEdited, SeriesPartAdded, SeriesPartRemoved
from commkit_articles.series.feature import series_feature
from commkit_articles.series.messages import (
    MAX_PARTS,
    AddToSeries,
    CreateSeries,
    EditSeries,
    OrderSeries,
    RemoveFromSeries,
)
from commkit_articles.series.records import Series, SeriesId


@series_feature.loads(Series)
def fetch_series(context: Context, id: SeriesId) -> Series | None:
    """The series with this id, for the desk and for who sees a published part of it."""
    return context.one(sql.ONE, id=id) if context.can("articles.read") else None


@series_feature.handles(CreateSeries)
def create_series(context: Context, command: CreateSeries) -> Series:
    """Store it, without parts."""
    created = Series(SeriesId(context.new_id()), command.title, command.summary, context.now)
    context.run(sql.ADD, created, by=context.member_or_none)
    context.emit(SeriesCreated(series=created.id))
    return created


@series_feature.handles(EditSeries)
def edit_series(context: Context, command: EditSeries) -> Series:
    """Save what is given."""
    before = context.get(Series, command.series)
    after = evolve(
        before,
        title=before.title if command.title is None else command.title,
        summary=before.summary if command.summary is None else command.summary,
    )
    context.run(sql.EDIT, id=after.id, new_title=after.title, new_summary=after.summary)
    context.emit(SeriesEdited(series=after.id))
    return after


@series_feature.handles(AddToSeries)
def add_to_series(context: Context, command: AddToSeries) -> Article:
    """Put it behind the last part; the row of the series decides between two at once."""
    series = context.get(Series, command.series)
    before = context.get(Article, command.article)
    after = touch(context, before)
    context.rows(sql.LOCK, id=series.id)
    ((count, last),) = context.rows(sql.LAST, series=series.id)
    if count >= MAX_PARTS:
        raise Conflict("articles.series_full", f"a series has {MAX_PARTS} parts at most; begin another one")
    if not context.run(sql.ADD_PART, article=before.id, series=series.id, position=last + 1):
        raise Conflict(
            "articles.in_series", "this article is a part of a series; take it out of that one first"
        )
    context.emit(SeriesPartAdded(series=series.id, article=before.id))
    return after


@series_feature.handles(RemoveFromSeries)
def remove_from_series(context: Context, command: RemoveFromSeries) -> Article:
    """Delete the part; the others keep their places."""
    before = context.get(Article, command.article)
    after = touch(context, before)
    found = context.one(sql.SERIES_OF, article=before.id)
    if found is None:
        raise Conflict("articles.not_in_series", "this article is a part of no series")
    context.run(sql.REMOVE_PART, article=before.id)
    context.emit(SeriesPartRemoved(series=SeriesId(found[0]), article=before.id))
    return after


@series_feature.handles(OrderSeries)
def order_series(context: Context, command: OrderSeries) -> Series:
    """Give the parts that the actor sees their places anew; those that they do not see keep theirs."""
    series = context.get(Series, command.series)
    context.rows(sql.LOCK, id=series.id)
    rows = context.rows(sql.ARTICLES, series=series.id)
    if sorted(article for article, _ in rows) != sorted(command.articles):
        raise Conflict("articles.other_parts", "these are not the parts of this series; read them again")
    places = [position for _, position in rows]
    context.run_many(
        sql.PLACE,
        [
            {"series": series.id, "article": article, "new_position": position}
            for article, position in zip(command.articles, places, strict=True)
        ],
    )
    context.emit(SeriesEdited(series=series.id))
    return series
