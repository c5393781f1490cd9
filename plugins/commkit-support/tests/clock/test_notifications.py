"""The notifications of staff: due soon, overdue and orphaned questions; once each."""

from datetime import timedelta
from typing import Any

from commkit import SYSTEM
from commkit.members import RestrictMember
from commkit.notifications import ListInbox
from commkit_support import CheckClocks

HOUR = timedelta(hours=1)


def inbox(town: Any, actor: str) -> list[tuple[str, Any]]:
    """Notifications about questions: those of orphans are the guard's."""
    town.kit.worker().drain()
    return [
        (item.kind, item.object)
        for item in town.ask(actor, ListInbox(limit=100)).items
        if not item.kind.startswith("posts.")
    ]


def test_staff_is_notified_once_of_due_overdue_and_orphaned_questions(town: Any) -> None:
    question = town.question()
    expected: list[tuple[str, Any]] = []
    for kind, wait in (
        ("support.first_reply_due_soon", 7),
        ("support.first_reply_overdue", 2),
        ("qa.question_orphaned", 72),
    ):
        town.clock.advance(wait * HOUR)
        for _ in range(2):
            town.do(SYSTEM, CheckClocks())
        expected.insert(0, (kind, question.id))
        assert [inbox(town, actor) for actor in ("amy", "stew")] == [expected, expected]
    assert [inbox(town, actor) for actor in ("ada", "bob")] == [[], []]


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
