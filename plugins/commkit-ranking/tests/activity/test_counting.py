"""How many people are active in each space: counted once a day, and what is scaled by it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from commkit import SYSTEM
from commkit.posts import MoveThread, RemovePost
from commkit.spaces import CreateSpace
from commkit_ranking import ExplainRank, RankOrder
from commkit_ranking.jobs import CountActivePeople
from commkit_ranking.tables import active_people


def counts(town: Any) -> dict[Any, int]:
    with town.kit.database.engine.connect() as connection:
        return {row.space: row.people for row in connection.execute(select(active_people))}


def people_of(town: Any, thread: Any) -> int:
    found: int = town.ask("stew", ExplainRank(thread, order=RankOrder.SCALED)).active_people
    return found


def test_people_are_counted_where_they_wrote_within_a_month_each_once(town: Any) -> None:
    large, small = (town.do("stew", CreateSpace(name, name)).id for name in ("large", "small"))
    old = town.thread("old", by="ada", space=small)
    town.work()
    town.clock.advance(timedelta(days=31))
    thread = town.thread("crowded", by="ada", space=large)
    for who in ("bob", "bob", "cid", "dan"):
        town.reply(thread.id, by=who)
    gone = town.reply(thread.id, by="eve")
    town.do("stew", RemovePost(gone.id))
    town.vote(thread.id, "sten")
    assert town.do(SYSTEM, CountActivePeople()) == 1
    town.work()
    assert {space: n for space, n in counts(town).items() if n} == {large: 4}
    assert people_of(town, thread.id) == 4
    assert people_of(town, old.id) == 1  # it keeps the count that it was last ranked with
    town.do("stew", MoveThread(old.id, None))
    assert people_of(town, old.id) == 0
    town.clock.advance(timedelta(days=31))
    town.do(SYSTEM, CountActivePeople())
    assert not any(counts(town).values())


def test_the_first_post_of_a_day_lets_the_worker_count(town: Any) -> None:
    one = town.thread(by="ada")
    assert counts(town) == {}
    town.work()
    assert list(counts(town).values()) == [1]
    town.reply(one.id, by="bob")
    town.work()
    assert people_of(town, one.id) == 1
    town.clock.advance(timedelta(days=1))
    town.reply(one.id, by="cid")
    town.work()
    assert people_of(town, one.id) == 3


def test_few_votes_in_a_small_space_stand_beside_many_in_a_large_one(town: Any) -> None:
    """Control: by hot the large space is in front."""
    small = town.do("stew", CreateSpace("small", "Small")).id
    few, many = town.thread("few", by="ada", space=small), town.thread("many", by="bob")
    for who in ("cid", "dan", "eve", "stew", "sten"):
        town.reply(many.id, by=who)
    town.vote(few.id, "cid", "dan", "eve", "stew")
    town.vote(many.id, "cid", "dan", "eve", "stew", "sten")
    town.work()
    town.settled()
    assert town.titles(RankOrder.HOT) == ["many", "few"]
    assert town.titles(RankOrder.SCALED) == ["few", "many"]
