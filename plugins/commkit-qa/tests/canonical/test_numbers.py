"""How much canonical answers serve."""

from datetime import timedelta
from typing import Any

from commkit.statistics import share_of
from commkit_qa import AcceptAnswer, CanonicalNumbers, MarkCanonical, ReadCanonicalNumbers


def test_nothing_is_a_share_of_nothing(town: Any) -> None:
    assert town.ask("stew", ReadCanonicalNumbers()) == CanonicalNumbers(None, None, None, 0)


def test_questions_duplicates_and_solutions_that_a_canonical_answer_serves(town: Any) -> None:
    known, other, alone = (town.question(f"Question {number}") for number in range(3))
    answer = town.answer(known.id)
    first, second, third = (town.question(f"Duplicate {number}") for number in range(3))
    town.duplicate(first, known)
    town.duplicate(second, known)
    town.duplicate(third, other)
    town.do("ada", AcceptAnswer(known.id, answer.id))
    town.do("ada", AcceptAnswer(alone.id, town.answer(alone.id).id))
    town.do("stew", MarkCanonical(known.id, answer.id, "builds"))
    found = town.ask("stew", ReadCanonicalNumbers())
    assert found == CanonicalNumbers(
        questions=share_of(3, 6), duplicates=share_of(2, 3), answered=share_of(1, 2), canonical=1
    )
    later = town.clock.advance(timedelta(hours=1))
    assert town.ask("stew", ReadCanonicalNumbers(since=later)) == CanonicalNumbers(None, None, None, 1)


def test_it_costs_two_statements_however_much_there_is(town: Any) -> None:
    def cost() -> int:
        with town.counted() as statements:
            town.ask("stew", ReadCanonicalNumbers())
        return len(statements)

    before = cost()
    for number in range(3):
        question = town.question(f"Question {number}")
        town.do("stew", MarkCanonical(question.id, town.answer(question.id).id, "builds"))
    assert cost() == before
