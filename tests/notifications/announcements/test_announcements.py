"""Members are told of the community's end, greeters of first posts, authors of posts that could not be published."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from commkit import SYSTEM, Invalid, Kit, NotFound
from commkit.communities import AnnounceClosing, CancelClosing, Charter
from commkit.members import (
    AssignRole,
    BlockLevel,
    BlockMember,
    LeaveCommunity,
    Membership,
    MembershipKind,
    RestrictMember,
)
from commkit.members.tables import member, membership
from commkit.notifications import ListInbox, Notification, SetDeliverySchedule
from commkit.notifications.jobs import NotifyAllMembers
from commkit.notifications.tables import inbox
from commkit.posts import CreateDraft, Draft, RemovePost, ScheduleDraft
from commkit.runtime.model.ids import FactId
from commkit.runtime.storage.tables import delivery
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_invalid, assert_refused, assert_unchanged, do
from tests.notifications.conftest import START
from tests.notifications.post_office import PostOffice
from tests.notifications.setup import id_of, landmark, question, reply

MONTH = timedelta(days=30)
EVERYBODY = ("ada", "bob", "cyd", "owner")


def announce(kit: Kit) -> None:
    do(kit, "owner", "town", AnnounceClosing(START + MONTH, reason="We *did* it.", farewell="Thank you all."))
    kit.worker().drain()


def call_off(kit: Kit) -> None:
    do(kit, "owner", "town", CancelClosing(START + MONTH))
    kit.worker().drain()


def notifications(kit: Kit, actor: str) -> list[Notification]:
    return list(ask(kit, actor, "town", ListInbox(limit=100)).items)


def kinds(kit: Kit, actor: str) -> list[str]:
    return [notification.kind for notification in notifications(kit, actor)]


def plain(office: PostOffice, number: int) -> str:
    body = office.mails[number].get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_all_members_are_notified_of_the_closing(tower: Kit) -> None:
    do(tower, "cyd", "town", LeaveCommunity())
    announce(tower)
    assert {actor: kinds(tower, actor) for actor in ("ada", "bob", "owner")} == {
        actor: ["communities.closing_announced"] for actor in ("ada", "bob", "owner")
    }
    (told,) = notifications(tower, "ada")
    with tower.session("ada", "town", read_only=True) as session:
        assert (told.object, told.record) == (session.community.id, "Charter")
        assert context_of(session).get(Charter, told.object).reason == "We *did* it."
    with tower.database.engine.connect() as connection:
        assert len(connection.execute(select(inbox.c.member)).all()) == 3


def test_the_closing_reaches_members_who_muted_who_announced_it(small_tower: Kit) -> None:
    do(small_tower, "ada", "town", BlockMember(id_of(small_tower, "owner"), BlockLevel.BLOCK))
    announce(small_tower)
    assert kinds(small_tower, "ada") == ["communities.closing_announced"]


def test_the_latest_notification_of_the_closing_supersedes_those_before(
    tower: Kit, clock: ManualClock
) -> None:
    announce(tower)
    call_off(tower)
    assert kinds(tower, "ada") == ["communities.closing_cancelled"]
    announce(tower)
    clock.advance(MONTH)
    tower.worker().drain()
    assert {actor: kinds(tower, actor) for actor in EVERYBODY} == {
        actor: ["communities.closed"] for actor in EVERYBODY
    }


def test_mails_of_the_closing_are_urgent_and_contain_the_charters_text(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    do(mailing, "ada", "town", SetDeliverySchedule(quiet_from="00:00", quiet_until="23:59", mails_per_day=0))
    announce(mailing)
    assert sorted(office.receivers) == [f"{actor}@example.org" for actor in EVERYBODY]
    assert office.mails[0]["Subject"] == "[Town] The community will close."
    assert "We *did* it.\r\n\r\nIt will be archived on 2026-04-01 12:00 UTC." in plain(office, 0)
    clock.advance(MONTH)
    mailing.worker().drain()
    assert len(office.mails) == 8
    assert "Thank you all." in plain(office, 4)
    assert "We *did* it" not in plain(office, 4)


def test_a_closing_cancelled_before_the_mail_is_not_mailed(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    office.answers = {f"{actor}@example.org": ["451 Come back later"] for actor in EVERYBODY}
    announce(mailing)
    call_off(mailing)
    clock.advance(timedelta(minutes=10))
    mailing.worker().drain()
    texts = [plain(office, number) for number in range(len(office.mails))]
    assert len(texts) >= 4
    assert not [text for text in texts if "We *did* it" in text]


def crowd(kit: Kit, size: int) -> None:
    """Let many join, without commands."""
    with kit.session(SYSTEM, "town", read_only=True) as session:
        here, row = session.community.id, context_of(session).get(Membership, id_of(kit, "ada"))
        ids = [context_of(session).new_id() for _ in range(size)]
    with kit.database.engine.begin() as connection:
        like = select(membership).where(membership.c.community_id == here, membership.c.id == row.id)
        values = dict(connection.execute(like).mappings().one())
        people = [
            {"key": f"m{n}", "id": id, "created_at": START, "kind": MembershipKind.PERSON}
            for n, id in enumerate(ids)
        ]
        connection.execute(insert(member), people)
        connection.execute(
            insert(membership), [values | {"id": id, "key": f"m{n}"} for n, id in enumerate(ids)]
        )


def test_all_members_are_notified_in_batches_and_once(tower: Kit) -> None:
    crowd(tower, 2_100)
    announce(tower)
    with tower.database.engine.begin() as connection:
        connection.execute(update(delivery).values(done_at=None, attempts=0, leased_until=None))
    tower.worker().drain()
    with tower.database.engine.connect() as connection:
        rows = connection.execute(select(inbox.c.member, inbox.c.notification)).all()
    assert len(rows) == len({row.member for row in rows}) == 2_104
    assert len({row.notification for row in rows}) == 1


def test_only_greeters_are_notified_of_a_first_post(tower: Kit) -> None:
    do(tower, SYSTEM, "town", AssignRole(id_of(tower, "bob"), "steward"))
    post = question(tower, "ada")
    tower.worker().drain()
    assert [
        (notification.kind, notification.object, notification.by)
        for notification in notifications(tower, "bob")
    ] == [("posts.first_post", post.id, id_of(tower, "ada"))]
    assert kinds(tower, "owner") == ["posts.first_post"]
    assert (kinds(tower, "ada"), kinds(tower, "cyd")) == ([], [])
    reply(tower, "ada", post)
    tower.worker().drain()
    assert kinds(tower, "bob") == ["posts.first_post"]


def test_no_first_post_notification_for_its_author_or_a_removed_post(small_tower: Kit) -> None:
    question(small_tower, "owner")
    do(small_tower, SYSTEM, "town", RemovePost(question(small_tower, "ada").id))
    do(small_tower, SYSTEM, "town", AssignRole(id_of(small_tower, "bob"), "steward"))
    small_tower.worker().drain()
    told = {
        actor: [notification.by for notification in notifications(small_tower, actor)]
        for actor in ("owner", "bob")
    }
    assert told == {"owner": [], "bob": [id_of(small_tower, "owner")]}  # nobody is welcomed for what is gone


@pytest.mark.parametrize("status", ["active", "silenced", "suspended", "banned"])
def test_only_active_greeters_are_notified(small_tower: Kit, status: str) -> None:
    bob = id_of(small_tower, "bob")
    do(small_tower, SYSTEM, "town", AssignRole(bob, "steward"))
    if status != "active":
        do(small_tower, "owner", "town", RestrictMember(bob, status=status, reason="x"))  # type: ignore[arg-type]
    question(small_tower, "ada")
    small_tower.worker().drain()
    with small_tower.database.engine.connect() as connection:
        rows = connection.execute(select(inbox.c.kind).where(inbox.c.member == bob)).all()
    assert [row.kind for row in rows] == (["posts.first_post"] if status == "active" else [])


def test_an_author_is_notified_of_a_failed_scheduled_draft(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    draft = do(mailing, "ada", "town", CreateDraft(kind="question", title="Why not?", body="So."))
    do(mailing, "ada", "town", ScheduleDraft(draft.id, START + timedelta(hours=1)))
    silence = RestrictMember(draft.author, "silenced", "x", until=START + timedelta(hours=2))
    do(mailing, "owner", "town", silence)
    clock.advance(timedelta(hours=1))
    mailing.worker().drain()
    assert [(n.kind, n.record, n.object) for n in notifications(mailing, "ada")] == [
        ("posts.scheduled_draft_failed", Draft.__name__, draft.id)
    ]
    (mail,) = [mail for mail in office.mails if mail["To"] == "Ada <ada@example.org>"]
    assert mail["Subject"] == "[Town] Why not?"
    assert "could not be published" in plain(office, office.mails.index(mail))
    assert kinds(mailing, "bob") == []


def test_invalid_announcements_are_refused(small_tower: Kit) -> None:
    with small_tower.session(SYSTEM, "town", read_only=True) as session:
        cause = FactId(context_of(session).new_id())
    nothing = NotifyAllMembers(kind="bells.rang", record="Post", object=cause, cause=cause)
    with assert_unchanged(small_tower), assert_refused(NotFound, "runtime.not_found"):
        do(small_tower, SYSTEM, "town", nothing)
    told = NotifyAllMembers(kind="no.kind", record="Nothing", object=landmark(small_tower).id, cause=cause)
    with assert_unchanged(small_tower), assert_invalid(kind="unknown_kind", record="unknown_record"):
        do(small_tower, SYSTEM, "town", told)


def test_control_without_a_permission_all_members_are_notified(small_tower: Kit) -> None:
    # The tests above would see a notification that went to everybody.
    with small_tower.session(SYSTEM, "town", read_only=True) as session:
        cause = FactId(context_of(session).new_id())
    for holding, reached in (
        ("posts.read_first_posts", ["owner"]),
        ("posts.create_thread", list(EVERYBODY)),
        ("", EVERYBODY),
    ):
        told = NotifyAllMembers(
            kind="bells.rang",
            record="Membership",
            object=landmark(small_tower).id,
            cause=cause,
            with_permission=holding,
        )
        assert do(small_tower, SYSTEM, "town", told) is None
        heard = [actor for actor in EVERYBODY if kinds(small_tower, actor)]
        assert heard == list(reached)
    with pytest.raises(Invalid):
        do(small_tower, SYSTEM, "town", NotifyAllMembers(kind="x", record="x", object=cause, cause=cause))
