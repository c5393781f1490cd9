"""The notifications of helpers and askers, beyond replies and mentions; nobody gets one twice."""

from typing import Any

from commkit.posts import MergeThreads, RemovePost, SplitThread
from commkit_qa import AcceptAnswer


def test_the_author_of_an_accepted_answer_is_notified(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    assert town.inbox("bob") == [("qa.question_solved", question.id)]
    assert town.inbox("ada") == []  # she accepted it herself
    assert town.inbox("cid") == []


def test_the_asker_is_notified_when_staff_accepts(sqlite_town: Any) -> None:
    question = sqlite_town.question()
    sqlite_town.do("tia", AcceptAnswer(question.id, sqlite_town.answer(question.id, by="tia").id))
    assert sqlite_town.inbox("ada") == [("qa.question_solved", question.id)]
    assert sqlite_town.inbox("tia") == []


def test_the_asker_of_a_merged_question_is_notified(town: Any) -> None:
    first, again = town.question(), town.question("Build fails for me too", by="cid")
    town.do("stew", MergeThreads(again.id, first.id))
    assert town.inbox("cid") == [("qa.question_merged", again.id)]
    assert town.inbox("ada") == []


def test_a_merge_undone_before_the_worker_ran_is_not_notified(sqlite_town: Any) -> None:
    town = sqlite_town
    first, again = town.question(), town.question("Build fails for me too", by="cid")
    town.do("stew", MergeThreads(again.id, first.id))
    town.do("stew", SplitThread(again.id, kind="question", title=again.title))
    assert town.inbox("cid") == []


def test_removed_questions_are_in_no_inbox(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    assert len(town.inbox("bob")) == 1
    town.do("stew", RemovePost(question.id))
    assert town.inbox("bob") == []
