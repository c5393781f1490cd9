"""What an external system is told, and which answers are taken: real servers on loopback that answer badly."""

import json
import socket
import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from commkit.fetching import FetchError, FetchPolicy
from commkit.moderation import (
    AbsenceRule,
    HttpModerationPhase,
    ReviewFailed,
    ReviewOutcome,
    ReviewRequest,
    ReviewVerdict,
)
from commkit.moderation.http_phase.policy import read_answer
from commkit.runtime.model.ids import MemberId
from tests.http_servers import Request, fixed_answer, http_server, tcp_server

SECRET = "whsec_" + "Y29tbWtpdC1pcy1hLWxpYnJhcnktZm9yLXRvd25z"
LOOPBACK = FetchPolicy(allow_http=True, allowed_networks=("127.0.0.0/8",))
REQUEST = ReviewRequest(
    post=UUID(int=1),
    version=2,
    title="Offer",
    body="Buy [pills](https://pills.example).",
    author=MemberId(UUID(int=7)),
    trust=1,
    kind="question",
    links=("https://pills.example",),
)


def phase(url: str, **options: Any) -> HttpModerationPhase:
    return HttpModerationPhase(url, SECRET, AbsenceRule.HOLD, fetch=LOOPBACK, **options)


def test_it_is_told_the_text_and_pseudonyms_only_and_can_check_the_signature() -> None:
    with http_server(fixed_answer(200, b'{"verdict": "publish"}')) as server:
        asked = phase(server.url, language="de")
        assert asked.review(REQUEST) == ReviewVerdict(ReviewOutcome.PASS)
        asked.review(REQUEST)
        (first, again) = server.requests
    body = json.loads(first.body)
    assert body == {
        "id": first.headers["webhook-id"],
        "text": "Offer\n\nBuy [pills](https://pills.example).",
        "kind": "question",
        "language": "de",
        "links": ["https://pills.example"],
        "author": body["author"],
    }
    assert str(REQUEST.author) not in first.body.decode()
    assert str(REQUEST.post) not in first.body.decode()
    assert again.headers["webhook-id"] == first.headers["webhook-id"]
    assert Webhook(SECRET).verify(first.body, first.headers) == body


def test_another_version_is_another_question_and_another_secret_another_author() -> None:
    with http_server(fixed_answer(200, b'{"verdict": "publish"}')) as server:
        phase(server.url).review(REQUEST)
        other = "whsec_" + "b3RoZXItc2VjcmV0LW9mLXRoZS1zYW1lLWxlbmd0aA=="
        HttpModerationPhase(server.url, other, AbsenceRule.HOLD, fetch=LOOPBACK).review(REQUEST)
        phase(server.url).review(ReviewRequest(UUID(int=1), 3, "", "x", None, 0))
        bodies = [json.loads(request.body) for request in server.requests]
    assert len({body["id"] for body in bodies}) == 3
    assert bodies[0]["author"] != bodies[1]["author"]
    assert bodies[2]["author"] is None


def test_a_verdict_has_reasons_and_a_confidence() -> None:
    body = json.dumps({"verdict": "remove", "reasons": ["it\nsells", " ", "pills"], "confidence": 1})
    assert read_answer(200, body.encode()) == ReviewVerdict(ReviewOutcome.REFUSE, "it sells; pills", 1.0)


GARBAGE = (
    b"",
    b"OK",
    b"\xff\xfe",
    b"[]",
    b'"publish"',
    b"null",
    b"{}",
    b'{"verdict": "Publish"}',
    b'{"verdict": ["publish"]}',
    b'{"verdict": "publish", "verdict": "remove"}',
    b'{"verdict": "publish", "more": 1}',
    b'{"verdict": "publish", "confidence": NaN}',
    b'{"verdict": "publish", "confidence": true}',
    b'{"verdict": "publish", "confidence": 1.1}',
    b'{"verdict": "publish", "confidence": 1e999}',
    b'{"verdict": "publish", "confidence": "1"}',
    b'{"verdict": "publish", "reasons": "spam"}',
    b'{"verdict": "publish", "reasons": [1]}',
    b'{"verdict": "publish", "reasons": ["' + b"x" * 201 + b'"]}',
    b'{"verdict": "publish", "reasons": ' + b"[" * 60_000 + b"}",
    b'{"verdict": "publish", "confidence": ' + b"9" * 5_000 + b"}",
)


@pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_no_answer(body: bytes) -> None:
    with pytest.raises(ReviewFailed) as caught:
        read_answer(200, body)
    assert caught.value.code == "moderation.bad_answer"


