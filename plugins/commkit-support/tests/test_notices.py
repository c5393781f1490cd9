"""Who finds what in the inbox, beyond replies and mentions: helpers, askers, staff; nobody twice."""

from datetime import timedelta
from typing import Any

from commkit import SYSTEM
from commkit.members import RestrictMember
from commkit.notifications import ListInbox
from commkit.posts import MergeThreads, RemovePost, SplitThread
from commkit_support import AcceptAnswer, CheckFirstReplyClocks

HOUR = timedelta(hours=1)


def inbox(town: Any, actor: str) -> list[tuple[str, Any]]:
    """The kinds and objects of what the worker told somebody, those of support only."""
    town.kit.worker().drain()
    page = town.ask(actor, ListInbox(limit=100))
    return [
        (notification.kind, notification.object)
        for notification in page.items
        if notification.kind.startswith("support.")
    ]


def test_the_helper_learns_that_the_answer_was_accepted(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    assert inbox(town, "bob") == [("support.question_solved", question.id)]
    assert inbox(town, "ada") == []  # it was her own deed
    assert inbox(town, "cid") == []


def test_the_asker_learns_that_staff_accepted_one(sqlite_town: Any) -> None:
    question = sqlite_town.question()
    sqlite_town.do("amy", AcceptAnswer(question.id, sqlite_town.answer(question.id, by="amy").id))
    assert inbox(sqlite_town, "ada") == [("support.question_solved", question.id)]
    assert inbox(sqlite_town, "amy") == []


def test_staff_is_told_what_is_due_overdue_and_left_alone_once_each(town: Any) -> None:
    question = town.question()
    told: list[tuple[str, Any]] = []
    for kind, wait in (("reply_due_soon", 7), ("reply_overdue", 2), ("orphaned", 72)):
        town.clock.advance(wait * HOUR)
        for _ in range(2):
            town.do(SYSTEM, CheckFirstReplyClocks())
        told.insert(0, (f"support.{kind}", question.id))
        assert [inbox(town, actor) for actor in ("amy", "stew")] == [told, told]
    assert [inbox(town, actor) for actor in ("ada", "bob")] == [[], []]


def test_staff_that_is_suspended_is_not_told(sqlite_town: Any) -> None:
    town = sqlite_town
    town.question()
    with town.kit.session("sten", "help") as session:
        sten = session.member
    town.do("owner", RestrictMember(sten, "suspended", "on leave"))
    town.clock.advance(9 * HOUR)
    town.do(SYSTEM, CheckFirstReplyClocks())
    assert inbox(town, "sten") == []
    assert len(inbox(town, "stew")) == 1


def test_who_asked_the_same_learns_where_it_went(town: Any) -> None:
    first, again = town.question(), town.question("Build fails for me too", by="cid")
    town.do("stew", MergeThreads(again.id, first.id))
    assert inbox(town, "cid") == [("support.question_merged", again.id)]
    assert inbox(town, "ada") == []


def test_a_merge_that_was_undone_before_the_worker_came_is_not_told(sqlite_town: Any) -> None:
    town = sqlite_town
    first, again = town.question(), town.question("Build fails for me too", by="cid")
    town.do("stew", MergeThreads(again.id, first.id))
    town.do("stew", SplitThread(again.id, kind="question", title=again.title))
    assert inbox(town, "cid") == []


def test_what_was_taken_down_is_in_no_inbox(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    assert len(inbox(town, "bob")) == 1
    town.do("stew", RemovePost(question.id))
    assert inbox(town, "bob") == []
