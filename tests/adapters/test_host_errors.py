"""Errors of sessions in routes of a host's own, in FastAPI and in Flask."""

import fastapi
import flask
import pytest
from fastapi.testclient import TestClient

from commkit import CommkitError, Kit
from commkit.adapters.fastapi import answer_error
from commkit.adapters.flask import Commkit
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
