"""What is told twice, late, or at once counts once; who votes for each other at once waits for nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import select, update

from commkit import SYSTEM
from commkit.posts import AddReaction, Post, RemoveReaction
from commkit_qa import AcceptAnswer, ReopenQuestion
from commkit_reputation.points.jobs import BookEvidence, BookVote
from commkit_reputation.tables import evidence

ROUNDS = 6


def repeat_all(town: Any) -> None:
    """Let every delivery be made once more, as after a worker that died behind its commit."""
    from commkit.runtime.storage.tables import delivery  # noqa: PLC0415

    with town.kit.database.engine.begin() as connection:
        connection.execute(update(delivery).values(done_at=None, leased_until=None, worker=None))


def test_what_is_told_again_changes_nothing(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    town.vote("cid", answer.id)
    town.do("ada", ReopenQuestion(question.id))
    town.vote("dan", answer.id, "down")
    town.unvote("dan", answer.id, "down")
    assert (town.points("bob"), town.points("dan")) == (10, 0)
    before = town.badges("bob")
    repeat_all(town)
    assert (town.points("bob"), town.points("dan")) == (10, 0)
    assert town.badges("bob") == before
    with town.kit.database.engine.connect() as connection:
        standing = connection.execute(select(evidence.c.evidence).where(evidence.c.counts)).scalars().all()
    assert sorted(standing) == ["answer_voted", "asked"]


def test_control_without_the_fact_of_the_row_what_is_told_again_counts_again(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same where the ledger does not know which fact spoke last: the accepted answer comes back."""
    from commkit_reputation.points import handlers  # noqa: PLC0415

    question = town.question()
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    town.do("ada", ReopenQuestion(question.id))
    assert town.points("bob") == 0
    honest = handlers._book
    monkeypatch.setattr(handlers, "_book", lambda context, claim: honest(context, evolve(claim, seen=True)))
    with town.kit.session(SYSTEM, "study") as session:
        session.do(
            BookEvidence(
                evidence="accepted",
                about=answer.id,
                members=(town.id("bob"),),
                giver=town.id("ada"),
                given=True,
                fact=question.id,  # an older id than that of any fact about it
                at=town.clock(),
            )
        )
    assert town.points("bob") == 15


def test_two_who_vote_for_each_other_at_once_are_both_heard(town: Any) -> None:
    mine, yours = town.answer(town.question().id, by="bob"), town.answer(town.question().id, by="cid")
    for _ in range(ROUNDS):
        for make in (AddReaction, RemoveReaction):
            for reaction in ("up", "down"):
                outcomes = town.at_once(
                    lambda make=make, reaction=reaction: town.do("cid", make(mine.id, reaction)),
                    lambda make=make, reaction=reaction: town.do("bob", make(yours.id, reaction)),
                )
                assert all(isinstance(outcome, Post) for outcome in outcomes), outcomes
    town.vote("cid", mine.id)
    town.vote("bob", yours.id)
    assert (town.points("bob"), town.points("cid")) == (10, 10)


def test_many_workers_at_once_book_each_piece_once(town: Any) -> None:
    answers = [
        town.answer(town.question(f"The question {n}").id, by=by) for n, by in enumerate(("bob", "cid") * 3)
    ]
    for answer in answers:
        for voter in ("ada", "dan", "eve"):
            town.vote(voter, answer.id)
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: town.kit.worker().drain(), range(4)))
    assert sum(report.parked for report in reports) == 0
    town.clock.advance(timedelta(hours=1))
    assert (town.points("bob"), town.points("cid")) == (90, 90)


def test_the_same_vote_booked_by_many_at_once_counts_once(town: Any) -> None:
    answer = town.answer(town.question().id)
    town.vote("ada", answer.id)
    command = BookVote(post=answer.id, voter=town.id("ada"), fact=answer.id, at=town.clock())
    outcomes = town.at_once(*[lambda: town.do(SYSTEM, command)] * 4)
    assert outcomes == [None] * 4
    assert town.points("bob") == 10


@pytest.mark.postgres
def test_control_without_the_book_two_workers_lose_what_one_of_them_added(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock on the book, both read the same day, and the one that writes last wins."""
    from threading import Barrier  # noqa: PLC0415

    from commkit_reputation.points import handlers  # noqa: PLC0415

    town = postgres_town
    answers = [town.answer(town.question(f"The question {n}").id) for n in range(2)]
    seen, honest = Barrier(2), handlers.points_of_day
    for answer, voter in zip(answers, ("ada", "cid"), strict=True):
        town.vote(voter, answer.id)

    def wait(*words: Any) -> int:
        seen.wait(20)
        return honest(*words)

    monkeypatch.setattr(handlers, "lock_book", lambda context: None)
    monkeypatch.setattr(handlers, "points_of_day", wait)
    commands = [
        BookVote(post=answer.id, voter=town.id(voter), fact=answer.id, at=town.clock())
        for answer, voter in zip(answers, ("ada", "cid"), strict=True)
    ]
    town.at_once(*[lambda command=command: town.do(SYSTEM, command) for command in commands])
    monkeypatch.undo()
    with town.kit.database.engine.connect() as connection:
        from commkit_reputation.tables import day  # noqa: PLC0415

        assert (
            connection.execute(select(day.c.capped).where(day.c.member == town.id("bob"))).scalar_one() == 10
        )
