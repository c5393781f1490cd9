"""Following threads, tags and the community: who is told of a reply, who is not, and each once."""

from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from commkit import SYSTEM, Invalid, Kit, NotFound
from commkit.members import BlockLevel, BlockMember, MembershipKind, RestrictMember, membership
from commkit.members.tables import member
from commkit.notifications import (
    ListWatches,
    MarkAllNotificationsRead,
    MembersNotified,
    SetNotificationPreference,
    WatchChanged,
    WatchCommunity,
    WatchLevel,
    WatchScope,
    WatchTag,
    WatchThread,
)
from commkit.notifications.jobs import NotifyWatchers
from commkit.notifications.records import NotificationChannel
from commkit.notifications.tables import inbox, watch
from commkit.posts import CreateThread, EditPost, Post, RemovePost
from commkit.runtime.model.ids import FactId
from commkit.runtime.storage.tables import delivery
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_refused, do, emitted_facts
from tests.notifications.setup import Bells, id_of, kinds_and_counts, question, reply
from tests.sample import create_community, new_kit


def test_authors_are_notified_of_replies_and_not_of_their_own(tower: Kit) -> None:
    post = question(tower, "ada")
    first = reply(tower, "bob", post)
    reply(tower, "ada", first)
    assert kinds_and_counts(tower, "ada") == [("reply", 1)]
    assert kinds_and_counts(tower, "bob") == [("reply", 1)]
    reply(tower, "cyd", first)
    assert kinds_and_counts(tower, "ada") == [("thread", 1), ("reply", 1)]
    assert kinds_and_counts(tower, "bob") == [("reply", 2)]
    assert kinds_and_counts(tower, "cyd") == []


def test_readers_are_not_notified(tower: Kit) -> None:
    reply(tower, "ada", question(tower, "bob"))
    assert kinds_and_counts(tower, "cyd") == []


def test_replies_in_a_watched_thread_are_one_notification(tower: Kit) -> None:
    post = question(tower, "ada")
    do(tower, "cyd", "town", WatchThread(thread=post.id, level=WatchLevel.WATCHING))
    for _ in range(3):
        reply(tower, "bob", post)
    assert kinds_and_counts(tower, "cyd") == [("thread", 3)]


def test_a_muted_thread_notifies_nobody(tower: Kit) -> None:
    post = question(tower, "ada")
    for actor in ("ada", "cyd"):
        do(tower, actor, "town", WatchThread(thread=post.id, level=WatchLevel.MUTED))
    do(tower, "cyd", "town", WatchCommunity(level=WatchLevel.WATCHING))
    reply(tower, "bob", post, body="@Cyd and @Ada, look.")
    assert (kinds_and_counts(tower, "ada"), kinds_and_counts(tower, "cyd")) == ([], [])


@pytest.mark.parametrize(
    ("thread", "tag", "community", "expected"),
    [
        (None, "watching", None, 1),
        (None, None, "watching", 1),
        (None, "watching", "watching", 1),
        (None, "muted", "watching", 0),
        (None, "normal", "watching", 0),
        ("watching", "muted", "muted", 1),
        ("normal", "watching", "watching", 0),
        ("muted", "watching", "watching", 0),
        (None, None, "muted", 0),
    ],
)
def test_the_narrower_watch_counts(
    small_tower: Kit, thread: str | None, tag: str | None, community: str | None, expected: int
) -> None:
    post = question(small_tower, "ada", tags=("python", "build"))
    small_tower.worker().drain()
    if tag:
        do(small_tower, "cyd", "town", WatchTag(tag="Python", level=WatchLevel(tag)))
    if community:
        do(small_tower, "cyd", "town", WatchCommunity(level=WatchLevel(community)))
    if thread:
        do(small_tower, "cyd", "town", WatchThread(thread=post.id, level=WatchLevel(thread)))
    reply(small_tower, "bob", post)
    assert kinds_and_counts(small_tower, "cyd") == [("thread", 1)] * expected


def test_watchers_of_the_community_are_notified_of_new_threads(tower: Kit) -> None:
    do(tower, "cyd", "town", WatchCommunity(level=WatchLevel.WATCHING))
    question(tower, "ada")
    assert kinds_and_counts(tower, "cyd") == [("thread", 1)]


def test_one_of_two_watched_tags_is_enough_and_one_muted_too(small_tower: Kit) -> None:
    do(small_tower, "cyd", "town", WatchTag(tag="a", level=WatchLevel.WATCHING))
    do(small_tower, "cyd", "town", WatchTag(tag="b", level=WatchLevel.WATCHING))
    question(small_tower, "ada", tags=("a", "b"))
    assert kinds_and_counts(small_tower, "cyd") == [("thread", 1)]
    do(small_tower, "cyd", "town", WatchTag(tag="b", level=WatchLevel.MUTED))
    question(small_tower, "ada", tags=("a", "b"))
    assert kinds_and_counts(small_tower, "cyd") == [("thread", 1)]


