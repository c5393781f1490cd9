"""Notifying members: who gets a notification, who does not, and each once."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Denied, Kit, MemberId
from commkit.members import LeaveCommunity, RestrictMember
from commkit.notifications import MembersNotified, NotifyMembers
from commkit.notifications.tables import inbox, notification
from tests.helpers import assert_invalid, assert_refused, do, emitted_facts
from tests.notifications.setup import id_of, ring


def told_members(kit: Kit) -> list[Any]:
    with kit.database.engine.connect() as connection:
        return sorted(row.member for row in connection.execute(select(inbox.c.member)))


def test_the_named_members_are_notified(tower: Kit) -> None:
    ring(tower, "ada", "bob")
    assert told_members(tower) == sorted([id_of(tower, "ada"), id_of(tower, "bob")])


def test_nobody_is_notified_of_what_they_did_themselves(tower: Kit) -> None:
    ring(tower, "ada", "bob", by="ada")
    assert told_members(tower) == [id_of(tower, "bob")]


def test_former_and_banned_members_are_not_notified(tower: Kit) -> None:
    gone = {"ada": id_of(tower, "ada"), "bob": id_of(tower, "bob"), "cyd": id_of(tower, "cyd")}
    do(tower, "ada", "town", LeaveCommunity())
    do(tower, "owner", "town", RestrictMember(gone["bob"], status="banned", reason="spam"))
    asked = NotifyMembers(kind="bells.rang", to=tuple(gone.values()), record="Membership", object=uuid4())
    do(tower, SYSTEM, "town", asked)
    assert told_members(tower) == [gone["cyd"]]


def test_a_member_named_twice_is_notified_once(tower: Kit) -> None:
    ring(tower, "ada", "ada")
    assert told_members(tower) == [id_of(tower, "ada")]


def test_the_fact_counts_recipients_and_mails(mailing: Kit) -> None:
    people = sorted(id_of(mailing, actor) for actor in ("ada", "bob"))
    asked = NotifyMembers(
        kind="bells.mailed", to=(*people, MemberId(uuid4())), record="Membership", object=uuid4()
    )
    (fact,) = emitted_facts(mailing, SYSTEM, "town", asked)
    assert isinstance(fact, MembersNotified)
    assert (fact.kind, fact.first, fact.last, fact.recipients, fact.mails_due) == (
        "bells.mailed",
        *people,
        2,
        2,
    )


def test_without_mail_no_mail_is_due(small_tower: Kit) -> None:
    asked = NotifyMembers(
        kind="bells.mailed", to=(id_of(small_tower, "ada"),), record="Membership", object=uuid4()
    )
    (fact,) = emitted_facts(small_tower, SYSTEM, "town", asked)
    assert isinstance(fact, MembersNotified)
    assert (fact.recipients, fact.mails_due) == (1, 0)


def test_notifying_nobody_does_nothing(small_tower: Kit) -> None:
    asked = NotifyMembers(kind="bells.rang", to=(), record="Membership", object=uuid4())
    assert emitted_facts(small_tower, SYSTEM, "town", asked) == []
    with small_tower.database.engine.connect() as connection:
        assert connection.execute(select(notification.c.id)).all() == []


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"kind": "bells.unheard"}, {"kind": "unknown_kind"}),
        ({"record": "Moon"}, {"record": "unknown_record"}),
        ({"to": tuple(MemberId(uuid4()) for _ in range(1_001))}, {"to": "too_many"}),
        ({"kind": "x", "record": "Moon"}, {"kind": "unknown_kind", "record": "unknown_record"}),
    ],
)
def test_invalid_notifications_are_refused(
    small_tower: Kit, fields: dict[str, Any], faults: dict[str, str]
) -> None:
    right: dict[str, Any] = {"kind": "bells.rang", "to": (), "record": "Post", "object": uuid4()}
    with assert_invalid(**faults):
        do(small_tower, SYSTEM, "town", NotifyMembers(**(right | fields)))


@pytest.mark.parametrize("actor", ["owner", "ada", None])
def test_only_the_host_notifies(small_tower: Kit, actor: str | None) -> None:
    with assert_refused(Denied, "runtime.not_permitted"):
        do(
            small_tower,
            actor,
            "town",
            NotifyMembers(kind="bells.rang", to=(), record="Membership", object=uuid4()),
        )


def test_a_notification_without_recipients_is_not_stored(tower: Kit) -> None:
    ring(tower, "ada", by="ada")
    with tower.database.engine.connect() as connection:
        assert connection.execute(select(notification.c.id)).all() == []
    ring(tower, "ada", "bob", by="ada")
    with tower.database.engine.connect() as connection:
        assert len(connection.execute(select(notification.c.id)).all()) == 1
