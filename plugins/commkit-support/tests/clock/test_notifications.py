"""The notifications of staff: due soon, overdue and orphaned questions; once each."""

from datetime import timedelta
from typing import Any

from commkit import SYSTEM
from commkit.members import RestrictMember
from commkit_support import CheckClocks

HOUR = timedelta(hours=1)


def test_staff_is_notified_once_of_due_overdue_and_orphaned_questions(town: Any) -> None:
    question = town.question()
    expected: list[tuple[str, Any]] = []
    for kind, wait in (("first_reply_due_soon", 7), ("first_reply_overdue", 2), ("question_orphaned", 72)):
        town.clock.advance(wait * HOUR)
        for _ in range(2):
            town.do(SYSTEM, CheckClocks())
        expected.insert(0, (f"support.{kind}", question.id))
        assert [town.inbox(actor) for actor in ("amy", "stew")] == [expected, expected]
    assert [town.inbox(actor) for actor in ("ada", "bob")] == [[], []]


def test_suspended_staff_is_not_notified(sqlite_town: Any) -> None:
    town = sqlite_town
    town.question()
    with town.kit.session("sten", "help") as session:
        sten = session.member
    town.do("owner", RestrictMember(sten, "suspended", "on leave"))
    town.clock.advance(9 * HOUR)
    town.do(SYSTEM, CheckClocks())
    assert town.inbox("sten") == []
    assert len(town.inbox("stew")) == 1
