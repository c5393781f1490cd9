"""Series: an order, the next and the previous part, and nothing of what is to come."""

from typing import Any

from commkit import Conflict, NotFound
from commkit.posts import RemovePost
from commkit_articles import (
    AddToSeries,
    CreateSeries,
    EditSeries,
    ListSeries,
    ListSeriesArticles,
    ListSeriesParts,
    OrderSeries,
    PublishArticle,
    ReadSeries,
    ReadSeriesPlace,
    RemoveFromSeries,
)


def test_an_article_has_its_place_among_the_published_parts(town: Any) -> None:
    series = town.do("edi", CreateSeries("Wells", summary="All of them"))
    parts = [town.published(title=f"Part {number}") for number in range(3)]
    for article, _ in parts:
        town.do("edi", AddToSeries(article.id, series.id))
    posts = [post.id for _, post in parts]
    assert [part.post for part in town.ask(None, ListSeriesParts(series.id))] == posts
    place = town.ask(None, ReadSeriesPlace(posts[1]))
    assert (place.number, place.parts, place.previous, place.next) == (2, 3, posts[0], posts[2])
    articles = [article.id for article, _ in parts]
    town.do("edi", OrderSeries(series.id, (articles[1], articles[2], articles[0])))
    place = town.ask(None, ReadSeriesPlace(posts[1]))
    assert (place.number, place.previous, place.next) == (1, None, posts[2])
    town.do("stew", RemovePost(posts[2]))
    assert town.ask(None, ReadSeriesPlace(posts[1])).next == posts[0]
    town.do("edi", RemoveFromSeries(articles[0]))
    assert town.ask(None, ReadSeriesPlace(posts[0])) is None
    assert town.ask(None, ReadSeriesPlace(town.talk().id)) is None


def test_nothing_tells_readers_of_parts_that_are_not_published(town: Any) -> None:
    series = town.do("edi", CreateSeries("The merger"))
    hidden = town.approved()
    town.do("edi", AddToSeries(hidden.id, series.id))
    assert town.ask("edi", ReadSeries(series.id)).title == "The merger"
    assert town.ask("bob", ListSeries()).items == ()
    with town.refused("runtime.not_found", NotFound):
        town.ask("bob", ReadSeries(series.id))
    article, post = town.published()
    town.do("edi", AddToSeries(article.id, series.id))
    assert [its.id for its in town.ask("bob", ListSeries()).items] == [series.id]
    place = town.ask("bob", ReadSeriesPlace(post.id))
    assert (place.number, place.parts, place.previous) == (1, 1, None)
    later = town.do("edi", PublishArticle(hidden.id))
    assert town.ask("bob", ReadSeriesPlace(post.id)).previous == later.id


def test_what_series_refuse(town: Any) -> None:
    series, other = town.do("edi", CreateSeries("One")), town.do("edi", CreateSeries("Two"))
    article = town.draft()
    town.do("edi", AddToSeries(article.id, series.id))
    with town.refused("articles.in_series", Conflict):
        town.do("edi", AddToSeries(article.id, other.id))
    with town.refused("articles.other_parts", Conflict):
        town.do("edi", OrderSeries(series.id, ()))
    town.do("edi", OrderSeries(series.id, town.ask("edi", ListSeriesArticles(series.id))))
    town.do("edi", RemoveFromSeries(article.id))
    with town.refused("articles.not_in_series", Conflict):
        town.do("edi", RemoveFromSeries(article.id))
    assert town.do("edi", EditSeries(series=series.id, title="First")).title == "First"
    assert town.ask("edi", ReadSeries(series.id)).title == "First"


def test_two_parts_added_at_once_both_have_a_place(town: Any) -> None:
    series = town.do("edi", CreateSeries("Wells"))
    first, second = town.draft(), town.draft("bob")
    town.at_once(
        lambda: town.do("edi", AddToSeries(first.id, series.id)),
        lambda: town.do("eve", AddToSeries(second.id, series.id)),
    )
    found = town.ask("edi", ListSeriesArticles(series.id))
    assert sorted(found) == sorted([first.id, second.id])
    town.do("edi", OrderSeries(series.id, tuple(reversed(found))))
    assert town.ask("edi", ListSeriesArticles(series.id)) == tuple(reversed(found))
