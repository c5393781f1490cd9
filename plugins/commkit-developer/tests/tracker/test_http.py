"""The tracker over HTTP, on loopback: slow, wrong, unavailable, twice, late, never, with HTML, with another issue."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from commkit import SYSTEM, Denied, Invalid
from commkit.fetching import FetchPolicy
from commkit_developer import (
    ConfirmFix,
    IssueDraft,
    IssueState,
    LinkIssue,
    RecordIssue,
    RecordRelease,
    TrackerRefused,
    TrackerUnreachable,
)
from commkit_developer.tracker_http import HttpIssueTracker
from tests.http_servers import Request, tcp_server
from tests.issue_tracker import LOOPBACK, SECRET, Reply, Tracker, signed

OTHER = "whsec_" + "QUJD" * 8
JSON = {"content-type": "application/json"}


def replaced(status: int = 200, body: bytes = b"", **headers: str) -> Callable[[Request, Reply], Reply]:
    """An answer in the place of the right one; what was asked for is done nevertheless."""
    return lambda request, right: (status, headers, body)


def spoiled(**values: Any) -> Callable[[Request, Reply], Reply]:
    """The right answer, with other values of the issue."""

    def spoil(request: Request, right: Reply) -> Reply:
        answer = json.loads(right[2])
        answer["issue"] |= values
        return 200, JSON, json.dumps(answer).encode()

    return spoil


def without_request(request: Request, right: Reply) -> Reply:
    return 200, JSON, json.dumps({**json.loads(right[2]), "request": str(uuid4())}).encode()


TROUBLE = {
    "unavailable": replaced(503),
    "too many": replaced(429),
    "not signed in": replaced(401),
    "elsewhere": replaced(302, location="/elsewhere"),
    "HTML": replaced(200, b"<html><h1>Please sign in</h1></html>"),
    "empty": replaced(200),
    "a list": replaced(200, b"[]"),
    "deep": replaced(200, b"[" * 5_000),
    "large": replaced(200, b" " * 20_000),
    "broken text": replaced(200, b"\xff\xfe"),
    "another issue's state": spoiled(state="on fire"),
    "no revision": spoiled(revision=True),
    "a key that is markup": spoiled(key="[x](y)"),
    "an address that is code": spoiled(url="javascript:alert(1)"),
}


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=TROUBLE)
def test_what_is_no_answer_is_asked_for_again_under_the_same_id(bridge: Any, trouble: Any) -> None:
    bridge.tracker.faults = [trouble]
    question = bridge.town.question()
    bridge.opened(question.id)
    assert bridge.work().failed == 1
    assert bridge.shown(question).state is IssueState.REQUESTED
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.work().failed == 0
    assert bridge.shown(question).state is IssueState.OPEN
    assert len({request.headers["idempotency-key"] for request in bridge.tracker.requests}) == 1
    assert (len(bridge.tracker.requests), len(bridge.tracker.issues)) == (2, 1)  # it was opened once
    assert len(bridge.heard(question)) == 1


def test_an_answer_to_another_request_is_none(bridge: Any) -> None:
    bridge.tracker.faults = [without_request]
    bridge.opened(bridge.town.question().id)
    assert bridge.work().failed == 1


def test_an_answer_about_another_issue_is_none(bridge: Any) -> None:
    bridge.tracker.add("BUG-7")
    bridge.tracker.faults = [spoiled(key="BUG-8")]
    question = bridge.town.question()
    bridge.town.do("max", LinkIssue(question.id, "BUG-7"))
    assert bridge.work().failed == 1
    assert bridge.shown(question, "max").issue.key == "BUG-7"
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.work().failed == 0


def test_an_issue_that_is_known_already_is_not_what_was_opened(bridge: Any) -> None:
    first, second = bridge.linked(), bridge.town.question("Another one")
    bridge.tracker.faults = [spoiled(key="BUG-7")]
    bridge.opened(second.id)
    bridge.work()
    assert bridge.shown(first).issue.key == "BUG-7"
    assert bridge.shown(second) is None  # it failed; who wanted it is told, and links it
    assert bridge.town.inbox("max")[0][0] == "developer.issue_failed"


def test_a_slow_tracker_is_asked_again_and_its_late_answer_is_not_waited_for(bridge: Any) -> None:
    def slow(request: Request, right: Reply) -> Reply:
        bridge.tracker.ended.wait(1.2)
        return right

    bridge.tracker.faults = [slow]
    question = bridge.town.question()
    bridge.opened(question.id)
    assert bridge.work().failed == 1
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.work().failed == 0
    assert len(bridge.tracker.issues) == 1
    assert bridge.shown(question).issue.key == "BUG-1"


def test_a_tracker_that_trickles_is_given_up_in_time() -> None:
    def trickle(connection: socket.socket) -> None:
        connection.recv(1_000)
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
        for _ in range(100):
            connection.sendall(b" ")
            time.sleep(0.05)

    with tcp_server(trickle) as url:
        tracker = HttpIssueTracker(url, "t0ken", SECRET, policy=LOOPBACK)
        with pytest.raises(TrackerUnreachable):
            tracker.read("BUG-7")


def test_a_tracker_that_never_answers_is_given_up_and_the_question_is_free_again(bridge: Any) -> None:
    bridge.tracker.faults = [replaced(503)] * 100
    question = bridge.town.question()
    bridge.opened(question.id)
    bridge.work()
    for _ in range(40):
        if bridge.shown(question) is None:
            break
        bridge.town.clock.advance(timedelta(days=1))
        bridge.work()
    assert bridge.shown(question) is None
    assert bridge.town.inbox("max")[0][0] == "developer.issue_failed"
    assert bridge.heard(question) == []
    bridge.tracker.faults = []
    bridge.opened(question.id)
    bridge.work()
    assert bridge.shown(question).state is IssueState.OPEN


@pytest.mark.parametrize("status", [404, 410, 422])
def test_a_refusal_is_final(bridge: Any, status: int) -> None:
    bridge.tracker.faults = [replaced(status)]
    question = bridge.town.question()
    bridge.opened(question.id)
    assert bridge.work().failed == 0
    assert bridge.shown(question) is None
    assert len(bridge.tracker.requests) == 1
    with pytest.raises(TrackerRefused):
        bridge.port.read("BUG-404")


def test_an_event_that_overtakes_the_answer_is_not_lost(bridge: Any) -> None:
    """The tracker closes the issue before its answer comes: what it says later counts."""
    question = bridge.town.question()

    def close(request: Request, right: Reply) -> Reply:
        event = bridge.tracker.change("BUG-1", state="closed")
        assert not bridge.tell(event, drain=False)  # nobody knows that key yet
        return right  # as the issue was before

    bridge.tracker.faults = [close]
    bridge.opened(question.id)
    bridge.work()
    assert bridge.shown(question).state is IssueState.OPEN
    bridge.tell(bridge.tracker.change("BUG-1", release="2.1"))
    assert bridge.shown(question).state is IssueState.RELEASED


_DYING = """
import os, signal, sys
from datetime import datetime, timedelta
from commkit import Kit
from commkit.fetching import FetchPolicy
from commkit.testing.clock import ManualClock
from commkit_developer import Developer
from commkit_developer.tracker_http import HttpIssueTracker

