"""The signed webhook, against a real HTTP server on loopback: success, errors, silence, repeats, and the way back."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest
from standardwebhooks import Webhook

from commkit import SYSTEM, CommunityId, Denied, Invalid
from commkit_support import (
    BusinessCalendar,
    HandoffFailed,
    HandoffState,
    HelpDeskUnreachable,
    OfferHandoff,
    ReadHandoffBundle,
    RecordHandoffAccepted,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    RecordHandoffFailed,
    RecordHandoffLinked,
)
from commkit_support.webhook import HelpDeskCallback, WebhookHelpDesk

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_" + "QUJD" * 8
TICKET = "https://desk.example/tickets/7"
STALL = -1
"""Instead of a status: take the request and never answer."""


class HelpDeskServer:
    """A help desk that answers with the statuses it is given, then with 204, and drops repeats by `webhook-id`."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.tickets: set[str] = set()
        self.released = threading.Event()
        desk = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                desk.requests.append((dict(self.headers), body))
                status = desk.statuses.pop(0) if desk.statuses else 204
                if status == STALL:
                    desk.released.wait(30)
                    return
                if 200 <= status < 300:
                    desk.tickets.add(self.headers["webhook-id"])
                self.send_response(status)
                self.send_header("location", f"{desk.url}/elsewhere")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/offers"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def close(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[HelpDeskServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with closing(HelpDeskServer()) as made:
        yield made


@pytest.fixture
def offered(make_town: Callable[..., Any], server: HelpDeskServer) -> Any:
    """A town whose help desk is the server, and a handoff that waits for the worker."""
    town = make_town(
        help_desk=WebhookHelpDesk(server.url, SECRET, timeout=timedelta(milliseconds=400)),
        calendar=BusinessCalendar.office("Europe/Vienna"),
    )
    question = town.question()
    town.handoff = town.do("ada", OfferHandoff(question.id, "Nobody knows."))
    return town


def signed(
    values: Any, *, secret: str = SECRET, age: timedelta = timedelta()
) -> tuple[dict[str, str], bytes]:
    """A callback as a desk sends it."""
    body = values if isinstance(values, str) else json.dumps(values)
    at = datetime.now(UTC) - age
    id = f"msg_{uuid4().hex}"
    signature = Webhook(secret).sign(id, at, body)
    headers = {
        "Webhook-Id": id,
        "Webhook-Timestamp": str(int(at.timestamp())),
        "Webhook-Signature": signature,
    }
    return headers, body.encode()


def call_back(town: Any, type: str, **values: Any) -> HelpDeskCallback:
    with town.kit.session(SYSTEM, "help", read_only=True) as session:
        community = session.community.id
    values |= {"type": type, "community": str(community), "handoff": str(town.handoff.id)}
    return town.desk.receive(*signed(values))


def take(town: Any, callback: HelpDeskCallback) -> list[str]:
    with town.kit.session(SYSTEM, callback.community) as session:
        session.do(callback.command)
        return [fact.name for fact in session.facts]


# --- out ---------------------------------------------------------------------------------------------------------


def test_the_offer_is_signed_and_holds_the_bundle(offered: Any, server: HelpDeskServer) -> None:
    offered.kit.worker().drain()
    ((headers, body),) = server.requests
    body_values = Webhook(SECRET).verify(body, headers)  # raises where the signature is wrong
    assert body_values["type"] == "handoff.offered"
    assert body_values["delivery"] == {k.lower(): v for k, v in headers.items()}["webhook-id"]
    bundle = offered.ask("stew", ReadHandoffBundle(offered.handoff.id))
    assert body_values["data"] == offered.kit.dump(bundle)  # as Kit.dump renders records
    assert body_values["data"]["remaining"] == "PT28800S"
    assert offered.where(offered.handoff) is HandoffState.ACCEPTED


def test_control_another_secret_does_not_verify(offered: Any, server: HelpDeskServer) -> None:
    offered.kit.worker().drain()
    ((headers, body),) = server.requests
    with pytest.raises(Exception, match="No matching signature"):
        Webhook(OTHER).verify(body, headers)


@pytest.mark.parametrize("trouble", [500, 503, 302, 404, 429, STALL], ids=str)
def test_errors_are_retried_under_the_same_id(offered: Any, server: HelpDeskServer, trouble: int) -> None:
    server.statuses = [trouble]
    assert offered.kit.worker().drain().failed == 1
    assert offered.where(offered.handoff) is HandoffState.OFFERED
    offered.clock.advance(timedelta(minutes=1))
    assert offered.kit.worker().drain().failed == 0
    assert offered.where(offered.handoff) is HandoffState.ACCEPTED
    ids = {headers["webhook-id"] for headers, _ in server.requests}
    assert (len(server.requests), len(ids)) == (2, 1)  # a redirect is not followed


