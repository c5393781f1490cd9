"""Votes at once, and a rebuild while somebody votes: no vote is lost."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import delete, select

from commkit import SYSTEM
from commkit.posts import AddReaction, Post, RemoveReaction
from commkit_ranking.jobs import RebuildRanks
from commkit_ranking.tables import rank
from tests.helpers import wait_for_lock_waiter

VOTERS = ("bob", "cid", "dan", "eve", "stew", "sten")


def score(town: Any, thread: Any) -> int:
    with town.kit.database.engine.connect() as connection:
        found: int = connection.execute(select(rank.c.top).where(rank.c.post == thread)).scalar_one()
        return found


def test_votes_at_once_are_all_counted(town: Any) -> None:
    thread = town.thread().id
    for make, expected in ((AddReaction, 6), (RemoveReaction, 0), (AddReaction, 6)):
        works = [lambda voter=voter, make=make: town.do(voter, make(thread, "up")) for voter in VOTERS]
        outcomes = town.at_once(*works)
        assert all(isinstance(outcome, Post) for outcome in outcomes), outcomes
        assert score(town, thread) == expected
    assert town.rebuild() == 0


def rebuilt_while_somebody_votes(town: Any) -> int:
    """The score of a thread that was not ranked yet, after a rebuild that begins while a vote is not committed."""
    thread = town.thread().id
    with town.kit.database.engine.begin() as connection:
        connection.execute(delete(rank))
    with ThreadPoolExecutor(1) as pool:
        with town.kit.session("bob", "forum") as voting:
            voting.do(AddReaction(thread, "up"))
            rebuilding = pool.submit(town.do, SYSTEM, RebuildRanks())
            wait_for_lock_waiter(town.kit)
        rebuilding.result(60)
    return score(town, thread)


@pytest.mark.postgres
def test_a_rebuild_waits_for_who_votes(postgres_town: Any) -> None:
    assert rebuilt_while_somebody_votes(postgres_town) == 1


@pytest.mark.postgres
def test_control_without_the_lock_a_rebuild_takes_the_vote_away(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commkit_ranking.ranks import handlers  # noqa: PLC0415

    honest = handlers._refresh
    monkeypatch.setattr(handlers, "_refresh", lambda context, ids, *, lock: honest(context, ids, lock=False))
    assert rebuilt_while_somebody_votes(postgres_town) == 0
