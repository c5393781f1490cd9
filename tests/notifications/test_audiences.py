"""What has an audience reaches nobody outside of it: no row, no inbox, no count, no mail, no digest, no watch."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commkit import SYSTEM, Denied, Kit, NotFound
from commkit.members import AddGroupMember, RestrictMember
from commkit.notifications import (
    CountUnread,
    DigestFrequency,
    ListInbox,
    ListWatches,
    MarkNotificationRead,
    SetDigestPreference,
    WatchCommunity,
    WatchLevel,
    WatchThread,
)
from commkit.notifications.jobs import NotifyAllMembers
from commkit.notifications.tables import inbox, notification
from commkit.posts import CreateReply, RemovePost
from commkit.runtime.model.ids import FactId
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.audience_town import (
    GUILD,
    INSIDE,
    OPEN,
    OUTSIDE,
    READERS,
    STEWARD,
    WALLED,
    WORDS,
    AudienceTown,
    create_audience_town,
    hidden_words,
    leave_groups,
)
from tests.helpers import ask, assert_refused, do
from tests.notifications.post_office import PostOffice
from tests.notifications.setup import id_of, ring
from tests.sample import OWNER

PLACE = "isle"
MEMBERS = [INSIDE, OUTSIDE, STEWARD, OWNER]
KINDS = ("bells.rang", "notifications.thread")


def town_of(kit: Kit) -> AudienceTown:
    made = create_audience_town(kit, type="tower", place=PLACE, replies=False)
    kit.worker().drain()
    return made


def rows_of(kit: Kit, actor: str) -> int:
    """The rows of these kinds in somebody's inbox, visible or not."""
    counted = (
        select(func.count())
        .select_from(inbox.join(notification, inbox.c.notification == notification.c.id))
        .where(inbox.c.member == id_of(kit, actor, PLACE), notification.c.kind.in_(KINDS))
    )
    with kit.database.engine.connect() as connection:
        return int(connection.execute(counted).scalar_one())


def told(kit: Kit, actor: str) -> set[object]:
    """The posts that somebody's inbox tells of."""
    page = ask(kit, actor, PLACE, ListInbox(limit=100))
    return {row.object for row in page.items if row.kind in KINDS}


@pytest.mark.parametrize("actor", MEMBERS)
def test_nobody_outside_gets_a_row(tower: Kit, actor: str) -> None:
    town = town_of(tower)
    rows_before = {key: ask(tower, key, PLACE, CountUnread()).unread for key in MEMBERS}
    for thread in town.threads.values():
        ring(tower, *MEMBERS, about=thread, place=PLACE, by="ivan")
    expected = {town.threads[name].id for name in READERS[actor]}
    others = rows_before[actor]
    assert told(tower, actor) == expected
    assert ask(tower, actor, PLACE, CountUnread()).unread == others + len(expected)
    assert rows_of(tower, actor) == len(expected)


def test_watchers_of_the_community_outside_get_no_row(tower: Kit) -> None:
    town = town_of(tower)
    for actor in MEMBERS:
        do(tower, actor, PLACE, WatchCommunity(level=WatchLevel.WATCHING))
    do(tower, "ivan", PLACE, CreateReply(town.threads[OPEN].id, "My first post, which stewards are told of."))
    tower.worker().drain()
    before = {actor: rows_of(tower, actor) for actor in MEMBERS}
    seen = {actor: told(tower, actor) for actor in MEMBERS}
    made = {
        name: do(tower, "ivan", PLACE, CreateReply(town.threads[name].id, "A reply.")).id for name in WORDS
    }
    tower.worker().drain()
    for actor in (OUTSIDE, STEWARD, OWNER):
        assert told(tower, actor) - seen[actor] == {made[name] for name in READERS[actor]}
        assert rows_of(tower, actor) == before[actor] + len(READERS[actor])


def test_announcements_go_to_the_audience_only(tower: Kit) -> None:
    town = town_of(tower)
    with tower.session(SYSTEM, PLACE) as session:
        context = context_of(session)
        for thread in town.threads.values():
            context.do(
                NotifyAllMembers(
                    kind="bells.rang", record="Post", object=thread.id, cause=FactId(context.new_id())
                )
            )
    for actor in MEMBERS:
        assert told(tower, actor) == {town.threads[name].id for name in READERS[actor]}
        assert rows_of(tower, actor) == len(READERS[actor])


def test_a_restricted_steward_counts_as_what_they_are_now(tower: Kit) -> None:
    town = town_of(tower)
    do(tower, OWNER, PLACE, RestrictMember(town.members[STEWARD], "silenced", "Enough."))
    ring(tower, STEWARD, about=town.threads[GUILD], place=PLACE)
    assert rows_of(tower, STEWARD) == 0
    ring(tower, OWNER, about=town.threads[GUILD], place=PLACE)  # the control: an owner is none
    assert rows_of(tower, OWNER) == 1


def test_fan_out_and_reading_agree_for_a_removed_post(tower: Kit) -> None:
    town = town_of(tower)
    do(tower, OWNER, PLACE, RemovePost(town.threads[OPEN].id))
    ring(tower, *MEMBERS, about=town.threads[OPEN], place=PLACE)
    for actor in MEMBERS:
        assert rows_of(tower, actor) == len(told(tower, actor))


