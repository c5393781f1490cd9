"""Feeds with articles: series, co-authors, corrections, retirements, and nothing before its time."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from commkit import NotFound
from commkit.adapters.feeds import Entry, Feed, FeedSource, read_feed
from commkit.communities import Site
from commkit.posts import RemovePost
from commkit_articles import (
    AcceptCoAuthorship,
    AddToSeries,
    ApproveArticle,
    CorrectArticle,
    CreateSeries,
    EditSeries,
    InviteCoAuthor,
    PublishArticle,
    ReadArticleEntries,
    RetireArticle,
    ScheduleArticle,
    SeriesId,
    SubmitArticle,
)

SITE = Site(base_url="https://press.example/", link=lambda slug, record, its: f"/{record.lower()}/{its}")
COMMUNITY = FeedSource("community")


def read(town: Any, source: FeedSource = COMMUNITY, actor: str | None = None) -> Feed:
    with town.kit.session(actor, "press", read_only=True) as session:
        return read_feed(
            session,
            source,
            site=SITE,
            self_url="https://press.example/feed",
            page_url=lambda after: f"https://press.example/feed?after={after}",
        )


def series_of(town: Any, *articles: Any) -> tuple[SeriesId, FeedSource]:
    series = town.do("edi", CreateSeries("Wells", summary="All of them"))
    for article in articles:
        town.do("edi", AddToSeries(article.id, series.id))
    return series.id, FeedSource("series", str(series.id))


def test_a_series_has_a_feed_of_its_published_parts(town: Any) -> None:
    first, _ = town.published(title="One")
    hidden = town.approved(title="Three")
    town.clock.advance(timedelta(hours=1))
    second, removed = town.published(title="Two")
    series, source = series_of(town, hidden, second, first)
    town.published(title="Of no series")
    feed = read(town, source)
    assert [entry.title for entry in feed.entries] == ["Two", "One"]  # the newest first, whatever their order
    assert (feed.title, feed.description) == ("Wells \u2013 Press", "All of them")
    assert feed.url == f"https://press.example/series/{series}"
    town.do("edi", EditSeries(series=series, title="Springs"))
    assert (read(town, source).id, read(town, source).title) == (feed.id, "Springs \u2013 Press")
    town.do("stew", RemovePost(removed.id))
    assert [entry.title for entry in read(town, source).entries] == ["One"]


def test_series_that_one_may_not_see_have_no_feed(town: Any) -> None:
    _, source = series_of(town, town.approved())
    nowhere = [FeedSource("series", str(UUID(int=7))), FeedSource("series", "x"), FeedSource("volumes", "x")]
    for each in (source, *nowhere, FeedSource(source.kind, source.name, after="x")):
        with pytest.raises(NotFound):
            read(town, each)
    assert read(town, source, "edi").entries == ()  # the desk sees the series, and nothing of what is to come


def test_a_feed_of_a_series_has_pages(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = []
    for number in range(5):
        town.clock.advance(timedelta(minutes=1))
        parts.append(town.published(title=f"Part {number}")[0])
    _, source = series_of(town, *parts)
    monkeypatch.setattr("commkit.adapters.feeds.sources.MOST_ENTRIES", 2)
    titles, after = [], None
    while True:
        feed = read(town, FeedSource(source.kind, source.name, after))
        titles += [entry.title for entry in feed.entries]
        assert bool(feed.first_url) == (after is not None)
        if not feed.next_url:
            break
        after = feed.next_url.partition("after=")[2]
    assert titles == [f"Part {number}" for number in reversed(range(5))]


def test_an_embargo_ends_to_the_second(town: Any) -> None:
    _, source = series_of(town, town.published(title="Out")[0])
    article = town.approved(title="The merger", body="It is done.", tags=("merger",))
    town.do("edi", AddToSeries(article.id, SeriesId(UUID(source.name))))
    at = town.after(hours=2)
    town.do("edi", ScheduleArticle(article.id, at, embargo=True))
    sources = (COMMUNITY, source, FeedSource("member", str(town.member("ada"))))
    before = [read(town, each) for each in sources]
    town.pass_time(hours=1, minutes=59, seconds=59)
    assert [read(town, each) for each in sources] == before, (
        "nothing told of it, not even the date of the feed"
    )
    with pytest.raises(NotFound):
        read(town, FeedSource("tag", "merger"))
    town.pass_time(seconds=1)
    for each in (*sources, FeedSource("tag", "merger")):
        entry = read(town, each).entries[0]
        assert (entry.title, entry.published, entry.updated) == ("The merger", at, at)


def entry_of(town: Any, actor: str | None = None) -> Entry:
    return read(town, actor=actor).entries[0]


def test_corrections_and_coauthors_are_shown(town: Any) -> None:
    article = town.draft()
    town.do("ada", InviteCoAuthor(article.id, town.member("bob")))
    town.do("bob", AcceptCoAuthorship(article.id))
    town.do("ada", InviteCoAuthor(article.id, town.member("cid")))
    town.do("ada", SubmitArticle(article.id, article.version))
    town.do("edi", ApproveArticle(article.id, article.version))
    post = town.do("edi", PublishArticle(article.id))
    entry = entry_of(town)
    assert (entry.authors, entry.marks, entry.updated) == (("ada", "bob"), (), post.created_at)
    town.clock.advance(timedelta(days=1))
    for version, note in enumerate(("It was <b>noon</b>.", "It was not."), start=1):
        body = f"It opened, {version}."
        town.do("edi", CorrectArticle(article=article.id, version=version, body=body, note=note))
    entry = entry_of(town)
    day = f"{town.clock():%Y-%m-%d}"
    assert entry.marks == ("corrected",)
    assert entry.html.index(f"Corrected ({day}): It was not.") < entry.html.index("It opened, 2.")
    assert "It was &lt;b&gt;noon&lt;/b&gt;." in entry.html
    assert entry.summary == f"Corrected ({day}): It was not. It opened, 2."
    assert (entry.id, entry.published, entry.updated) == (post.id.urn, post.created_at, town.clock())


def test_retirements_are_shown_with_what_replaces_them(town: Any) -> None:
    article, post = town.published()
    _, better = town.published(title="Better", tags=("new",))
    town.clock.advance(timedelta(days=1))
    town.do("edi", RetireArticle(article.id, "It was wrong.", replaced_by=better.id))
    retired = next(entry for entry in read(town).entries if entry.id == post.id.urn)
    assert (retired.marks, retired.updated) == (("retired",), town.clock())
    assert "It was wrong." in retired.html
    assert f'href="https://press.example/post/{better.id}"' in retired.html
    town.do("stew", RemovePost(better.id))
    retired = next(entry for entry in read(town).entries if entry.id == post.id.urn)
    assert str(better.id) not in retired.html


def test_statements_do_not_grow_with_the_entries(town: Any) -> None:
    _, source = series_of(town, town.published()[0])

    def count() -> int:
        with town.counted() as statements:
            read(town, source)
        return len(statements)

    few = count()
    for number in range(4):
        article, _ = town.published(title=f"Part {number}")
        town.do("edi", AddToSeries(article.id, SeriesId(UUID(source.name))))
        town.do(
            "edi",
            CorrectArticle(article=article.id, version=1, body=f"Now {number}.", note="Before it was not."),
        )
    assert few == count() == 7


def test_of_what_is_no_article_nothing_is_said(town: Any) -> None:
    assert town.ask(None, ReadArticleEntries((town.talk().id,))) == ()
    assert town.ask(None, ReadArticleEntries(())) == ()
