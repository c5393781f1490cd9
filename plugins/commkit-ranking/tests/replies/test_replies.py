"""Replies to one post by their ranks: their orders, what is on their pages, and why each stands where it does."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Invalid, NotFound
from commkit.posts import MergeThreads, MovePost, PostId, RemovePost, SplitThread
from commkit_ranking import (
    ExplainReplyRank,
    ListRankedReplies,
    ReplyOrder,
    ViewRankedReplies,
)
from commkit_ranking.ranks.policy import best, controversial
from tests.audiences import add_space

Town = Any


def replied(town: Town, parent: PostId, count: int = 4) -> list[PostId]:
    """Replies to a post, the first one first, a minute apart."""
    made = []
    for _ in range(count):
        made.append(town.reply(parent).id)
        town.clock.advance(timedelta(minutes=1))
    return made


def test_each_order_sorts_by_its_formula(town: Town) -> None:
    thread = town.thread().id
    few, many, split, none = replied(town, thread)
    town.vote(few, "ada")
    town.vote(many, "ada", "cid", "dan", "eve")
    town.vote(many, "stew", reaction="down")
    town.vote(split, "ada", "cid")
    town.vote(split, "dan", "eve", reaction="down")
    town.settled()
    assert best(4, 1) > best(1, 0) > best(2, 2) > 0
    expected = {
        ReplyOrder.BEST: [many, few, split, none],
        ReplyOrder.TOP: [many, few, none, split],
        ReplyOrder.CONTROVERSIAL: [split, many, none, few],
        ReplyOrder.NEWEST: [none, split, many, few],
        ReplyOrder.OLDEST: [few, many, split, none],
    }
    for order, ids in expected.items():
        assert town.replies(thread, order) == ids, order


def test_replies_to_replies_are_ranked_among_themselves(town: Town) -> None:
    thread = town.thread().id
    first, second = replied(town, thread, 2)
    inner, other = replied(town, first, 2)
    deepest = replied(town, inner, 1)
    town.vote(other, "ada")
    town.vote(second, "ada", "cid")
    town.settled()
    assert town.replies(thread) == [second, first]
    assert town.replies(first) == [other, inner]
    assert town.replies(inner) == deepest
    page = town.ask(None, ListRankedReplies(thread))
    assert [(each.post.id, each.replies) for each in page.items] == [(second, 0), (first, 2)]
    views = town.ask("cid", ViewRankedReplies(first, rendered=False)).items
    assert [(each.view.post.id, each.replies) for each in views] == [(other, 0), (inner, 1)]
    assert all("posts.create_reply" in each.view.may for each in views)
    assert town.ask("cid", ViewRankedReplies(second)).items == ()


def test_of_equal_ones_the_latest_is_first_and_the_oldest_where_that_is_asked_for(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.thread().id
    made = [town.reply(thread).id for _ in range(5)]  # in one moment
    assert town.replies(thread, ReplyOrder.BEST) == town.replies(thread, ReplyOrder.NEWEST) == made[::-1]
    assert town.replies(thread, ReplyOrder.OLDEST) == made


def test_it_gives_the_formula_and_its_numbers(town: Town) -> None:
    thread = town.thread().id
    (reply,) = replied(town, thread, 1)
    written = town.clock() - timedelta(minutes=1)
    town.vote(reply, "ada", "cid", "dan")
    town.vote(reply, "eve", reaction="down")
    values = {
        ReplyOrder.BEST: best(3, 1),
        ReplyOrder.TOP: 2.0,
        ReplyOrder.CONTROVERSIAL: controversial(3, 1),
        ReplyOrder.NEWEST: written.timestamp(),
        ReplyOrder.OLDEST: written.timestamp(),
    }
    for order, value in values.items():
        told = town.ask(None, ExplainReplyRank(reply, order=order))
        assert told.value == pytest.approx(value, abs=1e-6), order
        assert (told.reply, told.parent, told.order, told.up, told.down, told.score) == (
            (reply, thread, order, 3, 1, 2)
        )
        assert told.written_at == written
        assert told.effective_at == town.clock() + timedelta(seconds=2)
    assert "Wilson" in town.ask(None, ExplainReplyRank(reply)).formula
    with town.refused("ranking.not_ranked", NotFound):
        town.ask(None, ExplainReplyRank(thread))


def test_what_is_moved_is_ranked_where_it_stands_now(town: Town) -> None:
    thread, other = town.thread("One").id, town.thread("Other").id
    first, second = replied(town, thread, 2)
    (inner,) = replied(town, first, 1)
    town.do("stew", MovePost(inner, second))
    town.settled()
    assert (town.replies(first), town.replies(second)) == ([], [inner])
    town.do("stew", SplitThread(first, kind="topic", title="Split off"))
    town.settled()
    assert town.replies(thread) == [second]
    town.do("stew", MergeThreads(other, thread))
    town.settled()
    assert set(town.replies(thread)) == {second, other}
    assert "Other" not in town.titles()
    assert town.rebuild() == 0


def test_what_one_does_not_see_is_on_no_page_and_has_no_rank(town: Town) -> None:
    den = add_space(town.kit, "den", ("ada", "bob"), walled=True, town="forum")
    secret = town.thread("Secret", space=den).id
    (inside,) = replied(town, secret, 1)
    assert town.replies(secret, by="bob") == [inside]
    for query in (ListRankedReplies(secret), ViewRankedReplies(secret), ExplainReplyRank(inside)):
        with pytest.raises(NotFound):
            town.ask("stew", query)
    thread = town.thread().id
    first, second = replied(town, thread, 2)
    replied(town, second, 1)
    town.do("stew", RemovePost(first, reason="It is spam."))
    town.do("stew", RemovePost(town.replies(second)[0], reason="It is spam."))
    page = town.ask("cid", ListRankedReplies(thread))
    assert [(each.post.id, each.replies) for each in page.items] == [(second, 0)]
    with pytest.raises(NotFound):
        town.ask("cid", ExplainReplyRank(first))


def test_cursors_are_of_one_list(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.thread().id
    first, _ = replied(town, thread, 2)
    cursor = town.ask("cid", ListRankedReplies(thread, limit=1)).next
    for other in (
        ListRankedReplies(first, after=cursor),
        ListRankedReplies(thread, order=ReplyOrder.TOP, after=cursor),
        ListRankedReplies(thread, after="nonsense"),
    ):
        with pytest.raises(Invalid):
            town.ask("cid", other)


def test_pages_take_the_same_statements_however_long_they_are(sqlite_town: Town) -> None:
    town = sqlite_town
    counts = []
    for count in (1, 7):
        thread = town.thread().id
        for reply in replied(town, thread, count):
            replied(town, reply, 1)
        with town.counted() as seen:
            assert len(town.ask("cid", ViewRankedReplies(thread, rendered=False)).items) == count
        counts.append(len(seen))
    assert counts[0] == counts[1]
