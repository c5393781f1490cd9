"""The contract in a Flask application: what comes in, what goes out, and who sent it."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from typing import Any

import pytest
from flask import Flask, request, session
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from commkit import SYSTEM, Invalid, Kit
from commkit.adapters import http
from commkit.adapters.flask import Commkit, blueprint
from commkit.adapters.http import make_contract
from tests.adapters.flask.conftest import current_user, new_app
from tests.sample import create_community

QUESTION = {"kind": "question", "title": "Wh\u00fd?", "body": "I wonder."}


@contextmanager
def served(app: Flask) -> Iterator[HTTPConnection]:
    """The application behind a real server on loopback."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with closing(HTTPConnection("127.0.0.1", server.server_port, timeout=30)) as connection:
            yield connection
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_command_and_a_query(ada: FlaskClient) -> None:
    made = ada.post("/c/town/posts/create-thread", json=QUESTION)
    assert (made.status_code, made.json["title"]) == (201, "Wh\u00fd?")
    assert made.headers["Location"].startswith("/c/town/posts/")
    listed = ada.get("/c/town/posts/list-threads", query_string={"limit": 5})
    assert [thread["id"] for thread in listed.json["items"]] == [made.json["id"]]
    assert listed.headers["X-Content-Type-Options"] == "nosniff"
    again = ada.get("/c/town/posts/list-threads?limit=5", headers={"If-None-Match": listed.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Type" not in again.headers


def test_visitors_have_no_key(shop: Flask) -> None:
    visitor = shop.test_client()
    answer = visitor.post("/c/town/posts/create-thread", json=QUESTION)
    assert (answer.status_code, answer.json["code"]) == (401, "runtime.not_permitted")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://localhost"}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"X-Commkit-CSRF": "1"}, 201),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, 403),
    ],
)
def test_commands_from_other_origins_are_refused(shop: Flask, headers: dict[str, str], status: int) -> None:
    client = shop.test_client()
    client.get("/sign-in/ada")
    answer = client.post("/c/town/posts/create-thread", json=QUESTION, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json["code"] == "http.foreign_origin"


def test_the_origin_check_can_be_switched_off_or_widened(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=("ada",))
    for options, expected in (
        ({"check_origin": False}, 201),
        ({"trusted_origins": frozenset({"https://shop.example"})}, 201),
        ({}, 403),
    ):
        app = new_app("sqlite://")
        Commkit(app, sqlite_kit, actor=current_user, **options)
        client = app.test_client()
        client.get("/sign-in/ada")
        answer = client.post(
            "/c/town/posts/create-thread", json=QUESTION, headers={"Origin": "https://shop.example"}
        )
        assert answer.status_code == expected, options


@pytest.mark.parametrize("prefix", ["/c", "/in/here/", "/"])
def test_it_stands_where_the_host_mounts_it(sqlite_kit: Kit, prefix: str) -> None:
    create_community(sqlite_kit, members=("ada",))
    app = new_app("sqlite://")
    Commkit(app, sqlite_kit, actor=lambda: "ada", url_prefix=prefix)
    client = app.test_client()
    base = prefix.rstrip("/")
    made = client.post(
        f"{base}/town/posts/create-thread", json=QUESTION, environ_overrides={"SCRIPT_NAME": "/below"}
    )
    assert made.headers["Location"].startswith(f"/below{base}/town/posts/")
    assert client.get(f"{base}/openapi.json").json["servers"][0]["url"] in (base, base or "/")
    assert client.get(f"{base}/nowhere").json["code"] == "http.no_such_path"


def test_addresses_are_decoded_once_and_nothing_is_redirected(ada: FlaskClient) -> None:
    for path in ("/c/t%6Fwn/posts/list-threads", "/c/town/posts/list%2Dthreads"):
        assert ada.get(path).status_code == 200, path
    assert ada.get("/c/t%256Fwn/posts/list-threads").status_code == 404
    for path in ("/c", "/c/"):
        assert ada.get(path).json["code"] == "http.no_such_path"


def test_other_methods_and_only_headers(ada: FlaskClient) -> None:
    head = ada.head("/c/town/posts/list-threads")
    whole = ada.get("/c/town/posts/list-threads")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.data))
    for method in ("PUT", "PATCH", "DELETE"):
        refused = ada.open("/c/town/posts/list-threads", method=method)
        assert (refused.status_code, refused.json["code"]) == (405, "http.method_not_allowed")


