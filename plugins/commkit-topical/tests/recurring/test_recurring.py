"""Threads that open by themselves again and again."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Invalid, NotFound
from commkit.posts import ListThreads, Post, ReadPost
from commkit.spaces import ArchiveSpace
from commkit_topical import (
    CreateRecurringThread,
    EndRecurringThread,
    ListRecurringThreads,
    Recurrence,
    RecurringThread,
)
from commkit_topical.jobs import OpenRecurringThread
from tests.audiences import add_space

Town = Any


def weekly(town: Town, by: str = "mod", **more: Any) -> RecurringThread:
    given = {
        "kind": "opinion",
        "title": "What grows? ({date})",
        "body": "Show it.",
        "recurrence": Recurrence.WEEKLY,
        "at": "09:00",
        "day": 4,
        "time_zone": "Europe/Vienna",
    } | more
    return town.do(by, CreateRecurringThread(**given))


def _threads(town: Town) -> list[Post]:
    return list(town.ask(None, ListThreads()).items)


def test_one_opens_each_week_as_the_communitys_own(town: Town) -> None:
    made = weekly(town, tags=("show",))
    assert f"{made.opens_at:%Y-%m-%d %H:%M}" == "2026-03-06 08:00"
    town.pass_time(days=3)
    assert _threads(town) == []
    town.pass_time(days=1)
    (first,) = _threads(town)
    assert (first.title, first.author, first.tags) == ("What grows? (2026-03-06)", None, ("show",))
    town.pass_time(days=7)
    assert [thread.title[-11:-1] for thread in _threads(town)] == ["2026-03-13", "2026-03-06"]
    (found,) = town.ask("mod", ListRecurringThreads())
    assert (found.opened, found.latest) == (2, _threads(town)[0].id)


def test_the_one_before_is_locked_where_that_is_asked_for(sqlite_town: Town) -> None:
    town = sqlite_town
    weekly(town, locks_previous=True)
    town.pass_time(days=5)
    (first,) = _threads(town)
    town.pass_time(days=7)
    assert town.ask(None, ReadPost(first.id)).locked_at is not None
    assert _threads(town)[0].locked_at is None


def test_of_those_that_a_worker_missed_one_opens(sqlite_town: Town) -> None:
    town = sqlite_town
    weekly(town)
    town.pass_time(days=30)
    assert len(_threads(town)) == 1
    town.pass_time(days=7)
    assert len(_threads(town)) == 2


def test_one_that_was_ended_opens_no_more(sqlite_town: Town) -> None:
    town = sqlite_town
    made = weekly(town)
    assert town.do("mod", EndRecurringThread(made.id)) is True
    assert town.do("mod", EndRecurringThread(made.id)) is False
    town.pass_time(days=30)
    assert _threads(town) == []
    assert town.ask("mod", ListRecurringThreads()) == ()


def test_sent_twice_it_opens_once(sqlite_town: Town) -> None:
    town = sqlite_town
    made = weekly(town)
    town.clock.advance(timedelta(days=5))
    assert town.do(SYSTEM, OpenRecurringThread(made.id)) is not None
    assert town.do(SYSTEM, OpenRecurringThread(made.id)) is None


def test_it_ends_with_its_space(sqlite_town: Town) -> None:
    town = sqlite_town
    topic = town.topic()
    weekly(town, space=topic.id)
    town.do("owner", ArchiveSpace(topic.id))
    town.pass_time(days=5)
    assert _threads(town) == []
    assert town.ask("mod", ListRecurringThreads()) == ()


def test_of_a_space_that_one_does_not_see_none_is_listed(sqlite_town: Town) -> None:
    town = sqlite_town
    den = add_space(town.kit, "den", ("ada", "sten"), walled=True, town="gardens")
    made = weekly(town, by="sten", space=den)
    assert [each.id for each in town.ask("sten", ListRecurringThreads())] == [made.id]
    assert town.ask("stew", ListRecurringThreads()) == ()
    with pytest.raises(NotFound):
        town.do("stew", EndRecurringThread(made.id))
    with pytest.raises(NotFound):
        weekly(town, by="stew", space=den)


def test_members_make_none(sqlite_town: Town) -> None:
    with pytest.raises(Denied):
        weekly(sqlite_town, by="ada")


@pytest.mark.parametrize("fault", [{"kind": "reply"}, {"kind": "nothing"}, {"day": 9}, {"time_zone": "x"}])
def test_what_does_not_fit_is_refused(sqlite_town: Town, fault: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        weekly(sqlite_town, **fault)
