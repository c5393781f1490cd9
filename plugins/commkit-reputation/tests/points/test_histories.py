"""After random histories the sums are what a recount of posts, reactions and memberships comes to, at whatever pace."""

import random
import shutil
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from commkit import SYSTEM, CommkitError
from commkit.members import LiftRestriction, RestrictMember, membership
from commkit.posts import (
    AddReaction,
    CreateReply,
    MergeThreads,
    MovePost,
    RemovePost,
    RemoveReaction,
    RestorePost,
    SplitThread,
    post,
    reaction,
)
from commkit.privacy import ErasePerson
from commkit_qa import AcceptAnswer, QuestionReopened, QuestionSolved, ReopenQuestion
from commkit_reputation import RebuildReputation, ReinstateEvidence, VoidEvidence
from commkit_reputation.tables import day, evidence, score, void

PEOPLE = ("ada", "bob", "cid", "dan", "eve")
WEIGHTS = {"up": 1, "down": -1, "heart": 2, "thanks": 0}
OPERATIONS = (
    "vote", "vote", "vote", "vote", "unvote", "ask", "answer", "answer", "accept", "accept", "reopen", "remove",
    "restore", "move", "merge", "split", "ban", "lift", "erase", "void", "reinstate", "work", "day",
)  # fmt: skip


class History:
    """A town to which anything happens; what was accepted is remembered by its facts."""

    def __init__(self, town: Any, pace: random.Random) -> None:
        self.town, self.random = town, pace
        self.ids = {key: town.id(key) for key in PEOPLE}
        self.posts: list[Any] = []
        self.accepted: dict[Any, tuple[Any, Any]] = {}
        self.done: list[str] = []
        town.kit.on(QuestionSolved)(self.remember)
        town.kit.on(QuestionReopened)(lambda fact: self.accepted.pop(fact.answer, None))

    def remember(self, fact: QuestionSolved) -> None:
        self.accepted[fact.answer] = fact.asker, fact.answerer

    def run(self, operation: str) -> None:
        if operation == "work":
            self.town.kit.worker().drain()
            return
        if operation == "day":
            self.town.clock.advance(timedelta(days=self.random.choice((1, 3, 9))))
            return
        try:
            self.attempt(operation)
            self.done.append(operation)
        except CommkitError:
            pass  # whatever is refused changes nothing

    def attempt(self, operation: str) -> None:
        town, choose = self.town, self.random.choice
        who, other = self.random.sample(PEOPLE, 2)
        if operation == "ask" or not self.posts:
            self.posts.append(town.question(by=who).id)
            return
        one, two = choose(self.posts), choose(self.posts)
        if operation == "answer":
            kind = choose(("answer", "answer", "comment"))
            self.posts.append(town.do(who, CreateReply(one, "Try it with a clean cache.", kind=kind)).id)
            return
        if operation == "erase":
            if self.random.random() < 0.3:
                with town.kit.session(SYSTEM) as lobby:
                    lobby.do(ErasePerson(who))
            return
        actor, command = {
            "vote": (who, AddReaction(one, choose(("up", "up", "down", "heart", "thanks")))),
            "unvote": (who, RemoveReaction(one, choose(("up", "down", "heart")))),
            "accept": (choose((who, "stew")), AcceptAnswer(one, two)),
            "reopen": ("stew", ReopenQuestion(one)),
            "remove": ("stew", RemovePost(one)),
            "restore": ("stew", RestorePost(one)),
            "move": ("stew", MovePost(one, two)),
            "merge": ("stew", MergeThreads(one, two)),
            "split": ("stew", SplitThread(one, kind="question", title="Split off again")),
            "ban": ("stew", RestrictMember(self.ids[who], "banned", "Spam.")),
            "lift": ("stew", LiftRestriction(self.ids[who])),
            "void": ("stew", VoidEvidence(self.ids[who], self.ids[other], "A ring.")),
            "reinstate": ("stew", ReinstateEvidence(self.ids[who], self.ids[other])),
        }[operation]
        town.do(actor, command)

    def expected(self) -> dict[Any, int]:
        """The sums, from posts, reactions, memberships and what was accepted; nothing of the ledger is asked."""
        with self.town.kit.database.engine.connect() as connection:
            posts = {row.id: row for row in connection.execute(select(post))}
            members = {row.id: row for row in connection.execute(select(membership))}
            voids = {(row.giver, row.member) for row in connection.execute(select(void))}
            votes: Counter[Any] = Counter()
            for row in connection.execute(select(reaction)):
                votes[row.post, row.member] += WEIGHTS[row.reaction]

        def is_erased(id: Any) -> bool:
            return bool(members[id].key == f"erased:{id}")

        def stands(about: Any, giver: Any, member: Any) -> bool:
            it = posts[about]
            is_shown = it.removed_at is None and posts[it.thread].removed_at is None
            is_heard = members[giver].status != "banned" and not is_erased(giver)
            return is_shown and is_heard and not is_erased(member) and (giver, member) not in voids

        sums: Counter[Any] = Counter()
        for (about, giver), weight in votes.items():
            it = posts[about]
            worth = {"answer": (10, -2, -1), "question": (5, -2, 0)}.get(it.kind)
            if not weight or worth is None or it.author in (None, giver):
                continue
            if stands(about, giver, it.author):
                sums[it.author] += worth[0] if weight > 0 else worth[1]
            if weight < 0 and stands(about, giver, giver):
                sums[giver] += worth[2]
        for answer, (asker, answerer) in self.accepted.items():
            if asker != answerer and None not in (asker, answerer) and stands(answer, asker, answerer):
                sums[answerer] += 15
        return {member: points for member, points in sums.items() if points}

    def stored(self, period: str = "all") -> dict[Any, int]:
        with self.town.kit.database.engine.connect() as connection:
            found: Counter[Any] = Counter()
            for row in connection.execute(select(score).where(score.c.period == period)):
                found[row.member] += row.points
        return {member: points for member, points in found.items() if points}


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)
@given(st.lists(st.sampled_from(OPERATIONS), min_size=15, max_size=60), st.integers(0, 2**32))
def test_the_sums_are_what_a_recount_comes_to(
    town_class: Any, migrated_file: Path, tmp_path: Path, operations: list[str], seed: int
) -> None:
    file = tmp_path / f"{seed}-{len(operations)}.db"
    shutil.copy(migrated_file, file)
    town = town_class(f"sqlite:///{file}")
    with closing(town.kit):
        history = History(town, random.Random(seed))  # no secret
        for _ in range(3):
            history.run("ask")
            history.run("answer")
        for operation in operations:
            history.run(operation)
        town.work()
        expected = history.expected()
        assert history.stored() == expected, history.done
        for period in ("week", "month", "year"):
            assert history.stored(period) == expected
        report = town.do(SYSTEM, RebuildReputation(limit=500))
        assert (report.differences, report.reviewed, report.next) == ((), 0, None)