def test_a_mention_supersedes_a_watchers_notification(small_tower: Kit) -> None:
    post = question(small_tower, "ada")
    do(small_tower, "cyd", "town", WatchThread(thread=post.id, level=WatchLevel.WATCHING))
    reply(small_tower, "bob", post, body="What do you think, @Cyd?")
    assert kinds_and_counts(small_tower, "cyd") == [("mention", 1)]


def test_a_mention_added_by_an_edit_notifies(small_tower: Kit) -> None:
    post = question(small_tower, "ada")
    assert kinds_and_counts(small_tower, "cyd") == []
    do(small_tower, "ada", "town", EditPost(post=post.id, version=1, body="What do you think, @cyd?"))
    assert kinds_and_counts(small_tower, "cyd") == [("mention", 1)]


def test_watching_own_threads_can_be_turned_off(sqlite_url: str, clock: ManualClock) -> None:
    with closing(new_kit(sqlite_url, Bells(), clock=clock)) as kit:
        settings = {"notifications": {"watch_own": False}}
        create_community(kit, type="tower", members=("ada", "bob", "cyd"), settings=settings)
        post = question(kit, "ada")
        first = reply(kit, "bob", post)
        reply(kit, "cyd", first)
        assert (kinds_and_counts(kit, "ada"), kinds_and_counts(kit, "bob")) == (
            [("reply", 1)],
            [("reply", 1)],
        )


def test_writing_in_a_thread_does_not_unmute_it(small_tower: Kit) -> None:
    post = question(small_tower, "ada")
    do(small_tower, "cyd", "town", WatchThread(thread=post.id, level=WatchLevel.MUTED))
    reply(small_tower, "cyd", post)
    reply(small_tower, "bob", post)
    assert kinds_and_counts(small_tower, "cyd") == []


def test_a_removed_post_notifies_nobody(small_tower: Kit) -> None:
    post = question(small_tower, "ada")
    do(small_tower, "owner", "town", RemovePost(reply(small_tower, "bob", post).id))
    small_tower.worker().drain()
    with small_tower.database.engine.connect() as connection:
        told = select(inbox.c.notification).where(inbox.c.kind.startswith("notifications."))
        assert connection.execute(told).all() == []


def test_banned_members_are_not_notified(small_tower: Kit) -> None:
    post = question(small_tower, "ada")
    do(
        small_tower,
        "owner",
        "town",
        RestrictMember(id_of(small_tower, "ada"), status="banned", reason="spam"),
    )
    reply(small_tower, "bob", post)
    small_tower.worker().drain()
    with small_tower.database.engine.connect() as connection:
        told = select(inbox.c.notification).where(inbox.c.kind.startswith("notifications."))
        assert connection.execute(told).all() == []


@pytest.mark.parametrize("level", [BlockLevel.MUTE, BlockLevel.BLOCK])
def test_posts_of_a_muted_member_notify_nobody_who_muted_them(tower: Kit, level: BlockLevel) -> None:
    post = question(tower, "ada")
    do(tower, "cyd", "town", WatchCommunity(level=WatchLevel.WATCHING))
    tower.worker().drain()
    do(tower, "cyd", "town", MarkAllNotificationsRead())
    do(tower, "cyd", "town", BlockMember(id_of(tower, "bob"), level))
    do(tower, "cyd", "town", BlockMember(id_of(tower, "owner"), level))
    reply(tower, "bob", post, body="@cyd, what do you think?")
    assert (kinds_and_counts(tower, "ada"), kinds_and_counts(tower, "cyd")) == (
        [("reply", 1)],
        [("thread", 1)],
    )
    reply(tower, "owner", post)  # staff are heard all the same
    assert kinds_and_counts(tower, "cyd") == [("thread", 1), ("thread", 1)]


def test_a_kind_that_is_turned_off_does_not_notify(small_tower: Kit) -> None:
    do(
        small_tower,
        "ada",
        "town",
        SetNotificationPreference(
            kind="notifications.reply", channel=NotificationChannel.INBOX, enabled=False
        ),
    )
    reply(small_tower, "bob", question(small_tower, "ada"))
    assert kinds_and_counts(small_tower, "ada") == [("thread", 1)]  # as a watcher of their own thread


def test_watches_are_listed_without_hidden_threads(small_tower: Kit) -> None:
    posts = [question(small_tower) for _ in range(3)]
    for post in posts:
        do(small_tower, "ada", "town", WatchThread(thread=post.id, level=WatchLevel.WATCHING))
    do(small_tower, "ada", "town", WatchTag(tag="Python", level=WatchLevel.MUTED))
    do(small_tower, "ada", "town", WatchCommunity(level=WatchLevel.NORMAL))
    do(small_tower, "owner", "town", RemovePost(posts[1].id))
    everything = [
        (WatchScope.COMMUNITY, "", WatchLevel.NORMAL),
        (WatchScope.TAG, "python", WatchLevel.MUTED),
        (WatchScope.THREAD, posts[0].id.hex, WatchLevel.WATCHING),
        (WatchScope.THREAD, posts[2].id.hex, WatchLevel.WATCHING),
    ]
    found: list[Any] = []
    after = None
    while True:
        page = ask(small_tower, "ada", "town", ListWatches(limit=1, after=after))
        found += [(row.scope, row.target, row.level) for row in page.items]
        after = page.next
        if after is None:
            break
    assert found == everything
    assert ask(small_tower, "bob", "town", ListWatches()).items == ()


