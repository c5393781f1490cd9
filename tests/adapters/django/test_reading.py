"""What a Django project hands on as it came: whole bodies and no others, queries, where it is mounted."""

import io
import json
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.test import RequestFactory, override_settings

from commkit import Kit
from commkit.adapters.django.requests import from_django, with_body
from commkit.adapters.django.views import contract_view
from commkit.adapters.http import make_contract
from commkit.testing.snapshots import differences, snapshot
from tests.adapters.broken_input import BODIES, THREAD
from tests.adapters.django.conftest import signed_in

PATH = "town/posts/create-thread"


def post(body: Any, key: str, **environ: Any) -> tuple[int, str | None]:
    """Open a thread with a body that is read from somewhere; the status and code of the answer."""
    asked = RequestFactory().post(f"/c/{PATH}", THREAD, content_type="application/json", HTTP_X_USER=key)
    handed = io.BytesIO(body) if isinstance(body, bytes) else body
    request = type(asked)(asked.META | {"wsgi.input": handed} | environ)
    answer: Any = contract_view(request, PATH)
    return answer.status_code, json.loads(answer.content).get("code")


@pytest.mark.parametrize(("body", "environ", "expected"), BODIES)
def test_bodies_are_read_whole_or_refused(
    sqlite_project: Kit, body: Any, environ: dict[str, Any], expected: tuple[int, str | None]
) -> None:
    key = signed_in(sqlite_project).session["_auth_user_id"]
    before = snapshot(sqlite_project)
    with override_settings(COMMKIT={"kit": sqlite_project, "actor": lambda it: it.headers.get("x-user")}):
        assert post(body, key, **environ) == expected
    assert (differences(before, snapshot(sqlite_project)) == []) == (expected[0] != 201)


def test_a_body_that_the_host_has_read_before(sqlite_kit: Kit) -> None:
    request = RequestFactory().post(f"/c/{PATH}", THREAD, content_type="application/json")
    assert request.body == THREAD
    sent = with_body(from_django(request, PATH), request, make_contract(sqlite_kit))
    assert sent.body == THREAD


def test_where_it_is_mounted_and_the_query_are_encoded() -> None:
    sync = RequestFactory().get("/b%C3%BCro/c/-/types")
    sync.META["QUERY_STRING"] = "q=\u00c3\u00bc"  # the bytes as WSGI servers hand them out
    scope = {"type": "http", "method": "GET", "path": "/b\u00fcro/c/-/types", "headers": []}
    beside_a_loop = ASGIRequest(scope | {"query_string": b"q=\xc3\xbc"}, io.BytesIO())
    beside_a_loop.META["HTTP_HOST"] = "community.example"
    for request in (sync, beside_a_loop):
        sent = from_django(request, "-/types")
        assert (sent.base, sent.path, sent.query) == ("/b%C3%BCro/c", "/-/types", "q=%C3%BC")


@pytest.mark.parametrize("method", ["get", "Post", "BREW", "GET"])
def test_methods_are_handed_on_as_they_were_sent(method: str) -> None:
    sync = RequestFactory().generic("GET", "/c/-/types", REQUEST_METHOD=method)
    beside_a_loop = ASGIRequest(
        {"type": "http", "method": method, "path": "/c/-/types", "headers": []}, io.BytesIO()
    )
    beside_a_loop.META["HTTP_HOST"] = "community.example"
    for request in (sync, beside_a_loop):
        assert from_django(request, "-/types").method == method
        request.method = "PUT"  # as a middleware of the host may do
        assert from_django(request, "-/types").method == "PUT"
