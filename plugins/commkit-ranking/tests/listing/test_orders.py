"""Threads in each order, with filters, as members see them."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Invalid
from commkit.posts import MoveThread, RemovePost, RestorePost, ThreadView
from commkit.spaces import CreateSpace
from commkit_ranking import ListRankedThreads, Period, RankOrder, ViewRankedThreads
from commkit_ranking.listing import statements as sql


def test_threads_stand_in_each_order(town: Any) -> None:
    old = town.thread("old")
    town.clock.advance(timedelta(hours=2))
    divides = town.thread("divides")
    town.clock.advance(timedelta(hours=2))
    liked = town.thread("liked")
    town.clock.advance(timedelta(hours=2))
    town.thread("new")
    town.vote(liked.id, "bob", "cid", "dan", "eve", "stew")
    town.vote(divides.id, "bob", "cid", "dan")
    town.vote(divides.id, "eve", "stew", "sten", reaction="down")
    town.vote(old.id, "bob")
    town.clock.advance(timedelta(minutes=1))
    town.reply(old.id)
    town.settled()
    assert {order: town.titles(order) for order in RankOrder} == {
        RankOrder.LATEST: ["new", "liked", "divides", "old"],
        RankOrder.ACTIVE: ["old", "new", "liked", "divides"],
        RankOrder.HOT: ["liked", "new", "divides", "old"],
        RankOrder.TOP: ["liked", "old", "new", "divides"],
        RankOrder.CONTROVERSIAL: ["divides", "new", "liked", "old"],
        RankOrder.SCALED: ["liked", "new", "divides", "old"],
        RankOrder.BEST: ["liked", "old", "divides", "new"],
    }


def test_a_vote_that_is_taken_back_counts_no_more(town: Any) -> None:
    first, second = town.thread("first"), town.thread("second")
    town.vote(first.id, "bob")
    town.settled()
    assert town.top() == ["first", "second"]
    town.unvote(first.id, "bob")
    town.vote(second.id, "bob", reaction="seen")
    town.settled()
    assert town.top() == ["second", "first"]


def test_top_of_a_period_has_what_was_opened_in_it(town: Any) -> None:
    """The first is opened on Monday, 2 March 2026, and the last on Wednesday, 10 March 2027."""
    for title, days in (("last year", 355), ("in February", 13), ("this month", 4), ("this week", 1)):
        made = town.thread(title)
        town.vote(made.id, "bob", "cid")
        town.clock.advance(timedelta(days=days))
    town.thread("now")
    town.settled()
    assert {period: town.top(period) for period in Period} == {
        Period.DAY: ["now"],
        Period.WEEK: ["this week", "now"],
        Period.MONTH: ["this week", "this month", "now"],
        Period.YEAR: ["this week", "this month", "in February", "now"],
        Period.ALL: ["this week", "this month", "in February", "last year", "now"],
    }


@pytest.mark.parametrize("order", RankOrder)
def test_filters_narrow_every_order(town: Any, order: RankOrder) -> None:
    space = town.do("stew", CreateSpace("games", "Games")).id
    town.thread("a", tags=("go",))
    town.thread("b", space=space)
    moved = town.thread("c", tags=("go", "chess"))
    town.do("stew", MoveThread(moved.id, space))
    assert town.titles(order, space=space) == ["c", "b"]
    assert town.titles(order, tag="go") == ["c", "a"]
    assert town.titles(order, tag="Go", space=space) == ["c"]
    town.do("stew", MoveThread(moved.id, None))
    assert town.titles(order, space=space) == ["b"]


@pytest.mark.parametrize("few", [0, 1, 3, 100])
@pytest.mark.parametrize(("chunk", "far"), [(1, 1), (1, 3), (2, 6), (3, 100)])
def test_however_threads_that_fit_are_looked_for_all_are_found_in_order(
    sqlite_town: Any, monkeypatch: pytest.MonkeyPatch, few: int, chunk: int, far: int
) -> None:
    town = sqlite_town
    for name, value in (("FEW", few), ("CHUNK", chunk), ("FAR", far)):
        monkeypatch.setattr(sql, name, value)
    for number in range(9):
        made = town.thread(str(number), tags=("go",) if number in (0, 4, 5) else ())
        town.vote(made.id, *("bob", "cid", "dan")[: number % 4])
    town.settled()
    assert town.titles(RankOrder.TOP, tag="go") == ["5", "4", "0"]
    assert town.titles(RankOrder.TOP, tag="chess") == []


def test_what_is_removed_is_on_no_list(town: Any) -> None:
    kept, gone = town.thread("kept"), town.thread("gone")
    town.do("stew", RemovePost(gone.id, reason="It is spam."))
    assert town.titles() == ["kept"]
    assert sorted(town.titles(by="stew")) == ["gone", "kept"]
    town.do("stew", RestorePost(gone.id))
    assert town.titles(RankOrder.LATEST) == ["gone", "kept"]
    assert kept.id != gone.id


def test_a_view_has_all_that_a_page_shows(town: Any) -> None:
    made = town.thread("seen")
    page = town.ask("bob", ViewRankedThreads(order=RankOrder.BEST, rendered=False))
    (view,) = page.items
    assert isinstance(view, ThreadView)
    assert (view.post.id, view.author.name, view.excerpt) == (made.id, view.author.name, "What do you say?")


def test_a_page_takes_as_many_statements_for_many_threads_as_for_few(sqlite_town: Any) -> None:
    town = sqlite_town
    town.thread("a")
    with town.counted() as few:
        town.ask("bob", ListRankedThreads())
    for number in range(5):
        town.thread(str(number))
    with town.counted() as many:
        town.ask("bob", ListRankedThreads())
    assert len(few) == len(many)


def test_what_does_not_fit_is_refused(sqlite_town: Any) -> None:
    town = sqlite_town
    town.thread("a")
    town.thread("b")
    for query, path in (
        (ListRankedThreads(period=Period.DAY), "period"),
        (ListRankedThreads(after="made up"), "after"),
        (ListRankedThreads(limit=0), "limit"),
    ):
        with pytest.raises(Invalid) as caught:
            town.ask("bob", query)
        assert [error.path for error in caught.value.errors] == [path]
    page = town.ask("bob", ListRankedThreads(limit=1))
    with pytest.raises(Invalid):
        town.ask("bob", ListRankedThreads(order=RankOrder.TOP, after=page.next, limit=1))
