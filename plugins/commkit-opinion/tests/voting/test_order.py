"""Which statement comes next: one that was not voted on, drawn the more likely, the fewer votes it has."""

from collections import Counter
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from commkit_opinion import ReadNextStatement, StatementId
from commkit_opinion.voting.policy import next_statement

VOTES = st.dictionaries(st.uuids().map(StatementId), st.integers(0, 1_000), max_size=20)


@given(VOTES, st.binary(min_size=1, max_size=32), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_draw_is_the_same_for_a_seed_in_whatever_order_rows_come(
    votes: dict[StatementId, int], seed: bytes, random: Random
) -> None:
    rows = list(votes.items())
    drawn = next_statement(rows, seed=seed)
    random.shuffle(rows)
    assert next_statement(rows, seed=seed) == drawn
    assert (drawn is None) == (not rows)
    assert drawn is None or drawn in votes


def _simulated(*, fair: bool) -> Counter[UUID]:
    """Five hundred people vote on ten of forty statements each, half of which come when half of the people are gone."""
    ids = [StatementId(UUID(int=number)) for number in range(40)]
    votes: Counter[UUID] = Counter(dict.fromkeys(ids, 0))
    for person in range(500):
        left = set(ids if person >= 250 else ids[:20])
        for _ in range(10):
            weights = [(id, votes[id] if fair else 0) for id in sorted(left)]
            drawn = next_statement(weights, seed=person.to_bytes(8, "big"))
            assert drawn is not None
            votes[drawn] += 1
            left.remove(drawn)
    return votes


def test_late_statements_catch_up() -> None:
    votes = _simulated(fair=True)
    early, late = (sum(votes[UUID(int=number)] for number in part) for part in (range(20), range(20, 40)))
    assert late / early > 0.65
    assert min(votes.values()) > 90


def test_control_without_weights_they_stay_behind() -> None:
    votes = _simulated(fair=False)
    early, late = (sum(votes[UUID(int=number)] for number in part) for part in (range(20), range(20, 40)))
    assert late / early < 0.5


def test_a_member_is_asked_about_each_statement_once(town: Any) -> None:
    consultation = town.consultation()
    made = {one.id for one in town.seeded(consultation, 4)}
    seen = []
    for left in (4, 3, 2, 1):
        asked = town.ask("ada", ReadNextStatement(consultation.id))
        assert asked.left == left
        assert town.ask("ada", ReadNextStatement(consultation.id)) == asked
        town.vote("ada", asked.statement, "pass")
        seen.append(asked.statement.id)
    assert set(seen) == made
    assert town.ask("ada", ReadNextStatement(consultation.id)) is None
    assert town.ask("bob", ReadNextStatement(consultation.id)).left == 4


def test_no_statements_nothing_to_vote_on(sqlite_town: Any) -> None:
    assert sqlite_town.ask("ada", ReadNextStatement(sqlite_town.consultation().id)) is None