def test_invalid_watches_are_refused(small_tower: Kit) -> None:
    post = question(small_tower)
    answer = reply(small_tower, "bob", post)
    with pytest.raises(Invalid):
        do(small_tower, "ada", "town", WatchThread(thread=answer.id, level=WatchLevel.WATCHING))
    with pytest.raises(Invalid):
        do(small_tower, "ada", "town", WatchTag(tag="two words", level=WatchLevel.WATCHING))
    do(small_tower, "owner", "town", RemovePost(post.id))
    with assert_refused(NotFound, "runtime.not_found"):
        do(small_tower, "ada", "town", WatchThread(thread=post.id, level=WatchLevel.WATCHING))


def test_a_change_of_watch_is_a_fact(small_tower: Kit) -> None:
    (fact,) = emitted_facts(small_tower, "ada", "town", WatchTag(tag="x", level=WatchLevel.WATCHING))
    assert fact == WatchChanged(
        member=id_of(small_tower, "ada"), scope=WatchScope.TAG, target="x", level=WatchLevel.WATCHING
    )


@pytest.fixture
def crowd(tower: Kit) -> tuple[Kit, Post]:
    """2,500 members who watch a thread."""
    post = question(tower, "ada")
    tower.worker().drain()
    with tower.session(SYSTEM, "town") as session:
        people = [context_of(session).new_id() for _ in range(2_500)]
    with tower.database.engine.begin() as connection:
        row = dict(connection.execute(select(membership).where(membership.c.key == "bob")).mappings().one())
        community = row["community_id"]
        keys = [f"one:{number}" for number in range(len(people))]
        at = row["joined_at"]
        connection.execute(
            insert(member),
            [
                {"key": key, "id": id, "created_at": at, "kind": MembershipKind.PERSON}
                for key, id in zip(keys, people, strict=True)
            ],
        )
        connection.execute(
            insert(membership),
            [row | {"id": id, "key": key} for key, id in zip(keys, people, strict=True)],
        )
        follows = {
            "community_id": community,
            "scope": "thread",
            "target": post.id.hex,
            "level": WatchLevel.WATCHING,
        }
        connection.execute(insert(watch), [follows | {"member": id, "at": at} for id in people])
    return tower, post


def test_watchers_are_notified_in_batches_of_constant_cost(crowd: tuple[Kit, Post]) -> None:
    kit, post = crowd
    heard: list[MembersNotified] = []
    kit.on(MembersNotified)(heard.append)
    statements: list[str] = []
    written = reply(kit, "bob", post)
    with kit.session(SYSTEM, "town", read_only=True) as session:
        cause = FactId(context_of(session).new_id())
    counts = []
    after = None
    for _ in range(3):
        kit.database.observer = statements.append
        statements.clear()
        with kit.session(SYSTEM, "town") as session:
            after = session.do(
                NotifyWatchers(
                    post=written.id, cause=cause, scope=WatchScope.THREAD, target=post.id.hex, after=after
                )
            )
        counts.append(len(statements))
        kit.database.observer = None
    # The last chunk is half as large as the others: the number of statements does not depend on it.
    assert ([fact.recipients for fact in heard], after) == ([1_000, 1_000, 501], None)
    assert counts[1] == counts[2] <= 10


def test_a_repeated_delivery_notifies_nobody_twice(crowd: tuple[Kit, Post]) -> None:
    kit, post = crowd
    reply(kit, "bob", post)
    for _ in range(2):
        kit.worker().drain()
        with kit.database.engine.begin() as connection:
            of_thread = inbox.c.kind.startswith("notifications.")
            rows = connection.execute(
                select(inbox.c.member, inbox.c.count.label("many")).where(of_thread)
            ).all()
            connection.execute(update(delivery).values(done_at=None, attempts=0, leased_until=None))
        assert len(rows) == len({row.member for row in rows}) == 2_501
        assert {row.many for row in rows} == {1}


def test_publishing_takes_no_statement_of_notifications(small_tower: Kit) -> None:
    statements: list[str] = []
    small_tower.database.observer = statements.append
    do(small_tower, "ada", "town", CreateThread(kind="question", title="Why?", body="I wonder."))
    small_tower.database.observer = None
    assert not [sql for sql in statements if "commkit_watch" in sql or "commkit_inbox" in sql]
