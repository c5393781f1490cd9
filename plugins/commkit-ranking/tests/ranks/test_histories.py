"""After whatever happens, ranks are what a rebuild makes of what is stored; what it finds wrong, it puts right."""

import random
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from commkit import SYSTEM, CommkitError
from commkit.members import JoinCommunity
from commkit.posts import (
    MergeThreads,
    MovePost,
    MoveThread,
    RemovePost,
    RestorePost,
    SplitThread,
    post,
    reaction,
)
from commkit.privacy import ErasePerson
from commkit.spaces import CreateSpace
from commkit_ranking.jobs import CountActivePeople, RebuildRanks
from commkit_ranking.tables import rank, reply_rank

PEOPLE = ("ada", "bob", "cid", "dan", "eve")
OPERATIONS = (
    "vote", "vote", "vote", "down", "heart", "unvote", "open", "open", "reply", "reply", "remove", "restore", "place",
    "move", "merge", "split", "count", "pause", "pause", "erase",
)  # fmt: skip


class History:
    """A town to which anything happens."""

    def __init__(self, town: Any, pace: random.Random) -> None:
        self.town, self.random = town, pace
        for who in PEOPLE:
            with suppress(CommkitError):  # who was not erased in an example before is a member
                town.do(who, JoinCommunity())
        self.posts: list[Any] = [town.thread(by=who).id for who in ("stew", "sten")]
        self.spaces = [
            None,
            *(town.do("stew", CreateSpace(f"s-{uuid4().hex}", "A space")).id for _ in range(2)),
        ]

    def run(self, operation: str) -> None:
        with suppress(CommkitError):  # whatever is refused changes nothing
            self.attempt(operation)

    def attempt(self, operation: str) -> None:
        town, choose = self.town, self.random.choice
        who, one, two = choose(PEOPLE), choose(self.posts), choose(self.posts)
        match operation:
            case "vote" | "down" | "heart":
                town.vote(one, who, reaction={"vote": "up"}.get(operation, operation))
            case "unvote":
                town.unvote(one, who, reaction=choose(("up", "down", "heart")))
            case "open":
                self.posts.append(town.thread(by=who, space=choose(self.spaces)).id)
            case "reply":
                self.posts.append(town.reply(one, by=who).id)
            case "count":
                town.do(SYSTEM, CountActivePeople())
            case "pause":
                town.clock.advance(timedelta(seconds=choose((1, 1, 5, 40_000))))
            case "erase":
                if self.random.random() < 0.3:
                    with town.kit.session(SYSTEM) as lobby:
                        lobby.do(ErasePerson(who))
            case _:
                commands = {
                    "remove": RemovePost(one),
                    "restore": RestorePost(one),
                    "place": MoveThread(one, choose(self.spaces)),
                    "move": MovePost(one, two),
                    "merge": MergeThreads(one, two),
                    "split": SplitThread(one, kind="topic", title="Split off"),
                }
                town.do("stew", commands[operation])


def score_by_hand(town: Any, *, replies: bool = False) -> dict[Any, int]:
    """Votes for each thread less votes against it, counted anew from the reactions; nothing of ranks is asked."""
    weights = {"up": 1, "heart": 1, "down": -1, "seen": 0}
    which = post.c.parent.is_not(None) if replies else post.c.parent.is_(None)
    with town.kit.database.engine.connect() as connection:
        posts = connection.execute(select(post.c.id).where(which)).scalars().all()
        scores = dict.fromkeys(posts, 0)
        for row in connection.execute(select(reaction)):
            if row.post in scores:
                scores[row.post] += weights[row.reaction]
    return scores


def stored(town: Any) -> dict[Any, int]:
    with town.kit.database.engine.connect() as connection:
        return {row.post: row.top for row in connection.execute(select(rank))}


def stored_of_replies(town: Any) -> dict[Any, int]:
    with town.kit.database.engine.connect() as connection:
        return {row.post: row.top for row in connection.execute(select(reply_rank))}


def parents(town: Any, table: Any) -> dict[Any, Any]:
    """What each reply replies to, as a table has it."""
    id = table.c.post if table is reply_rank else table.c.id
    with town.kit.database.engine.connect() as connection:
        rows = connection.execute(select(id, table.c.parent).where(table.c.parent.is_not(None)))
        return {row[0]: row[1] for row in rows}


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)
@given(st.lists(st.sampled_from(OPERATIONS), min_size=5, max_size=30), st.integers(0, 2**32))
def test_ranks_are_what_a_rebuild_makes_of_what_is_stored(
    sqlite_town: Any, operations: list[str], seed: int
) -> None:
    """One town for all examples: each goes on where the one before ended."""
    town = sqlite_town
    history = History(town, random.Random(seed))  # no secret
    for operation in operations:
        history.run(operation)
    town.work()
    assert stored(town) == score_by_hand(town), operations
    assert stored_of_replies(town) == score_by_hand(town, replies=True), operations
    assert parents(town, reply_rank) == parents(town, post), operations
    assert town.rebuild(limit=3) == 0, operations


def test_a_rebuild_puts_right_what_is_wrong_and_takes_away_what_is_no_thread(town: Any) -> None:
    thread, lost = town.thread("kept"), town.thread("lost")
    reply = town.reply(thread.id)
    town.vote(thread.id, "bob", "cid")
    assert town.rebuild() == 0
    right = stored(town)
    with town.kit.database.engine.begin() as connection:
        connection.execute(delete(rank).where(rank.c.post == lost.id))
        connection.execute(update(rank).where(rank.c.post == thread.id).values(post=reply.id))
    assert stored(town) == {reply.id: 2}
    assert town.rebuild() == 3
    assert stored(town) == right
    assert town.rebuild() == 0


def test_a_rebuild_ranks_replies_from_before_and_takes_away_what_is_none(town: Any) -> None:
    thread = town.thread()
    reply, lost = town.reply(thread.id), town.reply(thread.id)
    town.vote(reply.id, "ada", "cid")
    right = stored_of_replies(town)
    assert right == {reply.id: 2, lost.id: 0}
    with town.kit.database.engine.begin() as connection:
        connection.execute(delete(reply_rank).where(reply_rank.c.post == lost.id))
        connection.execute(update(reply_rank).where(reply_rank.c.post == reply.id).values(post=thread.id))
    assert town.do(SYSTEM, RebuildRanks(replies=False)).changed == 1
    assert stored_of_replies(town) == {}
    assert town.rebuild() == 2
    assert stored_of_replies(town) == right


def test_the_worker_goes_on_with_a_rebuild(town: Any) -> None:
    for number in range(5):
        town.thread(str(number))
    right = stored(town)
    with town.kit.database.engine.begin() as connection:
        connection.execute(delete(rank))
    report = town.do(SYSTEM, RebuildRanks(limit=2, go_on=True))
    assert (report.posts, report.changed) == (2, 2)
    assert report.next is not None
    town.work()
    assert stored(town) == right


@pytest.mark.parametrize("reaction_given", ["up", "down"])
def test_erasing_who_voted_moves_nothing(town: Any, reaction_given: str) -> None:
    thread = town.thread()
    town.vote(thread.id, "bob", reaction=reaction_given)
    before = stored(town)
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("bob"))
    town.work()
    assert stored(town) == before
    assert town.rebuild() == 0
