"""Whatever is voted at once: one vote for each member and statement, and the totals are those of the votes."""

from collections import Counter
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit import Conflict
from commkit.storage import Id, statement
from commkit_opinion import (
    CloseConsultation,
    ProposeStatement,
    StatementVote,
    import_polis,
)
from commkit_opinion.tables import proposed, tally, vote
from commkit_opinion.voting import handlers
from commkit_opinion.voting import statements as sql

from .importing.test_polis import EXPECTED, totals, write

UNLOCKED = statement(
    lambda: select(tally.c.statement).where(
        tally.c.community_id == bindparam("community_id"),
        tally.c.statement == bindparam("statement", type_=Id),
    )
)


def told(town: Any) -> list[tuple[int, ...]]:
    """The totals of each statement, as they are stored."""
    numbers = (
        select(tally.c.agrees, tally.c.disagrees, tally.c.passes)
        .join(proposed, proposed.c.id == tally.c.statement)
        .order_by(proposed.c.number)
    )
    with town.kit.database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(numbers)]


def counted(town: Any) -> list[tuple[int, ...]]:
    """The same, counted from the votes."""
    with town.kit.database.engine.connect() as connection:
        numbers = dict(connection.execute(select(proposed.c.id, proposed.c.number)).all())
        rows = connection.execute(select(vote.c.statement, vote.c.choice)).all()
    found = Counter((numbers[id], choice) for id, choice in rows)
    return [
        tuple(found[number, choice] for choice in ("agree", "disagree", "pass"))
        for number in sorted(numbers.values())
    ]


def test_members_who_vote_and_change_their_minds_at_once_are_counted_once(town: Any) -> None:
    consultation = town.consultation()
    statements = town.seeded(consultation, 2)
    works = [
        lambda name=name, one=one, choice=choice: town.vote(name, one, choice)
        for name in ("ada", "bob", "cid")
        for one in statements
        for choice in ("agree", "disagree", "pass")
    ]
    for _ in range(3):
        outcomes = town.at_once(*works)
        assert not [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Conflict)]
    assert told(town) == counted(town)
    assert [sum(row) for row in counted(town)] == [3, 3]


@pytest.mark.postgres
def test_control_without_the_lock_a_change_counts_twice(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = postgres_town
    consultation = town.consultation()
    (one,) = town.seeded(consultation)
    town.vote("ada", one, "agree")
    both = Barrier(2)

    def waited(**values: Any) -> StatementVote:
        """What is stored, once both have read what stood before."""
        both.wait(timeout=20)
        return StatementVote(**values)

    monkeypatch.setattr(sql, "LOCK_TALLY", UNLOCKED)
    monkeypatch.setattr(handlers, "StatementVote", waited)
    town.at_once(lambda: town.vote("ada", one, "disagree"), lambda: town.vote("ada", one, "pass"))
    assert told(town) != counted(town)


def test_numbers_of_statements_that_are_proposed_at_once_differ(town: Any) -> None:
    consultation = town.consultation()
    works = [
        lambda name=name, place=place: town.do(name, ProposeStatement(consultation.id, f"Place {place}."))
        for name in ("ada", "bob", "cid")
        for place in range(3)
    ]
    made = town.at_once(*works)
    assert sorted(one.number for one in made) == list(range(1, 10))


def test_it_is_closed_once(town: Any) -> None:
    consultation = town.consultation()
    outcomes = town.at_once(*[lambda: town.do("stew", CloseConsultation(consultation.id))] * 4)
    assert sum(isinstance(one, Conflict) for one in outcomes) == 3


def test_two_imports_at_once_take_everything_once(town: Any, tmp_path: Any) -> None:
    path = write(tmp_path / "talk")
    reports = town.at_once(*[lambda: import_polis(town.kit, path, "forum", batch=1)] * 2)
    assert sum(report.tables["talk/votes.csv"].imported for report in reports) == 6
    assert totals(town) == EXPECTED


@pytest.mark.slow
def test_two_workers_compute_one_map(town: Any) -> None:
    consultation = town.consultation()
    statements = town.seeded(consultation, 7)
    town.ballots(town.crowd(5, "l"), statements, "+++---+")
    town.ballots(town.crowd(5, "r"), statements, "---+++-")
    town.kit.worker().drain()
    town.clock.advance(town.after(minutes=6) - town.clock())
    town.at_once(*[lambda: town.kit.worker().drain()] * 3)
    assert [group.size for group in town.map(consultation).groups] == [5, 5]
