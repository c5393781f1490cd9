"""Signed events of the business system: what they change, and what is no event."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM
from commkit.notifications import WatchLevel, WatchThread
from commkit.posts import RemovePost
from commkit_internal import ObjectChange, RecordObjectChange
from tests.business_system import event, signed
from tests.http_servers import Request

OTHER = "whsec_" + "QUJD" * 8


def unavailable(request: Request, right: Any) -> Any:
    return 503, {}, b""


def shown_before(bridge: Any) -> Any:
    """A thread whose card bob was shown, with a system that does not answer any more."""
    thread = bridge.linked()
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.keys("bob", thread) == ["D-7"]
    bridge.town.clock.advance(timedelta(minutes=1))
    bridge.business.fault = unavailable
    assert bridge.keys("bob", thread) == ["D-7"]
    return thread


@pytest.mark.parametrize("change", ["changed", "permissions_changed", "deleted"])
def test_no_card_from_before_a_change_is_shown(bridge: Any, change: str) -> None:
    thread = shown_before(bridge)
    assert bridge.send(signed(event("D-7", change))).status == 204
    assert bridge.links("bob", thread) == ()


def test_an_event_about_another_object_changes_nothing(bridge: Any) -> None:
    thread = shown_before(bridge)
    for told in (event("D-8"), event("D-7", kind="order"), event("D-7", kind="boat")):
        assert bridge.send(signed(told)).status == 204  # whether it is known here is not told
    assert bridge.keys("bob", thread) == ["D-7"]


def test_a_deleted_object_has_no_links_any_more(bridge: Any) -> None:
    thread = bridge.linked()
    assert bridge.send(signed(event("D-7", "deleted"))).status == 204
    bridge.work()
    assert bridge.links("bob", thread) == ()
    assert bridge.threads("bob", "D-7") == []
    assert len(bridge.business.told) == 1  # it knows that it deleted it
    bridge.link(thread, "D-7")
    assert bridge.keys("bob", thread) == ["D-7"]


def _without(headers: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in headers.items() if key != name}


SPOILT: dict[str, Callable[..., Any]] = {
    "unsigned": lambda headers, body: ({}, body),
    "no id": lambda headers, body: (_without(headers, "webhook-id"), body),
    "no time": lambda headers, body: (_without(headers, "webhook-timestamp"), body),
    "one byte more": lambda headers, body: (headers, body + b" "),
    "another change": lambda headers, body: (headers, body.replace(b"changed", b"deleted")),
    "another id": lambda headers, body: (headers | {"webhook-id": "msg_other"}, body),
    "no number": lambda headers, body: (headers | {"webhook-timestamp": "nan"}, body),
    "another signature": lambda headers, body: (headers | {"webhook-signature": "v1,AAAA"}, body),
    "no signature": lambda headers, body: (headers | {"webhook-signature": "v1"}, body),
    "broken text": lambda headers, body: (headers, b"\xff\xfe"),
    "another secret": lambda headers, body: signed(event("D-7"), secret=OTHER),
    "too old": lambda headers, body: signed(event("D-7"), age=timedelta(minutes=6)),
    "too early": lambda headers, body: signed(event("D-7"), age=-timedelta(minutes=6)),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_an_event_that_is_not_signed_as_it_is_changes_nothing(bridge: Any, spoil: Any) -> None:
    thread = shown_before(bridge)
    message = signed(event("D-7"))
    refused = bridge.send(spoil(*message))
    assert refused.status == 403, refused.body
    assert b"internal.bad_signature" in refused.body
    assert bridge.keys("bob", thread) == ["D-7"]
    assert bridge.send(message).status == 204  # the control: as it was signed it is taken
    assert bridge.links("bob", thread) == ()


def test_a_replayed_event_changes_nothing_and_another_one_with_its_id_is_refused(bridge: Any) -> None:
    thread = bridge.linked()
    message = signed(event("D-7"), id="msg_1")
    assert bridge.send(message).status == 204
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.keys("bob", thread) == ["D-7"]
    bridge.town.clock.advance(timedelta(minutes=1))
    bridge.business.fault = unavailable
    assert bridge.send(message).status == 204
    assert bridge.send(signed(event("D-7"), id="msg_1")).status == 204  # sent again, and signed anew
    assert bridge.send(signed(event("D-7", "deleted"), id="msg_1")).status == 409
    assert bridge.keys("bob", thread) == ["D-7"]
    assert bridge.send(signed(event("D-7"), id="msg_2")).status == 204  # the control
    assert bridge.keys("bob", thread) == []


@pytest.mark.parametrize(
    "values",
    [
        "no json",
        "[]",
        "[" * 5_000,
        {},
        {"type": "object.changed"},
        {"type": "object.linked", "data": {"kind": "deal", "key": "D-7"}},
        {"type": ["object.changed"], "data": {"kind": "deal", "key": "D-7"}},
        event("D-7", news="yes"),
        event(""),
        event("D" * 101),
        event("a\0b"),
        event("D-7", kind=""),
        {"type": "object.changed", "data": {"kind": "deal", "key": 7}},
        {"type": "object.changed", "data": []},
    ],
)
def test_signed_but_malformed_events_are_refused(bridge: Any, values: Any) -> None:
    refused = bridge.send(signed(values))
    assert refused.status in (400, 422), refused.body
    assert b"internal.bad_event" in refused.body


def test_an_event_is_64_kib_long_at_most(bridge: Any) -> None:
    assert bridge.send(signed(event("D-7", more="x" * 70_000))).status in (400, 413, 422)
    assert bridge.send(signed(event("D-7", more="x" * 60_000))).status == 204


def test_there_is_nothing_below_the_address(bridge: Any) -> None:
    assert bridge.send(signed(event("D-7")), path="/internal/object-events/more").status == 404


def test_where_nobody_sends_events_there_is_no_such_address(eventless: Any) -> None:
    assert eventless.send(signed(event("D-7"))).status == 404


def test_followers_who_may_see_the_object_are_told_of_news_once(bridge: Any) -> None:
    thread = bridge.linked(people=("ada", "bob", "cid"))
    for name in ("bob", "cid", "sten"):
        bridge.town.do(name, WatchThread(thread=thread.id, level=WatchLevel.WATCHING))
    bridge.business.permitted["deal", "D-7"].discard("cid")
    bridge.send(signed(event("D-7")))  # no news
    bridge.work()
    assert bridge.town.inbox("bob") == []
    message = signed(event("D-7", news=True))
    for _ in range(2):
        bridge.send(message)
        bridge.work()
    told = {name: [kind for kind, _ in bridge.town.inbox(name)] for name in ("bob", "cid", "sten")}
    assert told == {"bob": ["internal.object_changed"], "cid": [], "sten": []}


def test_followers_are_told_once_after_the_system_did_not_answer(bridge: Any) -> None:
    thread = bridge.linked()
    bridge.town.do("bob", WatchThread(thread=thread.id, level=WatchLevel.WATCHING))
    bridge.business.fault = unavailable
    bridge.send(signed(event("D-7", news=True)))
    assert bridge.work().failed >= 1
    bridge.business.fault = None
    bridge.town.clock.advance(timedelta(minutes=1))
    bridge.work()
    assert len(bridge.town.inbox("bob")) == 1


def test_followers_who_do_not_see_the_thread_are_not_asked_for(bridge: Any) -> None:
    thread = bridge.linked()
    bridge.town.do("bob", WatchThread(thread=thread.id, level=WatchLevel.WATCHING))
    bridge.town.do("stew", RemovePost(thread.id))
    asked = len(bridge.business.asked())
    bridge.send(signed(event("D-7", news=True)))
    bridge.work()
    assert "bob" not in [each["reader"]["key"] for each in bridge.business.asked()[asked:]]
    assert bridge.town.inbox("bob") == []


def test_a_host_records_changes_itself(bridge: Any) -> None:
    bridge.linked()
    told = bridge.town.emitted(SYSTEM, RecordObjectChange("deal", "D-7", ObjectChange.CHANGED))
    assert told == ["internal.object_changed"]
    assert bridge.town.emitted(SYSTEM, RecordObjectChange("deal", "D-0", ObjectChange.CHANGED)) == []
