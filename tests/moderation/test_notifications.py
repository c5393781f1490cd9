"""Notifications: to owners of a decision, reporters of the outcome, appellants of the answer; none names anybody."""

from collections.abc import Iterator
from typing import Any

import pytest

from commkit import Kit
from commkit.moderation import AppealDecision, DecideAppeal, ModerationAction
from commkit.notifications import ListInbox
from commkit.runtime.values.serialization import dump, to_json
from commkit.testing.clock import ManualClock
from tests.helpers import ask, do
from tests.moderation.fixtures import START, case_of, decide, member, report, set_settings, town_of, write


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Kit]:
    with town_of(sqlite_url, ManualClock(START)) as kit:
        yield kit


def inbox(kit: Kit, key: str) -> list[tuple[str, str, Any]]:
    kit.worker().drain()
    found = ask(kit, key, "town", ListInbox()).items
    ours = [notification for notification in found if notification.kind.startswith("moderation.")]
    return [(notification.kind, notification.record, notification.object) for notification in ours]


def test_owner_reporters_and_appellant_are_notified_and_nobody_is_named(town: Kit) -> None:
    posted = write(town)
    reports = {key: report(town, posted.id, by=key).id for key in ("bob", "cat")}
    assert inbox(town, "ada") == inbox(town, "bob") == []  # a report by itself notifies nobody
    decided = decide(town, case_of(town, posted.id), ModerationAction.WARN)
    assert inbox(town, "ada") == [("moderation.decided", "Decision", decided.id)]
    for key, id in reports.items():
        assert inbox(town, key) == [("moderation.report_handled", "Report", id)]
    shown = to_json(dump(ask(town, "ada", "town", ListInbox())))
    assert not [key for key in ("bob", "cat", "eve") if str(member(town, key)) in shown]
    with town.session("ada") as lobby:
        lobby.do(AppealDecision(decided.id, "No."))
    do(town, "max", "town", DecideAppeal(decided.id, False, "Yes."))
    assert ("moderation.appeal_decided", "Decision", decided.id) in inbox(town, "ada")
    assert inbox(town, "eve") == inbox(town, "max") == []


def test_the_owner_is_not_notified_of_a_dismissal(town: Kit) -> None:
    posted = write(town)
    id = report(town, posted.id).id
    decide(town, case_of(town, posted.id), ModerationAction.DISMISS)
    assert inbox(town, "ada") == []
    assert inbox(town, "bob") == [("moderation.report_handled", "Report", id)]


def test_an_author_is_notified_of_a_held_post(town: Kit) -> None:
    set_settings(town, words="hold", denied_words=["pills"])
    write(town)
    assert inbox(town, "ada") == [("moderation.held", "Membership", member(town, "ada"))]


def test_repeated_deliveries_notify_once(town: Kit) -> None:
    posted = write(town)
    report(town, posted.id)
    decide(town, case_of(town, posted.id), ModerationAction.WARN)
    before = inbox(town, "ada"), inbox(town, "bob")
    again(town)
    assert (inbox(town, "ada"), inbox(town, "bob")) == before


def again(kit: Kit) -> None:
    """Deliver everything once more, as after a worker that died before its mark."""
    raw = kit.database.engine.raw_connection()
    raw.cursor().execute("UPDATE commkit_delivery SET done_at = NULL, leased_until = NULL, attempts = 0")
    raw.commit()
    raw.close()