def test_a_rebuild_says_what_differed_and_puts_it_right(town: Any) -> None:
    answer = town.answer(town.question().id)
    town.vote("ada", answer.id)
    town.vote("cid", answer.id)
    bob = town.id("bob")
    assert town.points("bob") == 20
    with town.kit.database.engine.begin() as connection:
        connection.execute(
            score.update().where(score.c.period == "all", score.c.member == bob).values(points=7)
        )
        connection.execute(day.delete().where(day.c.member == bob))
        connection.execute(
            evidence.update().where(evidence.c.giver == town.id("ada")).values(counts=False, points=0)
        )
    assert town.points("bob") == 7
    report = town.do(SYSTEM, RebuildReputation(limit=500))
    assert {(each.what, each.before, each.after) for each in report.differences} >= {
        ("all", 7, 10),
        ("day", 0, 10),
    }
    assert {each.member for each in report.differences} == {bob}
    assert report.reviewed == 1
    assert town.points("bob") == 20
    report = town.do(SYSTEM, RebuildReputation(limit=500))
    assert (report.differences, report.reviewed) == ((), 0)


def test_a_rebuild_goes_on_by_itself_a_few_members_at_a_time(town: Any) -> None:
    report = town.do(SYSTEM, RebuildReputation(limit=3, go_on=True))
    assert (report.members, report.next is None) == (3, False)
    town.work()
    following = town.do(SYSTEM, RebuildReputation(after=report.next, limit=500))
    assert following.members >= 5