def test_too_much_is_refused_by_the_contract_and_by_the_host(shop: Flask, ada: FlaskClient, kit: Kit) -> None:
    most = make_contract(kit).max_body
    headers = {"Content-Type": "application/json"}
    answer = ada.post("/c/town/posts/create-thread", data=b" " * (most + 1), headers=headers)
    assert (answer.status_code, answer.json["code"]) == (413, "http.too_large")
    shop.config["MAX_CONTENT_LENGTH"] = 10
    answer = ada.post("/c/town/posts/create-thread", data=b" " * 11, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (413, "http.too_large")
    assert "10 bytes" in answer.json["detail"]


def test_over_a_real_socket(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=("ada",))
    app = new_app("sqlite://")
    Commkit(app, sqlite_kit, actor=lambda: "ada")
    with served(app) as connection:
        headers = {"Content-Type": "application/json", "X-Commkit-CSRF": "1"}
        connection.request("POST", "/c/town/posts/create-thread", json.dumps(QUESTION), headers)
        answer = connection.getresponse()
        made = json.loads(answer.read())
        assert (answer.status, made["title"]) == (201, "Wh\u00fd?")
        connection.request("HEAD", answer.headers["Location"])
        head = connection.getresponse()
        assert (head.status, head.read()) == (200, b"")
        connection.request("GET", answer.headers["Location"])
        whole = connection.getresponse()
        assert whole.headers["Content-Length"] == head.headers["Content-Length"]
        assert json.loads(whole.read())["id"] == made["id"]


def test_streams_are_closed(monkeypatch: pytest.MonkeyPatch, ada: FlaskClient) -> None:
    ended: list[str] = []

    def pieces() -> Iterator[bytes]:
        try:
            yield b"one"
            yield b"two"
        finally:
            ended.append("closed")

    def streaming(*_: object) -> http.Response:
        return http.Response(200, (("Content-Type", "text/event-stream"),), stream=pieces())

    monkeypatch.setattr(blueprint, "handle", streaming)
    whole = ada.get("/c/town/-/stream")
    assert (whole.data, whole.mimetype) == (b"onetwo", "text/event-stream")
    with ada.get("/c/town/-/stream", buffered=False) as cut:
        assert next(iter(cut.response)) == b"one"
    assert ended == ["closed", "closed"]
    assert ada.head("/c/town/-/stream").status_code == 405


def test_a_live_stream_begins_and_is_given_back(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=("ada",))
    app = new_app("sqlite://")
    Commkit(app, sqlite_kit, actor=lambda: "ada")
    client = app.test_client()
    for _ in range(20):  # more than one reader may have open
        with client.get("/c/town/-/stream", buffered=False) as stream:
            assert (stream.status_code, stream.mimetype) == (200, "text/event-stream")
            assert next(iter(stream.response)) != b""
        assert client.head("/c/town/-/stream").status_code in (200, 405)


def test_wrong_arguments_are_refused_at_once(sqlite_kit: Kit) -> None:
    wrong: Any = "ada"
    with pytest.raises(Invalid, match="give a function"):
        Commkit(Flask("shop"), sqlite_kit, actor=wrong)
    with pytest.raises(Invalid, match="begins with /"):
        Commkit(Flask("shop"), sqlite_kit, actor=current_user, url_prefix="c")
    with pytest.raises(Invalid, match="give a Kit"):
        Commkit(Flask("shop"), actor=current_user)


@pytest.mark.parametrize("key", [7, SYSTEM, True])
def test_an_actor_that_is_no_text_is_the_hosts_fault(sqlite_kit: Kit, key: Any) -> None:
    app = new_app("sqlite://")
    Commkit(app, sqlite_kit, actor=lambda: key)
    with pytest.raises(TypeError, match="give the host's key of the user as a text"):
        app.test_client().get("/c/-/types")


def test_one_extension_for_several_applications(sqlite_kit: Kit, tmp_path: Any) -> None:
    create_community(sqlite_kit, members=("ada",))
    extension = Commkit(actor=lambda: "ada")
    first, second = new_app("sqlite://"), new_app("sqlite://")
    extension.init_app(first, sqlite_kit)
    with closing(Kit(f"sqlite:///{tmp_path}/other.db")) as other:
        other.migrate()
        extension.init_app(second, other)
        assert first.test_client().get("/c/town/posts/list-threads").status_code == 200
        assert second.test_client().get("/c/town/posts/list-threads").status_code == 404
        with second.app_context():
            assert extension.kit is other


def test_an_answer_with_a_cookie_of_the_host_is_for_one_reader(shop: Flask) -> None:
    @shop.before_request
    def count() -> None:
        if "X-Count" in request.headers:
            session["visits"] = session.get("visits", 0) + 1

    plain = shop.test_client().get("/c/-/types")
    assert plain.headers["Cache-Control"] == "public, max-age=0, must-revalidate", "the control"
    found = shop.test_client().get("/c/-/types", headers={"X-Count": "1"})
    assert "session=" in found.headers["Set-Cookie"]
    assert found.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in found.headers["Vary"]
