"""Why a member was told or was not, told to themselves and to nobody else."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from commkit import SYSTEM, Kit
from commkit.explaining import DecisionTrace, ExplainDecision, RuleOutcome, TraceStep
from commkit.members import BlockLevel, BlockMember, LeaveCommunity
from commkit.notifications import (
    ListInbox,
    MarkNotificationRead,
    NotificationChannel,
    SetDeliverySchedule,
    SetNotificationPreference,
    WatchLevel,
    WatchThread,
)
from commkit.posts import CreateReply, Post, RemovePost
from commkit.testing.clock import ManualClock
from commkit.testing.kits import StatementObserver
from tests.helpers import ask, do
from tests.notifications.setup import Bells, id_of, question, ring
from tests.sample import OWNER, create_community, new_kit

REPLY, THREAD = "notifications.reply", "notifications.thread"


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Kit]:
    with closing(
        new_kit(sqlite_url, Bells(), clock=ManualClock(datetime(2030, 1, 1, 23, tzinfo=UTC)))
    ) as kit:
        create_community(kit, type="tower", members=["ada", "bob", "cat"])
        yield kit


def why(kit: Kit, key: str, record: Any = None, *, kind: str = REPLY, asker: Any = None) -> DecisionTrace:
    id = record.id if record is not None else None
    name = type(record).__name__ if record is not None else None
    query = ExplainDecision(id_of(kit, key), kind, id, record=name, about="notification")
    return ask(kit, asker or key, "town", query)


def reply(kit: Kit, to: Post, key: str = "bob") -> Post:
    made = do(kit, key, "town", CreateReply(to.id, "Because."))
    kit.worker().drain()
    return made


def stopped_by(trace: DecisionTrace) -> list[str]:
    return [step.rule for step in trace.steps if step.outcome is RuleOutcome.NO]


def said(trace: DecisionTrace, rule: str) -> str:
    return next(step.because for step in trace.steps if step.rule == rule)


def test_who_was_notified_learns_where_the_notification_is(town: Kit) -> None:
    answer = reply(town, question(town, "ada"))
    trace = why(town, "ada", answer)
    assert trace.allowed
    assert said(trace, "notified") == "at 2030-01-01 23:00 UTC"
    assert said(trace, "inbox") == "the inbox shows it"
    assert said(trace, "mail") == "none was wanted"
    told = ask(town, "ada", "town", ListInbox()).items[0]
    do(town, "ada", "town", MarkNotificationRead(told.id))
    assert said(why(town, "ada", answer), "inbox").endswith("read at 2030-01-01 23:00 UTC")
    assert why(town, "ada", answer, asker=SYSTEM).allowed, "the host may know"


def test_a_later_notification_collapses_it(town: Kit) -> None:
    thread = question(town, "ada")
    first = reply(town, thread)
    reply(town, thread)
    assert said(why(town, "ada", first), "inbox").startswith("it is collapsed into a later notification")


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (
            lambda thread, bob: SetNotificationPreference(
                kind=REPLY, channel=NotificationChannel.INBOX, enabled=False
            ),
            "a channel is on",
        ),
        (
            lambda thread, bob: WatchThread(thread=thread.id, level=WatchLevel.MUTED),
            "the thread is not muted",
        ),
        (lambda thread, bob: BlockMember(bob, BlockLevel.MUTE), "who caused it is not muted"),
    ],
    ids=["preference", "mute", "block"],
)
def test_each_preference_that_suppresses_it_is_explained(town: Kit, command: Any, rule: str) -> None:
    thread = question(town, "ada")
    do(town, "ada", "town", command(thread, id_of(town, "bob")))
    answer = reply(town, thread)
    trace = why(town, "ada", answer)
    assert stopped_by(trace) == [rule, "notified"]
    assert REPLY not in {notification.kind for notification in ask(town, "ada", "town", ListInbox()).items}


def test_nobody_is_notified_of_what_they_did(town: Kit) -> None:
    thread = question(town, "ada")
    answer = reply(town, thread, "ada")
    assert stopped_by(why(town, "ada", answer)) == ["they did not cause it", "notified"]


def test_who_has_nothing_against_it_was_just_not_meant(town: Kit) -> None:
    answer = reply(town, question(town, "ada"))
    trace = why(town, "cat", answer)
    assert stopped_by(trace) == ["notified"]
    assert said(trace, "notified") == "others were"
    silent = why(town, "cat", answer, kind="bells.rang")
    assert said(silent, "notified") == "nobody was notified about it by this kind, or not yet"


def test_another_notification_of_the_same_is_explained(town: Kit) -> None:
    answer = reply(town, question(town, "ada"))
    trace = why(town, "ada", answer, kind=THREAD)
    assert stopped_by(trace) == ["notified"]
    assert said(trace, "other notifications about it") == REPLY
    assert "thread: watching" in said(trace, "the thread is not muted")


def test_hidden_objects_and_former_members(town: Kit) -> None:
    answer = reply(town, question(town, "ada"))
    do(town, OWNER, "town", RemovePost(answer.id))
    assert stopped_by(why(town, "ada", answer)) == ["the post"]
    ada = id_of(town, "ada")
    do(town, "ada", "town", LeaveCommunity())
    gone = ask(town, OWNER, "town", ExplainDecision(ada, REPLY, about="notification"))
    assert stopped_by(gone) == ["only members are notified"]
    visitor = ask(town, None, "town", ExplainDecision(None, REPLY, about="notification"))
    assert stopped_by(visitor) == ["only members are notified"]


def test_at_large_the_preferences_are_explained(town: Kit) -> None:
    do_rhythm = SetDeliverySchedule(time_zone="UTC", quiet_from="22:00", quiet_until="06:00", mails_per_day=3)
    with town.session("ada") as lobby:
        lobby.do(do_rhythm)
    trace = why(town, "ada", kind="bells.fire")
    assert trace.allowed
    assert said(trace, "when mail may be sent") == (
        "quiet hours: 22:00 to 06:00 UTC (now); mails today: 0 of 3; such a notification is urgent and ignores both"
    )
    letters = why(town, "ada", kind="bells.mail_only")
    assert stopped_by(letters) == ["a channel is on"], "this host sends no mail"
    assert said(letters, "a channel is on") == (
        "inbox is off by the default; mail is on by the default, but the host sends none"
    )


def test_nobody_else_learns_what_is_private(town: Kit) -> None:
    """Two members who differ in nothing but what is private look the same to a steward."""
    thread, other = question(town, "ada"), question(town, "cat")
    do(town, "cat", "town", BlockMember(id_of(town, "bob"), BlockLevel.MUTE))
    do(town, "cat", "town", WatchThread(thread=other.id, level=WatchLevel.MUTED))
    do(
        town,
        "cat",
        "town",
        SetNotificationPreference(kind=REPLY, channel=NotificationChannel.INBOX, enabled=False),
    )
    told, untold = reply(town, thread), reply(town, other)
    open, shut = why(town, "ada", told, asker=OWNER), why(town, "cat", untold, asker=OWNER)
    assert open.steps == shut.steps
    assert open.steps[-1] == TraceStep(
        "what is private", RuleOutcome.WITHHELD, "for the member and the host only", "notifications"
    )
    assert why(town, "ada", told).steps != why(town, "cat", untold).steps, "to themselves they differ"


def test_statements_are_constant(url: str) -> None:
    statements: list[str] = []
    with closing(new_kit(url, Bells(), observers=[StatementObserver(statements.append)])) as kit:
        create_community(kit, type="tower", members=["ada", "bob", "cat"])
        thread = question(kit, "ada")
        counts = []
        for _ in range(2):
            for _ in range(3):
                answer = reply(kit, thread)
            ring(kit, "ada", "cat", about=answer, by="bob")
            for key in ("ada", "cat"):
                query = ExplainDecision(
                    id_of(kit, key), REPLY, answer.id, record="Post", about="notification"
                )
                with kit.session(key, "town", read_only=True) as session:
                    statements.clear()
                    session.ask(query)
                    counts.append(len(statements))
    assert counts == [6, 10, 6, 10]
