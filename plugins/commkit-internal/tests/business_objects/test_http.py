"""The business system over HTTP, on loopback: slow, wrong, large, elsewhere, unavailable, or about something else."""

import json
import socket
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from commkit import CommunityId, Invalid, MemberId
from commkit.fetching import FetchPolicy
from commkit_internal import BusinessSystemUnreachable, LinkObject, ObjectReader, ObjectReference
from commkit_internal.business_http import HttpBusinessSystem
from commkit_internal.business_objects.ports import CardCache
from tests.business_system import LOOPBACK, SECRET, Business, Reply
from tests.http_servers import Request

JSON = {"content-type": "application/json"}
ADA = ObjectReader(CommunityId(uuid4()), MemberId(uuid4()), "ada")


def replaced(status: int = 200, body: bytes = b"", **headers: str) -> Callable[[Request, Reply], Reply]:
    """An answer in the place of the right one."""
    return lambda request, right: (status, headers, body)


def spoiled(**values: Any) -> Callable[[Request, Reply], Reply]:
    """The right answer, with other values of its first card."""

    def spoil(request: Request, right: Reply) -> Reply:
        answer = json.loads(right[2])
        answer["cards"][0] |= values
        return 200, JSON, json.dumps(answer).encode()

    return spoil


def changed(**values: Any) -> Callable[[Request, Reply], Reply]:
    """The right answer, with other values around its cards."""
    return lambda request, right: (200, JSON, json.dumps(json.loads(right[2]) | values).encode())


def twice(request: Request, right: Reply) -> Reply:
    answer = json.loads(right[2])
    return 200, JSON, json.dumps(answer | {"cards": answer["cards"] * 2}).encode()


TROUBLE = {
    "broken": replaced(500),
    "unavailable": replaced(503),
    "too many": replaced(429),
    "not signed in": replaced(401),
    "elsewhere": replaced(302, location="/elsewhere"),
    "gone elsewhere": replaced(308, location="https://crm.example/cards"),
    "HTML": replaced(200, b"<html><h1>Please sign in</h1></html>"),
    "empty": replaced(200),
    "a list": replaced(200, b"[]"),
    "null": replaced(200, b"null"),
    "deep": replaced(200, b"[" * 100_000),
    "2 MB": replaced(200, b" " * 2_000_000),
    "broken text": replaced(200, b"\xff\xfe"),
    "another request": changed(request=str(uuid4())),
    "no cards": changed(cards=None),
    "cards that are an object": changed(cards={"deal": "D-7"}),
    "a card that is a text": changed(cards=["D-7"]),
    "a card twice": twice,
    "another object's card": spoiled(key="D-8"),
    "a number for a title": spoiled(title=7),
    "no state": spoiled(state=None),
    "NUL in a state": spoiled(state="a\0b"),
    "half a sign": spoiled(state="\ud800"),
    "fields that are an object": spoiled(fields={"Sum": "1"}),
    "a field without a value": spoiled(fields=[{"label": "Sum"}]),
    "a moment without a zone": spoiled(as_of="2026-03-02T09:00:00"),
    "no moment": spoiled(as_of="soon"),
    "an address that is a number": spoiled(url=7),
}


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=TROUBLE)
def test_what_is_no_answer_shows_nothing_and_says_so(business: Business, trouble: Any) -> None:
    business.add("D-7", "ada")
    system = HttpBusinessSystem(business.url, SECRET, policy=LOOPBACK)
    (card,) = system.read((ObjectReference("deal", "D-7"),), ADA)
    assert card.title == "Title of D-7"
    business.fault = trouble
    with pytest.raises(BusinessSystemUnreachable) as caught:
        system.read((ObjectReference("deal", "D-7"),), ADA)
    assert caught.value.code == "internal.business_system_unreachable"
    assert len(business.requests) == 2  # no redirect was followed


def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_one_that_is_not_there_does_not_answer() -> None:
    system = HttpBusinessSystem(closed_port(), SECRET, policy=LOOPBACK)
    with pytest.raises(BusinessSystemUnreachable):
        system.read((ObjectReference("deal", "D-7"),), ADA)


def test_a_slow_one_is_not_waited_for(bridge: Any) -> None:
    def slow(request: Request, right: Reply) -> Reply:
        bridge.business.ended.wait(2)
        return right

    thread = bridge.linked()
    bridge.business.fault = slow
    assert bridge.links("bob", thread) == ()
    assert bridge.cards("bob", "D-7").answered is False


# --- what was shown before ----------------------------------------------------------------------------------------


def test_who_was_shown_a_card_is_shown_it_again_for_a_while(bridge: Any) -> None:
    thread = bridge.linked()
    bridge.town.clock.advance(timedelta(minutes=1))
    (fresh,) = bridge.links("bob", thread)
    bridge.business.fault = replaced(503)
    bridge.town.clock.advance(timedelta(minutes=14))
    (old,) = bridge.links("bob", thread)
    assert (old.card.title, old.card.cached, old.card.as_of) == ("Title of D-7", True, fresh.card.as_of)
    assert bridge.threads("bob", "D-7") == [thread.id]
    cards = bridge.cards("bob", "D-7")
    assert ([each.cached for each in cards.cards], cards.answered) == ([True], False)
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.links("bob", thread) == ()
    assert bridge.threads("bob", "D-7") == []


def test_what_one_reader_was_shown_is_shown_to_no_other(bridge: Any) -> None:
    thread = bridge.linked(people=("ada", "bob", "cid"))
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.keys("bob", thread) == ["D-7"]
    bridge.business.fault = replaced(503)
    assert bridge.keys("bob", thread) == ["D-7"]
    assert bridge.keys("cid", thread) == []  # they may, and nobody says so