def test_a_refused_connection_is_retried(make_town: Callable[..., Any], server: HelpDeskServer) -> None:
    url = server.url
    server.close()
    town = make_town(help_desk=WebhookHelpDesk(url, SECRET))
    town.handoff = town.do("ada", OfferHandoff(town.question().id, "Nobody knows."))
    assert town.kit.worker().drain().failed == 1
    bundle = town.ask("stew", ReadHandoffBundle(town.handoff.id))
    with pytest.raises(HelpDeskUnreachable) as caught:
        town.desk.offer(bundle, delivery_id="x")
    assert caught.value.code == "support.help_desk_unreachable"


def test_gone_fails_the_handoff(offered: Any, server: HelpDeskServer) -> None:
    server.statuses = [410]
    facts: list[Any] = []
    offered.kit.on(HandoffFailed)(facts.append)
    assert offered.kit.worker().drain().failed == 0
    assert offered.where(offered.handoff) is HandoffState.FAILED
    assert len(server.requests) == 1


_DYING = """
import os, signal, sys
from datetime import timedelta
from commkit import Kit
from commkit.testing.clock import ManualClock
from commkit_support import Support
from commkit_support.webhook import WebhookHelpDesk
from datetime import datetime

class Dying(WebhookHelpDesk):
    def offer(self, bundle, *, delivery_id):
        super().offer(bundle, delivery_id=delivery_id)
        os.kill(os.getpid(), signal.SIGKILL)

url, desk, secret, now = sys.argv[1:]
clock = ManualClock(datetime.fromisoformat(now))
Kit(url, plugins=[Support(help_desk=Dying(desk, secret))], clock=clock).worker().drain()
"""


