"""What a Flask application hands on as it came: every address and method, whole bodies and no others."""

import io
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from commkit import Kit
from commkit.adapters.flask import Commkit
from commkit.testing.snapshots import differences, snapshot
from tests.adapters.broken_input import BODIES, THREAD
from tests.adapters.flask.conftest import new_app
from tests.sample import create_community


@pytest.fixture
def app(sqlite_kit: Kit) -> Flask:
    """An application in which everybody is ada."""
    create_community(sqlite_kit, members=("ada",))
    made = new_app("sqlite://")
    Commkit(made, sqlite_kit, actor=lambda: "ada", check_origin=False)
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def post(client: FlaskClient, body: Any, **environ: Any) -> Any:
    """Open a thread with a body that is read from somewhere."""
    return client.post(
        "/c/town/posts/create-thread",
        input_stream=io.BytesIO(body) if isinstance(body, bytes) else body,
        content_type="application/json",
        environ_overrides={"CONTENT_LENGTH": str(len(THREAD))} | environ,
    )


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PROPFIND", "BREW"])
def test_the_contract_says_which_methods_there_are(client: FlaskClient, method: str) -> None:
    refused: Any = client.open("/c/-/types", method=method)
    assert (refused.status_code, refused.json["code"]) == (405, "http.method_not_allowed")
    assert refused.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path", ["", "/", "//", "//town", "/town//posts/list-threads", "/town/a%0Ab", "/town/", "/%0A"]
)
def test_every_address_reaches_the_contract(client: FlaskClient, path: str) -> None:
    refused: Any = client.get(f"/c{path}")
    assert (refused.status_code, refused.json["code"]) == (404, "http.no_such_path")


@pytest.mark.parametrize("prefix", ["/c", "/"])
def test_addresses_of_the_host_come_first(sqlite_kit: Kit, prefix: str) -> None:
    app = new_app("sqlite://")
    Commkit(app, sqlite_kit, actor=lambda: None, url_prefix=prefix)
    base = prefix.rstrip("/")
    for rule in (f"{base}/own", f"{base}/pages/<path:page>"):
        app.add_url_rule(rule, rule, lambda page="": f"own {page}")
    client = app.test_client()
    assert (client.get(f"{base}/own").text, client.get(f"{base}/pages/a/b").text) == ("own ", "own a/b")
    assert client.get(f"{base}/-/types").status_code == 200
    assert client.get(f"{base}//-/types").status_code == 404


def test_where_it_is_mounted_is_encoded_in_links(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=("ada", "bob"))
    app = new_app("sqlite://")
    Commkit(app, sqlite_kit, actor=lambda: "ada", url_prefix="/b\u00fcro")
    answer = app.test_client().get("/b%C3%BCro/town/members/list-members?limit=1")
    assert answer.headers["Link"].startswith("</b%C3%BCro/town/members/list-members?limit=1&after=")


@pytest.mark.parametrize(("body", "environ", "expected"), BODIES)
def test_bodies_are_read_whole_or_refused(
    client: FlaskClient, sqlite_kit: Kit, body: Any, environ: dict[str, Any], expected: tuple[int, str | None]
) -> None:
    before = snapshot(sqlite_kit)
    answer = post(client, body, **environ)
    assert (answer.status_code, answer.json.get("code")) == expected
    assert (differences(before, snapshot(sqlite_kit)) == []) == (expected[0] != 201)


def test_a_body_that_the_host_has_read_before(app: Flask) -> None:
    app.before_request(lambda: request.get_data() and None)
    assert post(app.test_client(), THREAD).status_code == 201