def test_who_lost_the_permission_is_shown_nothing_when_the_system_fails_next(bridge: Any) -> None:
    thread = bridge.linked()
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.keys("bob", thread) == ["D-7"]
    bridge.business.permitted["deal", "D-7"].discard("bob")
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.keys("bob", thread) == []
    bridge.business.fault = replaced(503)
    assert bridge.keys("bob", thread) == []


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_system_that_refuses_shows_nothing_from_before(bridge: Any, status: int) -> None:
    thread = bridge.linked()
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.keys("bob", thread) == ["D-7"]
    bridge.business.fault = replaced(status)
    assert bridge.keys("bob", thread) == []
    assert bridge.cards("bob", "D-7").answered


def test_a_late_answer_takes_no_place_of_a_later_one(bridge: Any) -> None:
    bridge.business.add("D-7", "ada")
    system = HttpBusinessSystem(bridge.business.url, SECRET, policy=LOOPBACK)
    reference = ObjectReference("deal", "D-7")
    (card,) = system.read((reference,), ADA)
    first = bridge.town.clock()
    later = first + timedelta(seconds=1)
    cache = CardCache(size=2)
    cache.put(ADA, reference, None, later)
    cache.put(ADA, reference, card, first)
    assert cache.find(ADA, reference, since=first - timedelta(days=1)) is None
    for key in ("D-1", "D-2", "D-3"):
        cache.put(ADA, ObjectReference("deal", key), card, first)
    found = [
        cache.find(ADA, ObjectReference("deal", key), since=first - timedelta(days=1)) is not None
        for key in ("D-1", "D-2", "D-3")
    ]
    assert found == [False, True, True]


# --- out ----------------------------------------------------------------------------------------------------------


def test_the_system_is_told_of_links_without_names_and_texts(bridge: Any) -> None:
    thread = bridge.linked()
    bridge.unlink(thread, "D-7")
    first, second = bridge.business.told.values()
    assert (first["type"], second["type"]) == ("object.linked", "object.unlinked")
    assert first["data"] == second["data"] == {
        "kind": "deal",
        "key": "D-7",
        "community": first["data"]["community"],
        "thread": str(thread.id),
        "post": str(thread.id),
    }  # fmt: skip


@pytest.mark.parametrize("status", [302, 401, 429, 500, 503])
def test_a_notice_that_did_not_arrive_is_sent_again_under_the_same_id(bridge: Any, status: int) -> None:
    bridge.business.add("D-7", "ada")
    thread = bridge.town.topic()
    bridge.town.do("ada", LinkObject(thread.id, "deal", "D-7"))
    bridge.business.faults = [lambda request, right: right, replaced(status)]
    assert bridge.work().failed == 1
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.work().failed == 0
    first, second = [each for each in bridge.business.requests if each.path.endswith("/links")]
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
    assert len(bridge.business.told) == 1


@pytest.mark.parametrize("status", [403, 404, 410, 422])
def test_a_notice_that_is_never_taken_is_not_sent_again(bridge: Any, status: int) -> None:
    bridge.business.add("D-7", "ada")
    thread = bridge.town.topic()
    bridge.business.faults = [lambda request, right: right, replaced(status)]
    bridge.link(thread, "D-7")
    bridge.town.clock.advance(timedelta(hours=1))
    assert bridge.work().done == 0
    assert bridge.keys("ada", thread) == ["D-7"]


def test_a_link_waits_while_the_system_does_not_answer_and_is_refused_in_the_end(bridge: Any) -> None:
    bridge.business.add("D-7", "ada")
    thread = bridge.town.topic()
    bridge.business.fault = replaced(503)
    bridge.link(thread, "D-7")
    assert bridge.links("ada", thread) == ()
    assert bridge.town.inbox("ada") == []
    parked = 0
    for _ in range(100):
        bridge.town.clock.advance(timedelta(days=1))
        parked += bridge.work().parked
        if parked:
            break
    assert parked == 1
    bridge.business.fault = None
    bridge.work()
    assert bridge.links("ada", thread) == ()
    assert bridge.town.inbox("ada")[0][0] == "internal.object_link_refused"


def test_a_link_that_waited_is_there_once_the_system_answers(bridge: Any) -> None:
    bridge.business.add("D-7", "ada")
    thread = bridge.town.topic()
    bridge.business.faults = [replaced(503)]
    bridge.link(thread, "D-7")
    assert bridge.links("ada", thread) == ()
    bridge.town.clock.advance(timedelta(minutes=1))
    bridge.work()
    assert bridge.keys("ada", thread) == ["D-7"]


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("crm.example", SECRET),
        ("file:///etc/passwd", SECRET),
        ("http://crm.example", SECRET),
        ("https://127.0.0.1/", SECRET),
        ("https://crm.example", "whsec_!"),
        ("https://crm.example", ""),
    ],
)
def test_a_bad_address_or_secret_is_refused_at_construction(url: str, secret: str) -> None:
    with pytest.raises(Invalid) as caught:
        HttpBusinessSystem(url, secret)
    assert caught.value.code == "internal.bad_business_system"


def test_a_private_address_is_called_only_where_the_host_allows_it(business: Business) -> None:
    with pytest.raises(Invalid):
        HttpBusinessSystem(business.url, SECRET, policy=FetchPolicy(allow_http=True))


def test_the_secret_is_not_in_the_repr() -> None:
    assert "whsec" not in repr(HttpBusinessSystem("https://crm.example", SECRET))
