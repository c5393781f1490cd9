"""Live streams in servers that give each answer a thread: a few, given back whatever happens, and then a refusal."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from flask import Flask, request

from commkit import Invalid, Kit
from commkit.adapters.flask import Commkit
from commkit.adapters.flask.blueprint import make_blueprint
from commkit.adapters.http import Contract, StreamHub, make_contract
from commkit.adapters.http.thread_streams import ThreadStreams
from commkit.adapters.wsgi import WsgiApp
from tests.adapters.shells.django_host import wsgi_project
from tests.adapters.shells.test_wsgi import environ
from tests.sample import create_community

Answer = tuple[int, dict[str, str], Any]
Ask = Callable[[str | None], Answer]
LIMIT = 2


@pytest.fixture
def contract(sqlite_kit: Kit) -> Iterator[Contract]:
    create_community(sqlite_kit, members=("ada", "bob"))
    with closing(StreamHub(sqlite_kit, heartbeat=0.1, max_per_actor=50)) as hub:
        yield make_contract(sqlite_kit, streams=hub)


def wsgi(contract: Contract) -> Iterator[Any]:
    yield WsgiApp(contract, actor=lambda env: env.get("HTTP_X_USER"), streams=LIMIT)


def flask(contract: Contract) -> Iterator[Any]:
    app = Flask("host")
    blueprint = make_blueprint("commkit", contract, lambda: request.headers.get("X-User"), "", streams=LIMIT)
    app.register_blueprint(blueprint)
    yield app


def django(contract: Contract) -> Iterator[Any]:
    with wsgi_project(contract, streams=LIMIT) as app:
        yield app


PREFIX = {"wsgi": "", "flask": "", "django": "/c"}


@pytest.fixture(params=["wsgi", "flask", "django"])
def ask(request: pytest.FixtureRequest, contract: Contract) -> Iterator[Ask]:
    name = request.param
    shells = {"wsgi": wsgi, "flask": flask, "django": django}
    for app in shells[name](contract):

        def asked(actor: str | None, app: Any = app) -> Answer:
            got: list[Any] = []
            headers = {"HTTP_X_USER": actor} if actor is not None else {}
            body = app(
                environ(path=f"{PREFIX[name]}/town/-/stream", **headers),
                lambda status, headers, exc_info=None: got.extend((status, headers)),
            )
            return int(got[0][:3]), dict(got[1]), body

        yield asked


def test_beyond_a_few_they_are_refused_and_each_is_given_back(ask: Ask, contract: Contract) -> None:
    for _ in range(3):
        opened = [ask("ada") for _ in range(LIMIT)]
        assert [status for status, _, _ in opened] == [200] * LIMIT
        status, headers, body = ask("bob")
        assert (status, headers["Retry-After"]) == (503, "15")
        assert b"http.too_many_readers" in b"".join(body)
        assert contract.streams.count == LIMIT, "what is refused keeps no place"
        assert next(iter(opened[0][2]))
        for _, _, stream in opened:
            stream.close()
            stream.close()
        assert contract.streams.count == 0


def test_visitors_take_no_more_than_half(ask: Ask) -> None:
    first, second = ask(None), ask(None)
    assert (first[0], second[0]) == (200, 503)
    member = ask("ada")
    assert member[0] == 200
    for each in (first, member):
        each[2].close()


def test_control_without_a_limit_there_are_many(
    ask: Ask, contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ThreadStreams, "hold", lambda held, contract, response, actor: response)
    opened = [ask("ada") for _ in range(LIMIT + 3)]
    assert {status for status, _, _ in opened} == {200}
    for _, _, stream in opened:
        stream.close()


def test_a_response_that_the_framework_lost_is_forgotten_once_its_stream_is_over(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=("ada",))
    with closing(StreamHub(sqlite_kit, max_age=0.05)) as hub:
        app = WsgiApp(make_contract(sqlite_kit, streams=hub), actor=lambda _: "ada", streams=1)
        statuses: list[str] = []

        def opened() -> str:
            app(environ(path="/town/-/stream"), lambda status, *_: statuses.append(status))  # type: ignore[arg-type, return-value]
            return statuses[-1][:3]

        assert opened() == "200"
        while opened() == "503":  # it was never iterated over, and never closed
            assert len(statuses) < 100_000
        assert statuses[-1][:3] == "200"


def test_one_that_a_thread_reads_counts_until_it_is_closed(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=("ada",))
    held = ThreadStreams(1)
    with closing(StreamHub(sqlite_kit, max_age=0.05, heartbeat=0.02)) as hub:
        contract = make_contract(sqlite_kit, streams=hub)
        app = WsgiApp(contract, actor=lambda _: "ada", streams=1)
        app._streams = held
        body: Any = app(environ(path="/town/-/stream"), lambda *_: None)  # type: ignore[arg-type, return-value]
        list(body)
        assert (held.count, hub.count) == (1, 0), "its thread may still be sending"
        got: list[str] = []
        app(environ(path="/town/-/stream"), lambda status, *_: got.append(status))  # type: ignore[arg-type, return-value]
        assert got[0].startswith("503")
        body.close()
        assert held.count == 0


@pytest.mark.parametrize("streams", [-1, True, "2", None])
def test_what_is_no_number_of_streams_is_refused(sqlite_kit: Kit, streams: Any) -> None:
    with pytest.raises(Invalid, match="whole number"):
        WsgiApp(sqlite_kit, actor=lambda _: None, streams=streams)
    with pytest.raises(Invalid, match="whole number"):
        Commkit(Flask("host"), sqlite_kit, actor=lambda: None, streams=streams)


def test_all_may_be_refused(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=("ada",))
    got: list[str] = []
    app = WsgiApp(sqlite_kit, actor=lambda _: "ada", streams=0)
    app(environ(path="/town/-/stream"), lambda status, *_: got.append(status))  # type: ignore[arg-type, return-value]
    assert got[0].startswith("503")
    assert app.contract.streams.count == 0
