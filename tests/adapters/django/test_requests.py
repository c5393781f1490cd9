"""The contract in a Django project: what comes in, what goes out, who sent it; sync and async."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import aclosing, suppress
from threading import Event
from typing import Any
from unittest.mock import patch

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.http import StreamingHttpResponse
from django.test import AsyncClient, Client, RequestFactory, override_settings
from django.test.client import AsyncRequestFactory
from django.utils.decorators import sync_and_async_middleware

from commkit import SYSTEM, Kit
from commkit.adapters import http
from commkit.adapters.django import requests, views
from commkit.adapters.django.configuration import get_configuration
from commkit.adapters.django.views import NOTICES_DISCONNECTS, async_contract_view, contract_view
from commkit.adapters.http import make_contract
from tests.adapters.django.conftest import QUESTION, forget_connections, signed_in

BASES = ("/c", "/async/c")


@pytest.mark.parametrize("base", BASES)
def test_a_command_and_a_query(ada: Client, base: str) -> None:
    made = ada.post(f"{base}/town/posts/create-thread", QUESTION, content_type="application/json")
    assert (made.status_code, made.json()["title"]) == (201, "Wh\u00fd?")
    assert made.headers["Location"].startswith(f"{base}/town/posts/")
    assert ada.get(made.headers["Location"]).json()["id"] == made.json()["id"]
    listed = ada.get(f"{base}/town/posts/list-threads", {"limit": 5})
    assert [thread["id"] for thread in listed.json()["items"]] == [made.json()["id"]]
    again = ada.get(
        f"{base}/town/posts/list-threads?limit=5", headers={"if-none-match": listed.headers["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Type" not in again.headers


@pytest.mark.parametrize("base", BASES)
def test_visitors_have_no_key(sqlite_project: Kit, base: str) -> None:
    answer = Client().post(f"{base}/town/posts/create-thread", QUESTION, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (401, "runtime.not_permitted")
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("base", BASES)
def test_commands_need_the_token_and_an_own_page(sqlite_project: Kit, base: str) -> None:
    ada = signed_in(sqlite_project, enforce_csrf_checks=True)
    ada.cookies["csrftoken"] = "a" * 32

    def sent(**headers: str) -> tuple[int, str | None]:
        answer = ada.post(
            f"{base}/town/posts/create-thread", QUESTION, content_type="application/json", headers=headers
        )
        return answer.status_code, answer.json().get("code")

    assert sent(**{"x-csrftoken": "a" * 32}) == (201, None)
    assert sent() == (403, "http.csrf_token")
    assert sent(**{"x-csrftoken": "b" * 32}) == (403, "http.csrf_token")
    assert sent(**{"x-csrftoken": "a" * 32, "origin": "https://evil.example"}) == (403, "http.foreign_origin")
    assert sent(**{"x-csrftoken": "a" * 32, "sec-fetch-site": "cross-site"}) == (403, "http.foreign_origin")
    with override_settings(COMMKIT={"kit": sqlite_project, "check_csrf_token": False}):
        assert sent() == (201, None)
        assert sent(origin="https://evil.example") == (403, "http.foreign_origin")
    with override_settings(
        COMMKIT={"kit": sqlite_project},
        CSRF_TRUSTED_ORIGINS=["https://shop.example", "https://*.shop.example"],
    ):
        assert sent(**{"x-csrftoken": "a" * 32, "origin": "https://shop.example"}) == (201, None)
        assert sent(**{"x-csrftoken": "a" * 32, "origin": "https://a.shop.example"}) == (
            403,
            "http.foreign_origin",
        )


def test_a_client_without_a_cookie_needs_no_token(sqlite_project: Kit) -> None:
    signed_in(sqlite_project)
    client = Client(enforce_csrf_checks=True)
    with override_settings(COMMKIT={"kit": sqlite_project, "actor": _by_token}):
        answer = client.post(
            "/c/town/posts/create-thread",
            QUESTION,
            content_type="application/json",
            headers={"authorization": "Bearer 1"},
        )
    assert answer.status_code == 201


def _by_token(request: Any) -> str | None:
    return request.headers.get("authorization", "").removeprefix("Bearer ") or None


@pytest.mark.parametrize("base", BASES)
def test_addresses_are_decoded_once_and_nothing_is_redirected(sqlite_project: Kit, base: str) -> None:
    ada = signed_in(sqlite_project)
    for path in ("/t%6Fwn/posts/list-threads", "/town/posts/list%2Dthreads"):
        assert ada.get(base + path).status_code == 200, path
    for path in ("/t%256Fwn/posts/list-threads", "/town/posts/list-threads/", "//town", "/town/a%0Ab"):
        assert ada.get(base + path).status_code == 404, path
    assert ada.get(f"{base}/").json()["code"] == "http.no_such_path"
    assert ada.get(f"{base}/openapi.json").json()["servers"][0]["url"] == base
    with_script = Client(SCRIPT_NAME="/shop").get(f"{base}/openapi.json")
    assert with_script.json()["servers"][0]["url"] in (base, f"/shop{base}")


@pytest.mark.parametrize("base", BASES)
def test_other_methods_and_only_headers(sqlite_project: Kit, base: str) -> None:
    ada = signed_in(sqlite_project)
    head, whole = ada.head(f"{base}/town/posts/list-threads"), ada.get(f"{base}/town/posts/list-threads")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.content))
    for method in ("put", "patch", "delete"):
        refused = getattr(ada, method)(f"{base}/town/posts/list-threads")
        assert (refused.status_code, refused.json()["code"]) == (405, "http.method_not_allowed")


@pytest.mark.parametrize("base", BASES)
def test_too_much_is_refused_and_forms_are_none(sqlite_project: Kit, base: str) -> None:
    ada = signed_in(sqlite_project)
    most = make_contract(sqlite_project).max_body
    big = ada.post(f"{base}/town/posts/create-thread", b" " * (most + 1), content_type="application/json")
    assert (big.status_code, big.json()["code"]) == (413, "http.too_large")
    form = ada.post(f"{base}/town/posts/create-thread", QUESTION)
    assert form.status_code == 415


@pytest.mark.parametrize("multipart", [True, False])
def test_a_file_goes_up_with_the_token_in_its_header(sqlite_project: Kit, multipart: bool) -> None:
    """Django looks for the token in the form first; the form must still reach the contract."""
    ada = signed_in(sqlite_project, enforce_csrf_checks=True)
    ada.cookies["csrftoken"] = "a" * 32
    bodies: list[bytes] = []

    def noting(contract: Any, request: http.Request, actor: str | None) -> http.Response:
        bodies.append(request.body)
        return http.Response(204)

    with patch("commkit.adapters.django.views.handle", noting):
        if multipart:
            from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

            sent: Any = {"data": {"file": SimpleUploadedFile("log.txt", b"full of lines")}}
        else:
            sent = {"data": b"full of lines", "content_type": "text/plain"}
        answer = ada.post("/c/town/-/files", **sent, headers={"x-csrftoken": "a" * 32})
    assert answer.status_code == 204
    assert b"full of lines" in bodies[0]


def pieces(ended: list[str]) -> Iterator[bytes]:
    try:
        yield b"one"
        yield b"two"
    finally:
        ended.append("closed")


def test_streams_are_sent_piece_by_piece_and_closed() -> None:
    ended: list[str] = []
    stream = http.Response(200, (("Content-Type", "text/event-stream"),), stream=pieces(ended))
    sync: Any = requests.to_django(stream, RequestFactory().get("/"))
    assert list(sync) == [b"one", b"two"]
    sync.close()
    assert (ended, sync.headers["Content-Type"]) == (["closed"], "text/event-stream")

    async def first(response: Any) -> bytes:
        async with aclosing(aiter(response)) as parts:
            found: bytes = await anext(parts)
            return found

    stream = http.Response(200, (("Vary", "Cookie"), ("Vary", "Accept")), stream=pieces(ended))
    cut: Any = requests.to_django(stream, AsyncRequestFactory().get("/"))
    assert asyncio.run(first(cut)) == b"one"
    assert (ended, cut.headers["Vary"]) == (["closed", "closed"], "Cookie, Accept")


SINCE_5 = pytest.mark.skipif(not NOTICES_DISCONNECTS, reason="before 5.0 Django does not tell who has gone")


@pytest.mark.parametrize("base", ["/c", pytest.param("/async/c", marks=SINCE_5)])
def test_a_live_stream_begins_and_is_given_back(sqlite_project: Kit, base: str) -> None:
    ada = signed_in(sqlite_project)
    streams = get_configuration().contract.streams

    async def follow() -> bytes:
        client = AsyncClient()
        client.cookies = ada.cookies
        try:
            answer: Any = await client.get(f"{base}/town/-/stream")
            async with aclosing(aiter(answer)) as parts:
                found: bytes = await anext(parts)
            await sync_to_async(answer.close)()
            return found
        finally:
            await sync_to_async(forget_connections)()

    assert asyncio.run(follow()) != b""
    assert ada.head(f"{base}/town/-/stream").status_code in (200, 405)
    assert streams.count == 0


def test_beside_an_event_loop(project: Kit) -> None:
    cookies = signed_in(project).cookies

    async def visit() -> list[Any]:
        client = AsyncClient()
        client.cookies = cookies
        body, own_page = json.dumps(QUESTION), {"origin": "http://testserver"}
        try:
            made = await client.post(
                "/async/c/town/posts/create-thread", body, content_type="application/json", headers=own_page
            )
            listed = await asyncio.gather(*(client.get("/async/c/town/posts/list-threads") for _ in range(5)))
        finally:
            await sync_to_async(forget_connections)()
        return [made.status_code, *(len(answer.json()["items"]) for answer in listed)]

    assert asyncio.run(visit()) == [201, 1, 1, 1, 1, 1]


async def _async_actor(request: Any) -> str | None:
    return await sync_to_async(lambda: str(request.user.pk))()


@pytest.mark.parametrize("base", BASES)
def test_an_async_actor(sqlite_project: Kit, base: str) -> None:
    ada = signed_in(sqlite_project)
    with override_settings(COMMKIT={"kit": sqlite_project, "actor": _async_actor}):
        answer = ada.post(f"{base}/town/posts/create-thread", QUESTION, content_type="application/json")
    assert answer.status_code == 201


@pytest.mark.parametrize("key", [7, SYSTEM])
def test_an_actor_that_is_no_text_is_the_hosts_fault(sqlite_project: Kit, key: Any) -> None:
    with override_settings(COMMKIT={"kit": sqlite_project, "actor": lambda request: key}):
        for base in BASES:
            with pytest.raises(TypeError, match="give the host's key of the user as a text"):
                Client().get(f"{base}/-/types")


def test_the_views_are_what_their_names_say() -> None:
    assert not asyncio.iscoroutinefunction(contract_view)
    assert asyncio.iscoroutinefunction(async_contract_view)


@pytest.mark.parametrize("factory", [RequestFactory, AsyncRequestFactory])
def test_a_stream_that_nobody_iterates_over_is_closed_with_its_response(factory: Any) -> None:
    ended: list[str] = []
    unread = Unread(ended)
    response: Any = requests.to_django(http.Response(200, stream=unread), factory().get("/"))
    response.close()
    assert ended == ["closed"]


def test_control_django_itself_closes_no_generator_that_never_began() -> None:
    ended: list[str] = []
    with patch.object(requests._Stream, "close", StreamingHttpResponse.close):
        response: Any = requests.to_django(
            http.Response(200, stream=Unread(ended)), AsyncRequestFactory().get("/")
        )
        response.close()
    assert ended == []


class Unread:
    """A stream of which nobody asks for a piece.

    Args:
        ended: Gets a word when it is closed.
    """

    def __init__(self, ended: list[str]) -> None:
        self._ended = ended

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        raise AssertionError("nobody asks")

    def close(self) -> None:
        if not self._ended:
            self._ended.append("closed")


def test_a_request_whose_client_goes_while_its_stream_is_opened(sqlite_project: Kit) -> None:
    contract = get_configuration().contract
    assert _places_after_cancelling(contract) == 0


def test_control_without_waiting_for_it_the_place_is_lost(sqlite_project: Kit) -> None:
    async def forgetful(running: Any, **_: Any) -> Any:
        return await asyncio.shield(running)

    contract = get_configuration().contract
    with patch.object(views, "run_to_end", forgetful):
        assert _places_after_cancelling(contract) == 1
    contract.streams.close()


def _places_after_cancelling(contract: http.Contract) -> int:
    reached, opened = Event(), Event()
    original = contract.streams.open

    def gated(*args: Any, **options: Any) -> Any:
        reached.set()
        assert opened.wait(10)
        return original(*args, **options)

    async def visit() -> None:
        request = AsyncRequestFactory().get("/async/c/town/-/stream")
        request.user = AnonymousUser()
        answering = asyncio.create_task(async_contract_view(request, "town/-/stream"))
        assert await asyncio.to_thread(reached.wait, 10)
        answering.cancel()
        await asyncio.sleep(0.05)
        opened.set()
        with suppress(asyncio.CancelledError):
            await answering
        await asyncio.sleep(0.3)
        await sync_to_async(forget_connections)()

    with patch.object(contract.streams, "open", gated):
        asyncio.run(visit())
    return contract.streams.count


@pytest.mark.parametrize("base", BASES)
def test_an_answer_with_a_cookie_of_the_host_is_for_one_reader(sqlite_project: Kit, base: str) -> None:
    signed_in(sqlite_project)
    plain = Client().get(f"{base}/town/posts/list-threads")
    assert plain.headers["Cache-Control"] == "public, max-age=0, must-revalidate", "the control"
    with override_settings(MIDDLEWARE=["tests.adapters.django.test_requests.setting_a_cookie"]):
        found = Client().get(f"{base}/town/posts/list-threads")
    assert found.cookies["seen"].value == "1"
    assert found.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in found.headers["Vary"]


@sync_and_async_middleware
def setting_a_cookie(get_response: Any) -> Any:
    """A middleware of the host, as that of sessions is one."""
    if asyncio.iscoroutinefunction(get_response):

        async def answer(request: Any) -> Any:
            response = await get_response(request)
            response.set_cookie("seen", "1")
            return response
    else:

        def answer(request: Any) -> Any:
            response = get_response(request)
            response.set_cookie("seen", "1")
            return response

    return answer
