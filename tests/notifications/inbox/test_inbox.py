"""The inbox: in order, folded, without what may not be seen, each notification once."""

from datetime import timedelta
from typing import Any, Literal
from uuid import uuid4

import pytest

from commkit import Denied, Invalid, Kit, NotFound, Session
from commkit.members import RestrictMember
from commkit.notifications import (
    CountUnread,
    ListInbox,
    MarkAllNotificationsRead,
    MarkBundleRead,
    MarkInboxSeen,
    MarkNotificationRead,
    Notification,
    NotificationId,
    NotificationMetric,
    ReadNotificationMetrics,
    UnreadCount,
)
from commkit.posts import CreateReply, Post, PostId, RemovePost, RestorePost
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_invalid, assert_refused, do
from tests.notifications.conftest import START
from tests.notifications.town import id_of, landmark, question, ring


def inbox(kit: Kit, actor: str = "ada", *, unread_only: bool = False) -> tuple[Notification, ...]:
    return ask(kit, actor, "town", ListInbox(unread_only=unread_only, limit=100)).items


def unread(kit: Kit, actor: str = "ada") -> tuple[int, int]:
    found = ask(kit, actor, "town", CountUnread())
    return found.unread, found.unseen


def test_the_latest_notification_comes_first(tower: Kit) -> None:
    first, second = landmark(tower, "owner"), landmark(tower, "bob")
    ring(tower, "ada", about=first, by="bob")
    ring(tower, "ada", about=second)
    later, earlier = inbox(tower)
    assert (later.object, earlier.object) == (second.id, first.id)
    assert (earlier.kind, earlier.record, earlier.by, earlier.at, earlier.count) == (
        "bells.rang", "Membership", id_of(tower, "bob"), START, 1,
    )  # fmt: skip
    assert (earlier.seen_at, earlier.read_at) == (None, None)
    assert inbox(tower, "bob") == ()


def test_unread_notifications_about_the_same_thing_are_collapsed(tower: Kit) -> None:
    about = landmark(tower)
    for _ in range(3):
        ring(tower, "ada", "bob", about=about)
    ring(tower, "ada", about=about, kind="bells.fire")
    assert [(notification.kind, notification.count) for notification in inbox(tower)] == [
        ("bells.fire", 1),
        ("bells.rang", 3),
    ]
    assert unread(tower) == (2, 2)
    do(tower, "ada", "town", MarkAllNotificationsRead())
    ring(tower, "ada", "bob", about=about)
    assert [(notification.count, notification.read_at is None) for notification in inbox(tower)] == [
        (1, True), (1, False), (3, False),
    ]  # fmt: skip
    assert [notification.count for notification in inbox(tower, "bob")] == [4]


def test_a_notification_is_read_once(tower: Kit, clock: ManualClock) -> None:
    ring(tower, "ada", "bob")
    (notification,) = inbox(tower)
    clock.advance(timedelta(minutes=1))
    do(tower, "ada", "town", MarkNotificationRead(notification.id))
    clock.advance(timedelta(minutes=1))
    do(tower, "ada", "town", MarkNotificationRead(notification.id))
    (after,) = inbox(tower)
    assert after.read_at == after.seen_at == START + timedelta(minutes=1)
    assert (unread(tower), unread(tower, "bob")) == ((0, 0), (1, 1))
    assert inbox(tower, unread_only=True) == ()
    numbers = ask(tower, "owner", "town", ReadNotificationMetrics(since=START.date()))
    assert numbers == (
        NotificationMetric("bells.rang", "notified", 2),
        NotificationMetric("bells.rang", "read", 1),
    )


def test_nobody_reads_notifications_of_others(small_tower: Kit) -> None:
    ring(small_tower, "ada")
    (notification,) = inbox(small_tower)
    for actor, id in (("bob", notification.id), ("ada", NotificationId(uuid4()))):
        with assert_refused(NotFound, "runtime.not_found"):
            do(small_tower, actor, "town", MarkNotificationRead(id))
    assert unread(small_tower) == (1, 1)


def test_all_notifications_of_a_thread_are_read_at_once(small_tower: Kit) -> None:
    about, other = landmark(small_tower), landmark(small_tower, "bob")
    ring(small_tower, "ada", about=about)
    ring(small_tower, "ada", about=about, kind="bells.fire")
    ring(small_tower, "ada", about=other)
    do(small_tower, "ada", "town", MarkBundleRead(about.id))
    assert [notification.object for notification in inbox(small_tower, unread_only=True)] == [other.id]


def test_later_notifications_stay_unread(small_tower: Kit) -> None:
    ring(small_tower, "ada", about=landmark(small_tower, "bob"))
    (seen,) = inbox(small_tower)
    ring(small_tower, "ada", about=landmark(small_tower, "cyd"))
    do(small_tower, "ada", "town", MarkAllNotificationsRead(until=seen.id))
    assert [notification.object for notification in inbox(small_tower, unread_only=True)] == [
        id_of(small_tower, "cyd")
    ]


def test_seen_is_not_read(small_tower: Kit) -> None:
    ring(small_tower, "ada", about=landmark(small_tower, "bob"))
    do(small_tower, "ada", "town", MarkInboxSeen())
    ring(small_tower, "ada", about=landmark(small_tower, "cyd"))
    assert unread(small_tower) == (2, 1)