@given(body=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_break_it(body: bytes) -> None:
    try:
        found = read_answer(200, body)
    except ReviewFailed:
        return
    assert json.loads(body)["verdict"] in ("publish", "hold", "remove")
    assert isinstance(found.outcome, ReviewOutcome)


_PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)


@given(
    answer=st.dictionaries(
        st.sampled_from(["verdict", "reasons", "confidence", "x"]),
        st.sampled_from(["publish", "hold", "remove"]) | _PLAIN | st.lists(_PLAIN, max_size=12),
    )
)
def test_only_the_schema_is_taken(answer: dict[str, Any]) -> None:
    is_right = (
        set(answer) <= {"verdict", "reasons", "confidence"}
        and answer.get("verdict") in ("publish", "hold", "remove")
        and isinstance(answer.get("reasons", []), list)
        and len(answer.get("reasons", [])) <= 10
        and all(isinstance(reason, str) for reason in answer.get("reasons", []))
        and (
            answer.get("confidence") is None
            or (type(answer["confidence"]) in (int, float) and 0 <= answer["confidence"] <= 1)
        )
    )
    try:
        read_answer(200, json.dumps(answer).encode())
    except ReviewFailed:
        assert not is_right
    else:
        assert is_right


@pytest.mark.parametrize("status", [201, 202, 204, 301, 302, 307, 400, 429, 500, 503])
def test_no_other_status_is_an_answer_and_no_redirect_is_followed(status: int) -> None:
    def answer(request: Request) -> tuple[int, dict[str, str], bytes]:
        return status, {"location": "/other"}, b'{"verdict": "publish"}' if status != 204 else b""

    with http_server(answer) as server, pytest.raises(ReviewFailed) as caught:
        phase(server.url).review(REQUEST)
    assert caught.value.code == "moderation.bad_status"
    assert [request.path for request in server.requests] == ["/hook"]


@pytest.mark.parametrize("size", [65_537, 2_000_000])
def test_a_large_answer_is_refused(size: int) -> None:
    body = b'{"verdict": "publish"}'.ljust(size)
    with http_server(fixed_answer(200, body)) as server, pytest.raises(FetchError) as caught:
        phase(server.url).review(REQUEST)
    assert caught.value.code == "fetching.too_large"


def test_the_largest_answer_is_taken() -> None:
    with http_server(fixed_answer(200, b'{"verdict": "publish"}'.ljust(65_536))) as server:
        assert phase(server.url).review(REQUEST).outcome is ReviewOutcome.PASS


def test_a_late_answer_is_none() -> None:
    done = threading.Event()

    def answer(request: Request) -> tuple[int, dict[str, str], bytes]:
        done.wait(20)
        return 200, {}, b'{"verdict": "publish"}'

    with http_server(answer) as server:
        try:
            with pytest.raises(FetchError) as caught:
                phase(server.url, timeout=timedelta(milliseconds=200)).review(REQUEST)
        finally:
            done.set()
    assert caught.value.code == "fetching.timeout"


def test_an_answer_that_trickles_is_none() -> None:
    done = threading.Event()

    def talk(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not done.wait(0.02):
            connection.sendall(b" ")

    with tcp_server(talk) as url:
        try:
            with pytest.raises(FetchError) as caught:
                phase(url, timeout=timedelta(milliseconds=300)).review(REQUEST)
        finally:
            done.set()
    assert caught.value.code == "fetching.timeout"


def test_who_refuses_the_connection_gives_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(FetchError) as caught:
        phase(f"http://127.0.0.1:{port}/").review(REQUEST)
    assert caught.value.code == "fetching.unreachable"


@pytest.mark.parametrize("url", ["http://169.254.169.254/", "https://127.0.0.1/", "ftp://x.example/", "x"])
def test_only_public_addresses_are_asked(url: str) -> None:
    with pytest.raises(FetchError):
        HttpModerationPhase(url, SECRET, AbsenceRule.HOLD)


@pytest.mark.parametrize(
    "options",
    [
        {"retries": -1},
        {"retries": 10},
        {"timeout": timedelta()},
        {"timeout": timedelta(minutes=3)},
        {"pause": timedelta(hours=2)},
        {"secret": ""},
        {"secret": "whsec_!"},
        {"on_absence": "maybe"},
    ],
)
def test_options_that_make_no_sense_are_refused(options: dict[str, Any]) -> None:
    given = {"secret": SECRET, "on_absence": "hold", **options}
    with pytest.raises(ValueError):  # noqa: PT011  # each names its option
        HttpModerationPhase("https://moderation.example/", **given)


def test_the_secret_is_not_shown() -> None:
    assert SECRET not in repr(
        phase("https://moderation.example/", clock=lambda: datetime(2030, 1, 1, tzinfo=UTC))
    )
