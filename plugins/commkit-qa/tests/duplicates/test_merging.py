"""Duplicates that are merged, split and moved: no answer is lost, and what led to them leads to where they are."""

from typing import Any

import pytest

from commkit import Conflict, Denied
from commkit.posts import (
    CreateReply,
    LockThread,
    MergeThreads,
    MovePost,
    ReadPost,
    ReadThread,
    RemovePost,
    SplitThread,
)
from commkit_qa import AcceptAnswer, DuplicateState, ListDuplicateMarks, MarkDuplicate, MergeDuplicate


def test_merging_loses_no_answer(town: Any) -> None:
    older, question = town.question("Wheel fails"), town.question("Wheel is broken")
    kept = town.answer(older.id)
    town.do("ada", AcceptAnswer(older.id, kept.id))
    first, second = town.answer(question.id), town.answer(question.id, by="cid")
    comment = town.do("ada", CreateReply(first.id, "I tried that.", kind="comment"))
    removed = town.answer(question.id, by="cid")
    town.do("cid", RemovePost(removed.id))
    town.do("ada", AcceptAnswer(question.id, second.id))
    town.duplicate(question, older)

    town.do("stew", MergeDuplicate(question.id))
    after = {post.id: post for post in town.ask("stew", ReadThread(older.id, limit=100)).items}
    answers = {id for id, post in after.items() if post.kind == "answer" and post.parent == older.id}
    assert answers == {kept.id, first.id, second.id, removed.id}
    assert (after[comment.id].parent, after[question.id].kind) == (first.id, "comment")
    root = town.ask("bob", ReadPost(older.id))
    assert (root.state, root.answer, root.answer_count) == ("solved", kept.id, 3)
    (mark,) = town.ask("bob", ListDuplicateMarks(question.id)).items
    assert (mark.state, town.redirects(question.id)) == (DuplicateState.MERGED, {})


def test_only_who_moves_posts_merges_and_only_duplicates(sqlite_town: Any) -> None:
    town = sqlite_town
    older, question = town.question("Wheel fails"), town.question("Wheel is broken")
    with town.refused("qa.no_duplicate", Conflict):
        town.do("stew", MergeDuplicate(question.id))
    town.duplicate(question, older)
    for actor in ("ada", "bob", "tia"):
        with pytest.raises(Denied):
            town.do(actor, MergeDuplicate(question.id))
    town.do("stew", LockThread(older.id))
    town.answer(question.id)
    with pytest.raises(Conflict):
        town.do("stew", MergeDuplicate(question.id))
    assert town.redirects(question.id) == {question.id: older.id}  # nothing of it was kept


def test_what_led_to_a_merged_question_leads_to_the_other_one(town: Any) -> None:
    root, other, question, last = (town.question(f"Wheel number {number}") for number in range(4))
    town.duplicate(question, root)
    town.duplicate(last, question)
    town.do("stew", MergeThreads(root.id, other.id))
    assert town.redirects(question.id, last.id) == {question.id: other.id, last.id: other.id}
    town.do("stew", MergeThreads(question.id, other.id))
    assert town.redirects(question.id, last.id) == {last.id: other.id}


def test_a_root_that_is_merged_into_its_duplicate_makes_no_circle(town: Any) -> None:
    root, middle, last = (town.question(f"Wheel number {number}") for number in range(3))
    town.duplicate(middle, root)
    town.duplicate(last, middle)
    town.do("stew", MergeThreads(root.id, last.id))
    assert town.redirects(middle.id, last.id) == {middle.id: last.id}
    assert town.ask("bob", ReadPost(last.id)).state == "open"  # it holds the root now
    with town.refused("qa.duplicate_circle", Conflict):
        town.do("bob", MarkDuplicate(last.id, middle.id))


def test_what_was_proposed_of_a_merged_question_is_about_the_other_one(sqlite_town: Any) -> None:
    town = sqlite_town
    root, other, question = (town.question(f"Wheel number {number}") for number in range(3))
    town.do("bob", MarkDuplicate(question.id, root.id))
    town.do("stew", MergeThreads(root.id, other.id))
    town.confirm(question, root)
    assert town.redirects(question.id) == {question.id: other.id}


def test_splitting_leads_back(sqlite_town: Any) -> None:
    town = sqlite_town
    root, other, question = (town.question(f"Wheel number {number}") for number in range(3))
    town.duplicate(question, root)
    town.do("stew", MergeThreads(root.id, other.id))
    town.do("stew", SplitThread(root.id, kind="question", title="Wheel number 0"))
    assert town.redirects(question.id) == {question.id: root.id}


def test_a_merged_question_that_is_moved_takes_along_what_leads_to_it(sqlite_town: Any) -> None:
    town = sqlite_town
    root, other, third, question = (town.question(f"Wheel number {number}") for number in range(4))
    town.duplicate(question, root)
    town.do("stew", MergeThreads(root.id, other.id))
    town.do("stew", MovePost(root.id, third.id))
    assert town.redirects(question.id) == {question.id: third.id}
