"""Links of posts with business objects: who may link, who sees what, and what nobody is told."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Invalid
from commkit.members import LeaveCommunity
from commkit.notifications import ListInbox
from commkit.posts import CreateThread, Post, RemovePost
from commkit_internal import (
    CircleJoinPolicy,
    LinkObject,
    ListObjectLinks,
    ListThreadsOfObject,
    ObjectReference,
    ReadObjectCards,
    StartCircle,
    UnlinkObject,
)


def test_a_thread_and_an_object_lead_to_each_other(bridge: Any) -> None:
    thread = bridge.linked()
    (found,) = bridge.links("bob", thread)
    assert (found.post, found.linked_by) == (thread.id, bridge.town.member("ada"))
    card = found.card
    assert (card.title, card.state, card.url) == ("Title of D-7", "open", "https://crm.example/deal/D-7")
    assert [(each.label, each.value) for each in card.fields] == [("Sum", "12,000")]
    assert (card.as_of, card.cached) == (bridge.town.clock(), False)
    assert bridge.threads("bob", "D-7") == [thread.id]
    bridge.unlink(thread, "D-7")
    assert bridge.links("bob", thread) == ()
    assert bridge.threads("bob", "D-7") == []


def test_a_reply_is_linked_too_and_a_thread_is_named_once(bridge: Any) -> None:
    thread = bridge.linked()
    reply = bridge.reply(thread)
    bridge.link(reply, "D-7", by="bob")
    assert {each.post for each in bridge.links("ada", thread)} == {thread.id, reply.id}
    assert bridge.threads("ada", "D-7") == [thread.id]
    bridge.town.do("bob", RemovePost(reply.id))
    assert [each.post for each in bridge.links("ada", thread)] == [thread.id]


def test_who_may_not_see_an_object_is_told_what_they_are_told_of_none(bridge: Any) -> None:
    thread, bare = bridge.linked(people=("ada",)), bridge.town.topic()
    for reader in ("bob", "stew", "pat", "lex", SYSTEM):
        assert bridge.links(reader, thread) == bridge.links(reader, bare) == ()
        assert bridge.threads(reader, "D-7") == bridge.threads(reader, "D-0") == []
        assert bridge.cards(reader, "D-7", "D-0").cards == ()
    assert bridge.keys("ada", thread) == ["D-7"]


def test_who_links_must_see_the_object_and_is_not_told_whether_it_is_there(bridge: Any) -> None:
    bridge.business.add("D-7", "ada")
    told = []
    for key in ("D-7", "D-0"):
        thread = bridge.town.topic()
        bridge.link(thread, key, by="bob")
        assert bridge.links("ada", thread) == ()
        (first, *_) = bridge.ask("bob", ListInbox()).items
        assert first.object == thread.id
        told.append((first.kind, first.record))
    assert told[0] == told[1]
    assert told[0][0] == "internal.object_link_refused"
    assert bridge.business.told == {}


def test_a_link_of_somebody_else_is_not_told_when_one_links_the_same(bridge: Any) -> None:
    thread = bridge.linked(people=("ada",))
    bridge.link(thread, "D-7", by="bob")  # refused
    bridge.business.permitted["deal", "D-7"].add("bob")
    bridge.link(thread, "D-7", by="bob")  # the same is linked already
    assert len(bridge.links("bob", thread)) == 1
    bridge.unlink(thread, "D-7", by="bob")  # it is ada's
    assert len(bridge.links("bob", thread)) == 1


def test_stewards_unlink_any_and_are_not_told_whether_there_was_one(bridge: Any) -> None:
    thread = bridge.linked(people=("ada",))
    assert bridge.town.do("stew", UnlinkObject(thread.id, "deal", "D-0")) is None
    assert bridge.town.do("stew", UnlinkObject(thread.id, "deal", "D-7")) is None
    assert bridge.keys("ada", thread) == []


def test_what_is_taken_back_before_the_system_answers_is_never_there(bridge: Any) -> None:
    bridge.business.add("D-7", "ada")
    thread = bridge.town.topic()
    bridge.town.do("ada", LinkObject(thread.id, "deal", "D-7"))
    bridge.unlink(thread, "D-7")
    assert bridge.keys("ada", thread) == []
    assert bridge.business.told == {}


def test_the_host_links_without_being_asked(bridge: Any) -> None:
    bridge.business.add("D-7", "ada")
    thread = bridge.town.topic()
    bridge.link(thread, "D-7", by=SYSTEM)
    assert [each.linked_by for each in bridge.links("ada", thread)] == [None]
    assert bridge.business.asked()[0]["reader"]["key"] == "ada"


def test_threads_that_one_does_not_see_are_not_listed(bridge: Any) -> None:
    thread = bridge.linked()
    bridge.town.do("stew", RemovePost(thread.id))
    assert bridge.threads("bob", "D-7") == []


def test_what_stands_behind_walls_is_linked_with_nothing(bridge: Any) -> None:
    bridge.business.add("D-7", "ada")
    circle = bridge.town.do("ada", StartCircle("Parents", join_policy=CircleJoinPolicy.OPEN))
    inside = bridge.town.do("ada", CreateThread(kind="topic", title="T", body="B", space=circle.space))
    with bridge.town.refused("internal.walled_link", Denied):
        bridge.town.do("ada", LinkObject(inside.id, "deal", "D-7"))


def test_who_left_meanwhile_links_nothing(bridge: Any) -> None:
    bridge.business.add("D-7", "ada")
    thread = bridge.town.topic("bob")
    bridge.town.do("ada", LinkObject(thread.id, "deal", "D-7"))
    bridge.town.do("ada", LeaveCommunity())
    bridge.work()
    assert bridge.business.asked() == []  # nobody is asked for them


def test_links_of_who_was_erased_stay_and_what_they_still_wanted_is_not_asked_for(bridge: Any) -> None:
    topic: Post = bridge.town.topic("bob")
    bridge.business.add("D-7", "ada", "bob")
    bridge.link(topic, "D-7")
    waits = bridge.town.topic("bob")
    bridge.town.do("ada", LinkObject(waits.id, "deal", "D-7"))
    bridge.town.erase("ada")
    bridge.work()
    assert bridge.keys("bob", topic) == ["D-7"]
    assert bridge.links("bob", waits) == ()
    assert [each["reader"]["key"] for each in bridge.business.asked()] == ["ada", "bob"]


def test_one_member_links_a_post_with_twenty_objects(bridge: Any) -> None:
    thread = bridge.town.topic()
    for number in range(20):
        bridge.town.do("ada", LinkObject(thread.id, "deal", f"D-{number}"))
    with bridge.town.refused("internal.too_many_links"):
        bridge.town.do("ada", LinkObject(thread.id, "deal", "D-20"))


def test_a_session_that_writes_waits_for_no_other_system(bridge: Any) -> None:
    thread, bare = bridge.linked(), bridge.town.topic()
    asked = len(bridge.business.requests)
    for query in (
        ListObjectLinks(thread.id),
        ListObjectLinks(bare.id),
        ListThreadsOfObject("deal", "D-7"),
        ReadObjectCards((ObjectReference("deal", "D-7"),)),
    ):
        with (
            bridge.town.refused("internal.reading_waits", Denied),
            bridge.town.kit.session("ada", "work") as session,
        ):
            session.ask(query)
    assert len(bridge.business.requests) == asked


@pytest.mark.parametrize("query", [
    ListThreadsOfObject("boat", "1"),
    ReadObjectCards((ObjectReference("boat", "1"),)),
    ReadObjectCards((ObjectReference("deal", "1"), ObjectReference("deal", "1"))),
])  # fmt: skip
def test_unknown_kinds_and_repeated_objects_are_refused(bridge: Any, query: Any) -> None:
    with pytest.raises(Invalid):
        bridge.ask("ada", query)


def test_without_a_business_system_nothing_is_linked(town: Any) -> None:
    topic = town.topic()
    with town.refused("internal.no_business_system", Denied):
        town.do("ada", LinkObject(topic.id, "deal", "D-7"))
    assert town.ask("ada", ListObjectLinks(topic.id)) == ()


def test_a_page_of_a_hundred_objects_is_one_call_and_a_constant_number_of_statements(bridge: Any) -> None:
    thread = bridge.town.topic()
    for number in range(100):
        bridge.business.add(f"D-{number}", "ada")
    for number in range(2):
        bridge.town.do(SYSTEM, LinkObject(thread.id, "deal", f"D-{number}"))
    with bridge.town.counted() as few:
        assert len(bridge.links("ada", thread)) == 2
    for number in range(2, 100):
        bridge.town.do(SYSTEM, LinkObject(thread.id, "deal", f"D-{number}"))
    bridge.business.requests.clear()
    with bridge.town.counted() as many:
        assert len(bridge.links("ada", thread)) == 100
    assert len(many) == len(few)
    assert len(bridge.business.asked()) == 1
    asked = len(bridge.business.asked()[0]["objects"])
    assert asked == 100
    assert len(bridge.cards("ada", *(f"D-{number}" for number in range(100))).cards) == 100


def test_a_thread_is_about_a_hundred_objects_at_most(bridge: Any) -> None:
    thread = bridge.town.topic()
    bridge.business.add("D-100", "ada")
    for number in range(100):
        bridge.town.do(SYSTEM, LinkObject(thread.id, "deal", f"D-{number}"))
    bridge.link(thread, "D-100")
    assert bridge.town.inbox("ada")[0][0] == "internal.object_link_refused"


def test_threads_are_listed_in_pages(bridge: Any) -> None:
    bridge.business.add("D-7", "ada")
    threads = [bridge.town.topic() for _ in range(5)]
    for thread in threads:
        bridge.town.do(SYSTEM, LinkObject(thread.id, "deal", "D-7"))
    found, after = [], None
    while True:
        page = bridge.ask("ada", ListThreadsOfObject("deal", "D-7", limit=2, after=after))
        found += [each.thread for each in page.items]
        after = page.next
        if after is None:
            break
    assert found == sorted((thread.id for thread in threads), reverse=True)


def test_a_card_is_as_old_as_the_business_system_says(bridge: Any) -> None:
    thread = bridge.linked()
    earlier = bridge.town.clock() - timedelta(hours=3)
    bridge.business.objects["deal", "D-7"]["as_of"] = earlier.isoformat()
    assert bridge.links("ada", thread)[0].card.as_of == earlier