@pytest.mark.slow
def test_a_worker_killed_after_the_delivery_delivers_twice_with_one_id(
    offered: Any, server: HelpDeskServer
) -> None:
    arguments = [offered.url, server.url, SECRET, offered.clock.now.isoformat()]
    died = subprocess.run([sys.executable, "-c", _DYING, *arguments], check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL
    assert (len(server.requests), offered.where(offered.handoff)) == (1, HandoffState.OFFERED)

    offered.kit.worker().drain()
    assert len(server.requests) == 1  # the dead one's lease still holds
    offered.clock.advance(timedelta(minutes=6))
    offered.kit.worker().drain()
    assert len(server.requests) == 2
    assert len(server.tickets) == 1  # the desk recognises the repeat by its id
    assert offered.where(offered.handoff) is HandoffState.ACCEPTED
    linked = call_back(offered, "handoff.linked", ticket=TICKET)
    assert take(offered, linked) == ["support.handoff_linked"]
    assert take(offered, linked) == []


# --- back --------------------------------------------------------------------------------------------------------


def test_repeated_callbacks_change_nothing(offered: Any) -> None:
    offered.kit.worker().drain()
    answered = call_back(offered, "handoff.answered", text="Restart it.")
    linked = call_back(offered, "handoff.linked", ticket=TICKET)
    assert take(offered, call_back(offered, "handoff.accepted")) == []
    assert take(offered, linked) == ["support.handoff_linked"]
    assert take(offered, answered) == ["support.handoff_answered"]
    for late in (linked, answered):
        assert take(offered, late) == []
    offered.kit.worker().drain()
    assert offered.where(offered.handoff) is HandoffState.RETURNED
    for late in (linked, answered):
        assert take(offered, late) == []


@pytest.mark.parametrize(
    ("type", "values", "command"),
    [
        ("handoff.accepted", {}, RecordHandoffAccepted),
        ("handoff.linked", {"ticket": TICKET}, RecordHandoffLinked),
        ("handoff.answered", {"text": "Restart it."}, RecordHandoffAnswered),
        ("handoff.declined", {"reason": "Not ours."}, RecordHandoffDeclined),
        ("handoff.failed", {"reason": "Closed."}, RecordHandoffFailed),
    ],
)
def test_each_callback_is_a_command(type: str, values: dict[str, str], command: Any) -> None:
    community, handoff = uuid4(), uuid4()
    headers, body = signed({"type": type, "community": str(community), "handoff": str(handoff), **values})
    found = WebhookHelpDesk("https://desk.example", SECRET).receive(headers, body)
    assert found == HelpDeskCallback(CommunityId(community), command(handoff, *values.values()))


def test_a_callback_says_what_is_left_of_the_promises() -> None:
    values = {
        "community": str(uuid4()),
        "handoff": str(uuid4()),
        "reason": "Not ours.",
        "remaining_seconds": 60,
    }
    desk = WebhookHelpDesk("https://desk.example", SECRET)
    command = desk.receive(*signed({"type": "handoff.declined", **values})).command
    assert isinstance(command, RecordHandoffDeclined)
    assert (command.remaining, command.resolution_remaining) == (timedelta(minutes=1), None)
    for wrong in ("soon", 1e300, [1]):
        with pytest.raises(Invalid) as caught:
            desk.receive(*signed({"type": "handoff.declined", **values, "remaining_seconds": wrong}))
        assert caught.value.code == "support.bad_callback"


GOOD = {"type": "handoff.accepted", "community": str(uuid4()), "handoff": str(uuid4())}


def _without(headers: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in headers.items() if key != name}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda headers, body: ({}, body),
        lambda headers, body: (_without(headers, "Webhook-Id"), body),
        lambda headers, body: (_without(headers, "Webhook-Timestamp"), body),
        lambda headers, body: (headers, body + b" "),
        lambda headers, body: (headers, body.replace(b"accepted", b"answered")),
        lambda headers, body: (headers | {"Webhook-Id": "msg_other"}, body),
        lambda headers, body: (headers | {"Webhook-Timestamp": "soon"}, body),
        lambda headers, body: (headers | {"Webhook-Signature": "v1,AAAA"}, body),
        lambda headers, body: (headers | {"Webhook-Signature": "nonsense"}, body),
        lambda headers, body: (headers | {"Webhook-Signature": "v1,a,b"}, body),
        lambda headers, body: (headers, b"\xff\xfe"),
        lambda headers, body: signed(GOOD, secret=OTHER),
        lambda headers, body: signed(GOOD, age=timedelta(minutes=6)),
        lambda headers, body: signed(GOOD, age=-timedelta(minutes=6)),
    ],
)
def test_callbacks_with_a_bad_or_old_signature_are_refused(spoil: Callable[..., Any]) -> None:
    desk = WebhookHelpDesk("https://desk.example", SECRET)
    headers, body = signed(GOOD)
    desk.receive(headers, body)  # unchanged, it is accepted
    with pytest.raises(Denied) as caught:
        desk.receive(*spoil(headers, body))
    assert caught.value.code == "support.bad_signature"


@pytest.mark.parametrize(
    "values",
    [
        "no json",
        "[]",
        "7",
        {},
        GOOD | {"type": "handoff.offered"},  # our own message, thrown back at us
        GOOD | {"type": ["handoff.accepted"]},
        GOOD | {"type": "handoff.returned"},
        GOOD | {"handoff": "7"},
        GOOD | {"handoff": 7},
        GOOD | {"community": None},
        GOOD | {"type": "handoff.linked"},
    ],
)
def test_signed_but_malformed_callbacks_are_refused(values: Any) -> None:
    with pytest.raises(Invalid) as caught:
        WebhookHelpDesk("https://desk.example", SECRET).receive(*signed(values))
    assert caught.value.code == "support.bad_callback"


def test_a_callback_with_wrong_fields_is_refused_when_it_is_done(offered: Any) -> None:
    for values in ({"text": 7}, {"text": ""}, {"text": "x\0y"}, {"text": "x" * 40_001}):
        with pytest.raises(Invalid):
            take(offered, call_back(offered, "handoff.answered", **values))
    assert offered.where(offered.handoff) is HandoffState.OFFERED


def test_an_oversized_body_is_refused() -> None:
    with pytest.raises(Invalid):
        WebhookHelpDesk("https://desk.example", SECRET).receive({}, b"x" * 1_000_001)


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("desk.example", SECRET),
        ("file:///etc/passwd", SECRET),
        ("https://desk.example", ""),
        ("https://desk.example", "whsec_!"),
    ],
)
def test_a_bad_url_or_secret_is_refused_at_construction(url: str, secret: str) -> None:
    with pytest.raises(Invalid) as caught:
        WebhookHelpDesk(url, secret)
    assert caught.value.code == "support.bad_help_desk"


def test_the_secret_is_not_in_the_repr() -> None:
    assert SECRET.removeprefix("whsec_") not in repr(vars(WebhookHelpDesk("https://desk.example", SECRET)))