def test_pages_hold_every_notification_once(small_tower: Kit) -> None:
    people = [landmark(small_tower, actor) for actor in ("owner", "bob", "cyd")]
    for kind in ("bells.rang", "bells.fire", "bells.mailed"):
        for about in people:
            ring(small_tower, "ada", about=about, kind=kind)
    found: list[Notification] = []
    after = None
    while True:
        page = ask(small_tower, "ada", "town", ListInbox(limit=2, after=after))
        found += page.items
        after = page.next
        if after is None:
            break
    assert [len(found), found] == [9, list(inbox(small_tower))]
    with assert_invalid(after="bad_cursor"):
        ask(small_tower, "ada", "town", ListInbox(after="?"))


def test_hidden_notifications_leave_no_gap(small_tower: Kit) -> None:
    posts = [question(small_tower, title=f"Why {n}?") for n in range(5)]
    for post in posts:
        ring(small_tower, "ada", about=post)
    for post in posts[1:4]:
        do(small_tower, "owner", "town", RemovePost(post.id))
    first = ask(small_tower, "ada", "town", ListInbox(limit=1))
    second = ask(small_tower, "ada", "town", ListInbox(limit=1, after=first.next))
    assert [first.items[0].object, second.items[0].object] == [posts[4].id, posts[0].id]
    assert second.next is None
    assert unread(small_tower) == (2, 2)
    do(small_tower, "owner", "town", RestorePost(posts[2].id))
    assert unread(small_tower) == (3, 3)


def test_hidden_notifications_cannot_be_marked(small_tower: Kit) -> None:
    post = question(small_tower)
    ring(small_tower, "ada", about=post)
    (notification,) = inbox(small_tower)
    do(small_tower, "owner", "town", RemovePost(post.id))
    with assert_refused(NotFound, "runtime.not_found"):
        do(small_tower, "ada", "town", MarkNotificationRead(notification.id))


def test_counting_stops_at_a_hundred(small_tower: Kit) -> None:
    kinds = ("bells.rang", "bells.mailed", "bells.fire")
    for number in range(35):
        about = question(small_tower, title=f"Why {number}?")
        for kind in kinds:
            ring(small_tower, "ada", about=about, kind=kind)
    assert ask(small_tower, "ada", "town", CountUnread()) == UnreadCount(unread=100, unseen=100, more=True)


def test_a_ban_closes_the_inbox(small_tower: Kit) -> None:
    ring(small_tower, "ada")
    do(
        small_tower,
        "owner",
        "town",
        RestrictMember(id_of(small_tower, "ada"), status="banned", reason="spam"),
    )
    with assert_refused(Denied, "runtime.not_permitted"):
        inbox(small_tower)


@pytest.mark.parametrize("status", ["silenced", "suspended"])
def test_restricted_members_still_read_the_inbox(
    small_tower: Kit, status: Literal["silenced", "suspended"]
) -> None:
    ring(small_tower, "ada")
    do(small_tower, "owner", "town", RestrictMember(id_of(small_tower, "ada"), status=status, reason="loud"))
    do(small_tower, "ada", "town", MarkNotificationRead(inbox(small_tower)[0].id))
    assert unread(small_tower) == (0, 0)


def test_metrics_are_for_stewards(small_tower: Kit) -> None:
    with assert_refused(Denied, "runtime.not_permitted"):
        ask(small_tower, "ada", "town", ReadNotificationMetrics(since=START.date()))


def test_a_cursor_of_another_kind_is_refused(small_tower: Kit) -> None:
    with pytest.raises(Invalid):
        ask(small_tower, "ada", "town", ListInbox(after="AAAA"))


@pytest.mark.parametrize("page", [ListInbox(limit=50), CountUnread()])
def test_an_inbox_page_of_posts_takes_a_constant_number_of_statements(tower: Kit, page: Any) -> None:
    def cost(*, upto: int) -> int:
        while len(posts) < upto:
            posts.append(question(tower))
            ring(tower, "ada", about=posts[-1])
        statements: list[str] = []
        tower.database.observer = statements.append
        ask(tower, "ada", "town", page)
        tower.database.observer = None
        return len(statements)

    posts: list[Post] = []
    few = cost(upto=2)
    do(tower, "owner", "town", RemovePost(posts[0].id))
    assert cost(upto=30) == few
    assert len(inbox(tower)) == 29


def test_the_page_shows_a_post_if_its_loader_does(tower: Kit) -> None:
    posts = [question(tower) for _ in range(4)]
    replies = [do(tower, "bob", "town", CreateReply(parent=post.id, body="So.")) for post in posts]
    for post in (posts[0], replies[1], posts[3], replies[3]):
        do(tower, "owner", "town", RemovePost(post.id))
    do(tower, "owner", "town", RestorePost(replies[3].id))
    for actor in ("ada", "owner"):
        for post in (*posts, *replies):
            ring(tower, actor, about=post)
        with tower.session(actor, "town", read_only=True) as session:
            doors = {post.id for post in (*posts, *replies) if _opens(session, post.id)}
            assert context_of(session).visible_ids(Post, [post.id for post in (*posts, *replies)]) == doors
        about = {
            notification.object for notification in inbox(tower, actor) if notification.kind == "bells.rang"
        }
        assert about == doors
    assert len(doors) == 8  # a steward sees what is gone


def _opens(session: Session, id: PostId) -> bool:
    try:
        context_of(session).get(Post, id)
    except NotFound:
        return False
    return True