def test_who_leaves_a_group_loses_its_notifications_at_once(tower: Kit) -> None:
    town = town_of(tower)
    for thread in town.threads.values():
        ring(tower, INSIDE, about=thread, place=PLACE)
        do(tower, INSIDE, PLACE, WatchThread(thread=thread.id, level=WatchLevel.WATCHING))
    before = ask(tower, INSIDE, PLACE, ListInbox()).items
    assert len(before) == 3
    leave_groups(tower, town, INSIDE, PLACE)
    open_thread = town.threads[OPEN].id
    assert told(tower, INSIDE) == {open_thread}
    assert ask(tower, INSIDE, PLACE, CountUnread()).unread == 1
    assert ask(tower, INSIDE, PLACE, ListInbox(limit=1)).next is None, "no gap, no further page"
    assert [watch.target for watch in ask(tower, INSIDE, PLACE, ListWatches()).items] == [open_thread.hex]
    hidden = next(row for row in before if row.object != open_thread)
    with assert_refused(NotFound, "runtime.not_found"):
        do(tower, INSIDE, PLACE, MarkNotificationRead(hidden.id))
    assert rows_of(tower, INSIDE) == 3, "the control: the rows are there, reading hides them"
    do(tower, OWNER, PLACE, AddGroupMember(town.groups[GUILD], town.members[INSIDE]))
    assert ask(tower, INSIDE, PLACE, CountUnread()).unread == 2


def test_a_page_is_one_statement_however_much_is_hidden(tower: Kit) -> None:
    town = town_of(tower)
    for _ in range(30):
        ring(tower, INSIDE, about=town.threads[WALLED], place=PLACE, kind="bells.rang")
        ask_read(tower)
    ring(tower, INSIDE, about=town.threads[OPEN], place=PLACE)
    leave_groups(tower, town, INSIDE, PLACE)
    seen: list[str] = []
    tower.database.observer = seen.append
    assert len(ask(tower, INSIDE, PLACE, ListInbox(limit=2)).items) == 1
    assert ask(tower, INSIDE, PLACE, CountUnread()).unread == 1
    assert len(seen) == 4, "who asks, and the page; who asks, and the count"


def ask_read(kit: Kit) -> None:
    """Read what is in the inbox, so that the next notification is a row of its own."""
    for row in ask(kit, INSIDE, PLACE, ListInbox(unread_only=True)).items:
        do(kit, INSIDE, PLACE, MarkNotificationRead(row.id))


def test_watching_a_hidden_thread_is_like_watching_none(tower: Kit) -> None:
    town = town_of(tower)
    for actor, name in ((OUTSIDE, GUILD), (OUTSIDE, WALLED), (STEWARD, WALLED), (OWNER, WALLED)):
        with assert_refused(NotFound, "runtime.not_found"):
            do(tower, actor, PLACE, WatchThread(thread=town.threads[name].id, level=WatchLevel.WATCHING))


def test_mail_goes_to_the_audience_only(mailing: Kit, office: PostOffice) -> None:
    town = town_of(mailing)
    for thread in town.threads.values():
        ring(mailing, *MEMBERS, about=thread, kind="bells.mailed", place=PLACE, by="ivan")
    mailing.worker().drain()
    for actor in MEMBERS:
        got = "".join(str(mail) for mail in office.mails if f"{actor}@" in str(mail["To"]))
        assert {name for name, word in WORDS.items() if word in got} == READERS[actor], actor
        assert not [word for word in hidden_words(actor) if word in got]


def test_who_left_before_the_mail_was_sent_gets_none(mailing: Kit, office: PostOffice) -> None:
    town = town_of(mailing)
    for thread in town.threads.values():
        ring(mailing, INSIDE, about=thread, kind="bells.mailed", place=PLACE)
    leave_groups(mailing, town, INSIDE, PLACE)
    mailing.worker().drain()
    assert [WORDS[OPEN] in str(mail) for mail in office.mails] == [True]


@pytest.mark.parametrize("leaves", [False, True])
def test_digests_hold_what_the_member_may_see(
    mailing: Kit, office: PostOffice, clock: ManualClock, leaves: bool
) -> None:
    town = town_of(mailing)
    for actor in MEMBERS:
        do(mailing, actor, PLACE, SetDigestPreference(frequency=DigestFrequency.DAILY, hour=8))
    for thread in town.threads.values():
        ring(mailing, *MEMBERS, about=thread, place=PLACE, by="ivan")
    if leaves:
        leave_groups(mailing, town, INSIDE, PLACE)
    mailing.worker().drain()
    office.mails.clear()
    clock.advance(timedelta(days=1))
    mailing.worker().drain()
    for actor in MEMBERS:
        got = "".join(str(mail) for mail in office.mails if f"{actor}@" in str(mail["To"]))
        expected = {OPEN} if leaves and actor == INSIDE else READERS[actor]
        assert {name for name, word in WORDS.items() if word in got} == expected, actor


def test_who_is_banned_is_told_nothing(tower: Kit) -> None:
    town = town_of(tower)
    do(tower, OWNER, PLACE, RestrictMember(town.members[OUTSIDE], "banned", "Enough."))
    ring(tower, INSIDE, about=town.threads[OPEN], place=PLACE)
    with assert_refused(Denied, "runtime.not_permitted"):
        told(tower, OUTSIDE)
