"""Errors of sessions in routes of a host's own, in FastAPI and in Flask."""

import fastapi
import flask
import msgspec
import pytest
from fastapi.testclient import TestClient

from commkit import Busy, CommkitError, Conflict, Denied, Kit, NotFound, RateLimited
from commkit.adapters.fastapi import answer_error
from commkit.adapters.flask import Commkit
from commkit.adapters.http import Request, Response, handle, make_contract
from commkit.adapters.http.host_errors import problem
from commkit.posts import CreateThread
from tests.sample import create_community


@pytest.fixture
def town(sqlite_kit: Kit) -> Kit:
    create_community(sqlite_kit, members=("ada",))
    return sqlite_kit


def ask(kit: Kit) -> None:
    with kit.session("ada", "town") as session:
        session.do(CreateThread(kind="question", title="", body="I wonder."))


def test_in_fastapi(town: Kit) -> None:
    app = fastapi.FastAPI()
    app.add_api_route("/ask", lambda: ask(town))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.get("/ask").status_code == 500  # control
    app = fastapi.FastAPI()
    app.add_api_route("/ask", lambda: ask(town))
    app.add_exception_handler(CommkitError, answer_error)
    with TestClient(app) as client:
        refused = client.get("/ask")
    assert (refused.status_code, refused.headers["content-type"]) == (422, "application/problem+json")
    assert [fault["field"] for fault in refused.json()["errors"]] == ["title"]


def test_in_flask(town: Kit) -> None:
    def question() -> str:
        ask(town)
        return "asked"

    app = flask.Flask("control")
    app.add_url_rule("/ask", view_func=question)
    assert app.test_client().get("/ask").status_code == 500
    app = flask.Flask("shop")
    app.add_url_rule("/ask", view_func=question)
    app.register_error_handler(CommkitError, Commkit(app, town, actor=lambda: None).answer_error)
    refused = app.test_client().get("/ask")
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, "application/problem+json")
    assert [fault["field"] for fault in refused.json["errors"]] == ["title"]


ODD = [
    RateLimited("shop.slow", "Wait.", retry_after=float("inf")),
    RateLimited("shop.slow", "Wait.", retry_after=None),
    RateLimited("shop.slow", "Wait.", retry_after="soon"),
    RateLimited("shop.slow", "Wait."),
    Busy("shop.busy", "Wait.", retry_after=None),
    Busy("shop.busy", "Wait.", retry_after=float("nan")),
    Denied("shop.no", "No.", until=object()),
    Denied("shop.no", "No.", permission="\ud800", status="open"),
    Denied("shop.no", "No \ud800 way."),
    Denied("shop.\ud800", "No."),
    Conflict("shop.no", 5),  # type: ignore[arg-type]  # as a host's code may have it
]


@pytest.mark.parametrize("error", ODD, ids=range(len(ODD)))
def test_an_error_with_anything_in_it_is_told(error: CommkitError) -> None:
    told = problem(error)
    assert told.status in (403, 409, 429, 503)
    body = msgspec.json.decode(told.body)
    assert body["status"] == told.status
    assert body["detail"]
    if told.status in (429, 503):
        assert told.header("Retry-After") == "1"
    if error.data.get("status"):
        assert "permission" not in body, "what has no JSON form is left out"


def test_what_an_error_knows_is_told_and_it_says_when_to_come_back() -> None:
    told = problem(RateLimited("shop.slow", "Wait.", retry_after=1.2, permission="shop.buy", secret="x"))
    assert told.header("Retry-After") == "2"
    assert msgspec.json.decode(told.body)["permission"] == "shop.buy"
    assert b"secret" not in told.body


def test_its_headers_are_those_of_the_contract(town: Kit) -> None:
    def headers_of(response: Response) -> dict[str, str]:
        return {name.lower(): value for name, value in response.headers}

    by_contract = headers_of(handle(make_contract(town), Request("GET", "/town/nowhere"), None))
    mine = headers_of(problem(NotFound("shop.no", "No.")))
    assert mine.keys() == by_contract.keys()
    assert mine["x-content-type-options"] == "nosniff"
    assert "content-length" in mine


def test_over_fastapi_and_flask_they_come_once_and_a_head_has_no_body(town: Kit) -> None:
    def refuse() -> None:
        raise Denied("shop.no", "No.")

    app = fastapi.FastAPI()
    app.add_api_route("/buy", refuse, methods=["GET", "HEAD"])
    app.add_exception_handler(CommkitError, answer_error)
    with TestClient(app) as client:
        got, head = client.get("/buy"), client.head("/buy")
    assert got.headers.get_list("content-length") == [str(len(got.content))]
    assert got.headers.get_list("x-content-type-options") == ["nosniff"]
    assert (head.status_code, head.content) == (403, b"")
    assert head.headers == got.headers
    shop = flask.Flask("shop")
    shop.add_url_rule("/buy", view_func=refuse)
    shop.register_error_handler(CommkitError, Commkit(shop, town, actor=lambda: None).answer_error)
    answered, headed = shop.test_client().get("/buy"), shop.test_client().head("/buy")
    assert answered.headers.getlist("Content-Length") == [str(len(answered.data))]
    assert (headed.data, headed.headers.getlist("Content-Length")) == (b"", [str(len(answered.data))])
    assert answered.headers.getlist("X-Content-Type-Options") == ["nosniff"]
