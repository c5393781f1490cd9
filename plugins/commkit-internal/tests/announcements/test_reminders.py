"""Who has not acknowledged something is reminded, and then their manager and the people partners are told who."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Denied, NotFound
from commkit.members import AssignRole, JoinCommunity, LeaveCommunity, RestrictMember
from commkit.notifications import ListInbox
from commkit.posts import RemovePost, RestorePost
from commkit_articles import RetireArticle
from commkit_internal import (
    AcknowledgeAnnouncement,
    AnnouncementSettings,
    EndMustRead,
    ListMissingReaders,
    MoveUnit,
    ReadMustRead,
    ReadOverdueReaders,
    SetUnitManager,
)
from commkit_internal.announcements.must_reads.policy import Done, ReminderRule
from commkit_internal.jobs import RemindReaders
from tests.plugin_town import MONDAY

REMINDED, OVERDUE = "internal.must_read", "internal.must_read_overdue"
DAY = timedelta(days=1)


def sales(town: Any, *names: str, manager: str | None = "cid") -> Any:
    unit = town.unit("Sales", manager=town.member(manager) if manager else None)
    for name in names:
        town.place(name, unit.id)
    return unit


def days_of(town: Any, name: str, kind: str = REMINDED) -> list[int]:
    """On which days after Monday somebody was notified."""
    page = town.ask(name, ListInbox(limit=100))
    return sorted((item.at - MONDAY).days for item in page.items if item.kind == kind)


def each_day(town: Any, days: int) -> None:
    for _ in range(days):
        town.pass_time(days=1)


def names_of(town: Any, reader: str) -> list[set[Any]]:
    """The members that each escalation tells somebody."""
    page = town.ask(reader, ListInbox(limit=100))
    found = {item.object for item in page.items if item.kind == OVERDUE}
    return [set(town.ask(reader, ReadOverdueReaders(one)).members) for one in found]


def reminded(town: Any, post: Any) -> dict[Any, int]:
    page = town.ask("pat", ListMissingReaders(post.id, limit=100))
    return {one.member: one.reminders for one in page.items}


def test_reminders_come_before_and_when_it_is_due(town: Any) -> None:
    unit = sales(town, "ada", "bob")
    post = town.must_read(units=(unit.id,))
    each_day(town, 5)
    assert reminded(town, post) == {town.member("ada"): 1, town.member("bob"): 1}
    town.do("bob", AcknowledgeAnnouncement(post.id, 1))
    each_day(town, 10)
    assert reminded(town, post) == {town.member("ada"): 3}
    assert [kind for kind, _ in town.inbox("ada")] == [REMINDED]  # a bundle of three


def test_those_above_are_told_who_is_late_and_nothing_else(town: Any) -> None:
    unit = sales(town, "ada", "bob", "cid")
    post = town.must_read(units=(unit.id,))
    town.do("bob", AcknowledgeAnnouncement(post.id, 1))
    each_day(town, 8)
    ada, cid = town.member("ada"), town.member("cid")
    assert names_of(town, "cid") == [{ada}]  # cid leads nobody else who is late, and has nobody above
    assert names_of(town, "pat") == names_of(town, "pam") == [{ada, cid}]
    assert names_of(town, "stew") == names_of(town, "bob") == []
    (item,) = [one for one in town.ask("cid", ListInbox(limit=100)).items if one.kind == OVERDUE]
    with town.refused("runtime.not_found", NotFound):
        town.ask("ada", ReadOverdueReaders(item.object))
    town.do("ada", AcknowledgeAnnouncement(post.id, 1))
    assert names_of(town, "cid") == [set()]
    assert names_of(town, "pat") == [{cid}]


def test_a_manager_outside_of_the_audience_learns_names_only(town: Any) -> None:
    company = town.unit("Company", manager=town.member("cid"))
    team = town.unit("Team", company.id)
    town.place("ada", team.id)
    town.must_read(units=(team.id,))
    each_day(town, 8)
    assert names_of(town, "cid") == [{town.member("ada")}]
    assert town.title_seen("cid") == []
    town.do("pat", SetUnitManager(company.id, town.member("bob")))
    assert names_of(town, "cid") == [set()]
    town.do("owner", AssignRole(town.member("pam"), "member"))
    assert [one.kind for one in town.ask("pam", ListInbox(limit=100)).items if one.kind == OVERDUE] == []


def test_who_is_out_is_not_chased(town: Any) -> None:
    unit = sales(town, "ada", "bob", "cid", "stew", manager=None)
    post = town.must_read(units=(unit.id,))
    town.do("ada", LeaveCommunity())
    town.do("stew", RestrictMember(town.member("bob"), "banned", reason="They broke the rules."))
    town.place("cid", town.unit("Other").id)
    each_day(town, 8)
    assert reminded(town, post) == {town.member("stew"): 3}
    assert names_of(town, "pat") == [{town.member("stew")}]
    assert [kind for kind, _ in town.inbox("cid")] == []


def test_who_joins_later_is_reminded_at_their_own_time(town: Any) -> None:
    unit = sales(town, "bob")
    post = town.must_read(units=(unit.id,))
    each_day(town, 20)
    town.do("dan", JoinCommunity())
    town.place("dan", unit.id)
    dan = town.member("dan")
    each_day(town, 4)
    assert reminded(town, post)[dan] == 0
    assert names_of(town, "cid") == [{town.member("bob")}]
    each_day(town, 5)
    assert reminded(town, post)[dan] == 3
    assert names_of(town, "cid") == [{town.member("bob"), dan}]


def test_nobody_is_reminded_of_what_ended(town: Any) -> None:
    posts = [town.must_read(title=title) for title in ("One", "Two")]
    town.do("pat", RetireArticle(town.article_of(posts[0]), "It was wrong."))
    town.do("pat", EndMustRead(posts[1].id))
    each_day(town, 9)
    assert town.inbox("ada") == town.inbox("pam") == []


def test_what_was_removed_and_restored_is_reminded_of(town: Any) -> None:
    post = town.must_read()
    town.do("stew", RemovePost(post.id, reason="By mistake"))
    each_day(town, 9)
    assert town.inbox("ada") == []
    town.do("stew", RestorePost(post.id))
    each_day(town, 2)
    assert reminded(town, post)[town.member("ada")] == 1


def test_settings_say_how_often(make_town: Any) -> None:
    town = make_town(
        announcements=AnnouncementSettings(max_reminders=1, remind_before=3 * DAY, escalate_after=2 * DAY)
    )
    post = town.must_read()
    ada = town.member("ada")
    each_day(town, 3)
    assert reminded(town, post)[ada] == 0
    each_day(town, 5)
    assert reminded(town, post)[ada] == 1
    assert names_of(town, "pat") == []
    each_day(town, 1)
    assert ada in names_of(town, "pat")[0]


def test_a_unit_is_moved_while_reminders_run(town: Any) -> None:
    company = town.unit("Company", manager=town.member("cid"))
    other = town.unit("Other", manager=town.member("stew"))
    team = town.unit("Team", company.id)
    town.place("ada", team.id)
    town.place("bob", company.id)
    post = town.must_read(units=(company.id,))
    must = town.ask("ada", ReadMustRead(post.id))
    town.clock.advance(8 * DAY)
    town.at_once(
        lambda: town.do("pam", MoveUnit(team.id, other.id)),
        lambda: town.do(SYSTEM, RemindReaders(must.id, must.version)),
        lambda: town.do(SYSTEM, RemindReaders(must.id, must.version)),
    )
    town.kit.worker().drain()
    assert reminded(town, post) == {town.member("bob"): 1}
    assert names_of(town, "cid") == [{town.member("bob")}]


def test_only_the_worker_reminds(town: Any) -> None:
    post = town.must_read()
    must = town.ask("ada", ReadMustRead(post.id))
    for name in ("ada", "pat", "owner"):
        with town.refused("runtime.not_permitted", Denied):
            town.do(name, RemindReaders(must.id, must.version))


spans = st.integers(0, 60).map(lambda hours: timedelta(hours=hours))


@given(before=spans, every=spans, most=st.integers(0, 10), looks=st.lists(st.integers(1, 20), max_size=40))
def test_reminders_are_never_too_many_nor_after_the_first_one_when_due(
    before: timedelta, every: timedelta, most: int, looks: list[int]
) -> None:
    rule = ReminderRule(before, every, most, timedelta())
    due, now, done = MONDAY + 3 * DAY, MONDAY, Done(0, None, False)
    sent = []
    for hours in looks:
        now += timedelta(hours=hours)
        if rule.reminds(due, done, now):
            sent.append(now)
            done = Done(done.reminders + 1, now, False)
    assert len(sent) <= most
    assert all(moment >= due - before for moment in sent)
    assert sum(moment >= due for moment in sent) <= 1
    early = [moment for moment in sent if moment < due]
    assert all(later - earlier >= every for earlier, later in pairwise(early))
