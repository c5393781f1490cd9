"""Why a thread stands where it stands."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import NotFound
from commkit.posts import RemovePost
from commkit_ranking import ExplainRank, RankOrder
from commkit_ranking.ranks.policy import best, controversial, hot, scaled


def test_it_gives_the_formula_and_its_numbers(town: Any) -> None:
    opened = town.clock()
    thread = town.thread()
    town.clock.advance(timedelta(hours=1))
    reply = town.reply(thread.id)
    town.vote(thread.id, "bob", "cid", "dan")
    town.vote(thread.id, "eve", reaction="down")
    town.work()
    its_hot = hot(3, 1, opened)
    expected = {
        RankOrder.LATEST: opened.timestamp(),
        RankOrder.ACTIVE: reply.created_at.timestamp(),
        RankOrder.HOT: its_hot,
        RankOrder.TOP: 2.0,
        RankOrder.CONTROVERSIAL: controversial(3, 1),
        RankOrder.SCALED: scaled(its_hot, 2),
        RankOrder.BEST: best(3, 1),
    }
    for order, value in expected.items():
        told = town.ask("cid", ExplainRank(thread.id, order=order))
        assert told.value == pytest.approx(value, abs=1e-6), order
        assert (told.thread, told.order, told.up, told.down, told.score) == (thread.id, order, 3, 1, 2)
        assert (told.opened_at, told.activity_at) == (opened, reply.created_at)
        assert told.active_people == 2
        assert told.formula


def test_it_says_from_when_pages_have_it_there(town: Any) -> None:
    thread = town.thread()
    assert town.ask("cid", ExplainRank(thread.id)).effective_at == town.clock()
    town.clock.advance(timedelta(minutes=1))
    town.vote(thread.id, "bob")
    assert town.ask("cid", ExplainRank(thread.id)).effective_at == town.clock() + timedelta(seconds=2)


def test_what_one_does_not_see_has_no_rank(town: Any) -> None:
    thread = town.thread()
    reply = town.reply(thread.id)
    town.do("stew", RemovePost(thread.id))
    for post in (thread.id, reply.id):
        with pytest.raises(NotFound) as caught:
            town.ask("cid", ExplainRank(post))
        assert caught.value.code == "runtime.not_found"
    with pytest.raises(NotFound) as caught:
        town.ask("stew", ExplainRank(reply.id))
    assert caught.value.code == "ranking.not_ranked"
