"""What becomes of canonical answers whose posts are removed, moved, merged or split off, and of duplicates."""

from typing import Any

import pytest

from commkit import Conflict
from commkit.posts import MergeThreads, MovePost, RemovePost, RestorePost, SplitThread
from commkit_qa import (
    ListCanonical,
    ListCanonicalHistory,
    MarkCanonical,
    MergeDuplicate,
    ReopenQuestion,
    WithdrawalCause,
)


def canonical(town: Any, title: str = "Build fails", by: str = "bob") -> tuple[Any, Any]:
    """A question and its canonical answer."""
    question = town.question(title)
    answer = town.answer(question.id, by=by)
    town.do("stew", MarkCanonical(question.id, answer.id, "builds"))
    return question, answer


def causes(town: Any, question: Any) -> list[WithdrawalCause | None]:
    return [mark.cause for mark in town.ask("stew", ListCanonicalHistory(question.id)).items]


def standing(town: Any) -> list[tuple[Any, Any]]:
    return [(mark.question, mark.answer) for mark in town.ask("ada", ListCanonical()).items]


@pytest.mark.parametrize("which", [0, 1])
def test_nobody_stands_for_what_was_removed_even_when_it_is_restored(town: Any, which: int) -> None:
    posts = canonical(town)
    town.do("sten", RemovePost(posts[which].id))
    town.do("sten", RestorePost(posts[which].id))
    assert (causes(town, posts[0]), standing(town)) == ([WithdrawalCause.REMOVED], [])
    town.do("stew", MarkCanonical(posts[0].id, posts[1].id, "builds"))
    assert standing(town) == [(posts[0].id, posts[1].id)]


def test_a_comment_that_is_removed_ends_nothing(town: Any) -> None:
    question, answer = canonical(town)
    town.do("sten", RemovePost(town.answer(question.id, by="cid").id))
    assert standing(town) == [(question.id, answer.id)]


def test_a_duplicate_has_no_canonical_answer(town: Any) -> None:
    question, answer = canonical(town)
    other = town.question("Build fails as well")
    town.duplicate(question, other)
    assert (causes(town, question), standing(town)) == ([WithdrawalCause.DUPLICATE], [])
    with town.refused("qa.canonical_duplicate", Conflict):
        town.do("stew", MarkCanonical(question.id, answer.id, "builds"))
    town.do("stew", ReopenQuestion(question.id))
    town.do("stew", MarkCanonical(question.id, answer.id, "builds"))


def test_an_answer_that_is_moved_to_another_question_stays_canonical_there(town: Any) -> None:
    question, answer = canonical(town)
    other = town.question("Another one")
    town.do("stew", MovePost(answer.id, other.id))
    assert standing(town) == [(other.id, answer.id)]
    town.do("stew", RemovePost(question.id))
    assert standing(town) == [(other.id, answer.id)]


def test_but_not_where_one_is_canonical_already(town: Any) -> None:
    question, answer = canonical(town)
    other, others = canonical(town, "Another one", by="cid")
    town.do("stew", MovePost(answer.id, other.id))
    assert standing(town) == [(other.id, others.id)]
    town.do("stew", MergeThreads(question.id, other.id))


def test_answers_of_a_merged_duplicate_are_canonical_if_the_root_has_none(town: Any) -> None:
    root = town.question("The first of its kind")
    question = town.question("Asked again")
    answer = town.answer(question.id)
    town.duplicate(question, root)
    town.do("stew", MergeDuplicate(question.id))
    town.do("stew", MarkCanonical(root.id, answer.id, "builds"))
    assert standing(town) == [(root.id, answer.id)]


def test_a_merged_question_is_none_and_loses_it(town: Any) -> None:
    question, _ = canonical(town)
    other = town.question("Another one")
    town.do("stew", MergeThreads(question.id, other.id))
    assert standing(town) == []


def test_an_answer_that_is_split_off_answers_nothing(town: Any) -> None:
    question, answer = canonical(town)
    town.do("stew", SplitThread(answer.id, title="A question of its own", kind="note"))
    assert (causes(town, question), standing(town)) == ([WithdrawalCause.MOVED], [])