class Dying(HttpIssueTracker):
    def open(self, draft, *, request):
        super().open(draft, request=request)
        os.kill(os.getpid(), signal.SIGKILL)

url, tracker, secret, now = sys.argv[1:]
policy = FetchPolicy(allowed_networks=("127.0.0.0/8",), allow_http=True)
port = Dying(tracker, "t0ken", secret, policy=policy)
Kit(url, plugins=[Developer(tracker=port)], clock=ManualClock(datetime.fromisoformat(now))).worker().drain()
"""


@pytest.mark.slow
def test_a_worker_killed_after_the_call_opens_no_second_issue(bridge: Any) -> None:
    question = bridge.town.question()
    bridge.opened(question.id)
    arguments = [bridge.town.url, bridge.tracker.url, SECRET, bridge.town.clock.now.isoformat()]
    died = subprocess.run([sys.executable, "-c", _DYING, *arguments], check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL
    assert bridge.shown(question).state is IssueState.REQUESTED
    bridge.town.clock.advance(timedelta(minutes=6))  # the dead one's lease has ended
    bridge.work()
    assert bridge.shown(question).issue.key == "BUG-1"
    assert (len(bridge.tracker.requests), len(bridge.tracker.issues)) == (2, 1)


def test_control_without_the_same_id_two_issues_are_opened(bridge: Any) -> None:
    for request in ("one", "another"):
        bridge.port.open(IssueDraft("It fails", "It does."), request=request)
    assert len(bridge.tracker.issues) == 2


def test_a_worker_without_the_port_leaves_it_to_one_that_has_it(bridge: Any, make_town: Any) -> None:
    question = bridge.town.question()
    bridge.opened(question.id)
    report = make_town().kit.worker().drain()
    assert report.failed == 0
    bridge.town.clock.advance(timedelta(hours=1))
    bridge.work()
    assert bridge.shown(question).state is IssueState.OPEN


def confirmed(bridge: Any) -> Any:
    question = bridge.linked()
    bridge.tell(bridge.tracker.change("BUG-7", state="closed", release="2.1"))
    bridge.tracker.requests.clear()
    bridge.town.do("ada", ConfirmFix(question.id, works=True))
    return question


@pytest.mark.parametrize("status", [404, 410, 422])
def test_a_tracker_with_no_place_for_verdicts_is_told_once(bridge: Any, status: int) -> None:
    question = confirmed(bridge)
    bridge.tracker.faults = [replaced(status)]
    assert bridge.work().failed == 0
    bridge.town.clock.advance(timedelta(days=1))
    bridge.work()
    assert len(bridge.tracker.requests) == 1
    assert bridge.shown(question).works is True


@pytest.mark.parametrize("status", [302, 409, 429, 503])
def test_a_verdict_that_did_not_arrive_is_told_again_under_the_same_id(bridge: Any, status: int) -> None:
    confirmed(bridge)
    bridge.tracker.faults = [replaced(status)]
    assert bridge.work().failed == 1
    bridge.town.clock.advance(timedelta(minutes=1))
    assert bridge.work().failed == 0
    first, second = bridge.tracker.requests
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.headers["authorization"] == "Bearer t0ken"
    assert (first.method, first.path, first.body) == (second.method, second.path, second.body)
    assert len(bridge.tracker.verdicts) == 1


# --- in ----------------------------------------------------------------------------------------------------------

ISSUE = {
    "key": "org/project#7",
    "url": "https://bugs.example/org/project/issues/7",
    "title": "It  fails\n",
    "state": "closed",
    "revision": 3,
}
GOOD = {"type": "issue.changed", "issue": ISSUE}


def tracker_of(url: str = "https://api.bugs.example") -> HttpIssueTracker:
    return HttpIssueTracker(url, "t0ken", SECRET)


def test_each_event_is_a_command() -> None:
    command = tracker_of().receive(*signed(GOOD))
    assert command == RecordIssue(
        key="org/project#7", url=ISSUE["url"], title="It fails", state="closed", private=True, revision=3
    )
    event = {"type": "release.announced", "version": "2.1", "issues": ["BUG-7", "BUG-8"]}
    assert tracker_of().receive(*signed(event)) == RecordRelease("2.1", ("BUG-7", "BUG-8"))


def _without(headers: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in headers.items() if key != name}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda headers, body: ({}, body),
        lambda headers, body: (_without(headers, "Webhook-Id"), body),
        lambda headers, body: (_without(headers, "Webhook-Timestamp"), body),
        lambda headers, body: (headers, body + b" "),
        lambda headers, body: (headers, body.replace(b"closed", b"open")),
        lambda headers, body: (headers | {"Webhook-Id": "msg_other"}, body),
        lambda headers, body: (headers | {"Webhook-Timestamp": "soon"}, body),
        lambda headers, body: (headers | {"Webhook-Signature": "v1,AAAA"}, body),
        lambda headers, body: (headers, b"\xff\xfe"),
        lambda headers, body: signed(GOOD, secret=OTHER),
        lambda headers, body: signed(GOOD, age=timedelta(minutes=6)),
        lambda headers, body: signed(GOOD, age=-timedelta(minutes=6)),
    ],
)
def test_events_with_a_bad_or_old_signature_are_refused(spoil: Callable[..., Any]) -> None:
    headers, body = signed(GOOD)
    tracker_of().receive(headers, body)  # unchanged, it is accepted
    with pytest.raises(Denied) as caught:
        tracker_of().receive(*spoil(headers, body))
    assert caught.value.code == "developer.bad_signature"


@pytest.mark.parametrize(
    "values",
    [
        "no json",
        "[]",
        "[" * 5_000,
        {},
        {"type": "issue.changed"},
        {"type": ["issue.changed"], "issue": ISSUE},
        GOOD | {"issue": ISSUE | {"key": 7}},
        GOOD | {"issue": ISSUE | {"key": "a\0b"}},
        GOOD | {"issue": ISSUE | {"revision": -1}},
        GOOD | {"issue": ISSUE | {"revision": 2**63}},
        GOOD | {"issue": ISSUE | {"private": "no"}},
        GOOD | {"issue": ISSUE | {"title": None}},
        {"type": "release.announced", "version": "2.1", "issues": [7]},
        {"type": "release.announced", "issues": []},
    ],
)
def test_signed_but_malformed_events_are_refused(values: Any) -> None:
    with pytest.raises(Invalid) as caught:
        tracker_of().receive(*signed(values))
    assert caught.value.code == "developer.bad_event"


def test_an_oversized_event_is_refused() -> None:
    with pytest.raises(Invalid):
        tracker_of().receive({}, b"x" * 1_000_001)


def test_a_replayed_event_changes_nothing(bridge: Any) -> None:
    question = bridge.linked()
    message = signed(bridge.tracker.change("BUG-7", state="closed"))
    done = [bridge.town.do(SYSTEM, bridge.port.receive(*message)) for _ in range(3)]
    assert done == [True, False, False]
    bridge.work()
    assert len(bridge.heard(question)) == 2


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("BUG-7", "BUG-7"),
        (" #7 ", "7"),
        ("org/project#7", "org/project#7"),
        ("https://bugs.example/issues/BUG-7", "BUG-7"),
        ("https://bugs.example/issues/BUG-7/?tab=1#note-3", "BUG-7"),
    ],
)
def test_keys_and_addresses_are_understood(address: str, key: str) -> None:
    port = HttpIssueTracker("https://api.bugs.example", "t", SECRET, web="https://bugs.example/issues")
    assert port.key_of(address) == key


@pytest.mark.parametrize(
    "address",
    ["", "#", "https://bugs.example/issues/", "https://bugs.example.evil.example/issues/7",
     "https://evil.example/issues/BUG-7", "BUG 7", "BUG-7\nx", "../secrets"],
)  # fmt: skip
def test_what_is_no_issue_of_this_tracker_is_refused(address: str) -> None:
    port = HttpIssueTracker("https://api.bugs.example", "t", SECRET, web="https://bugs.example/issues")
    with pytest.raises(Invalid):
        port.key_of(address)


@pytest.mark.parametrize(
    ("url", "token", "secret"),
    [
        ("bugs.example", "t", SECRET),
        ("file:///etc/passwd", "t", SECRET),
        ("http://bugs.example", "t", SECRET),
        ("https://127.0.0.1/", "t", SECRET),
        ("https://bugs.example", "", SECRET),
        ("https://bugs.example", "t\r\nx-evil: 1", SECRET),
        ("https://bugs.example", "t", "whsec_!"),
    ],
)
def test_a_bad_address_token_or_secret_is_refused_at_construction(url: str, token: str, secret: str) -> None:
    with pytest.raises(Invalid) as caught:
        HttpIssueTracker(url, token, secret)
    assert caught.value.code == "developer.bad_tracker"


def test_a_private_address_is_called_only_where_the_host_allows_it(tracker: Tracker) -> None:
    with pytest.raises(Invalid):
        HttpIssueTracker(tracker.url, "t0ken", SECRET, policy=FetchPolicy(allow_http=True))


def test_neither_token_nor_secret_is_in_the_repr() -> None:
    assert "t0ken" not in repr(tracker_of())
