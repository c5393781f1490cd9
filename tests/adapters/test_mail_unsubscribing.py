"""One click over real HTTP: a POST ends such mail, a GET changes nothing, and nobody is signed in."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from commkit import Kit
from commkit.adapters.mail import UnsubscribeApp
from commkit.notifications import ListNotificationPreferences
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_unchanged
from tests.notifications.conftest import START
from tests.notifications.post_office import Host, PostOffice, link_of, open_post_office, ports
from tests.notifications.setup import Bells, ring
from tests.sample import create_community, new_kit


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Keep tests quiet."""


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_post_office() as made:
        yield made


@pytest.fixture
def kit(sqlite_url: str, office: PostOffice) -> Iterator[Kit]:
    with closing(
        new_kit(sqlite_url, Bells(), clock=ManualClock(START), identity=Host(), ports=ports(office))
    ) as made:
        create_community(made, type="tower", members=("ada",))
        ring(made, "ada", kind="bells.mailed")
        made.worker().drain()
        yield made


@contextmanager
def serving(kit: Kit) -> Iterator[int]:
    """The application on a free port of the loopback."""
    with make_server("127.0.0.1", 0, UnsubscribeApp(kit), handler_class=Silent) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def knock(port: int, method: str, path: str, body: str = "") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    with closing(connection):
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def path_in(office: PostOffice) -> str:
    parts = urlsplit(link_of(office.mails[0]))
    return f"{parts.path}?{parts.query}"


def channels(kit: Kit) -> tuple[str, ...]:
    return next(
        p.channels for p in ask(kit, "ada", "town", ListNotificationPreferences()) if p.kind == "bells.mailed"
    )


def test_one_click_as_mail_programs_send_it(kit: Kit, office: PostOffice) -> None:
    with serving(kit) as port:
        for _ in range(2):
            status, page = knock(port, "POST", path_in(office), "List-Unsubscribe=One-Click")
            assert (status, "no more mail" in page) == (200, True)
    assert channels(kit) == ("inbox",)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_a_get_request_changes_nothing(kit: Kit, office: PostOffice, method: str) -> None:
    with assert_unchanged(kit), serving(kit) as port:
        status, page = knock(port, method, path_in(office))
    assert status == (200 if method in ("GET", "HEAD") else 405)
    assert ('<form method="post">' in page) == (method == "GET")
    assert channels(kit) == ("inbox", "mail")


def test_a_view_of_the_host_answers_by_plain_values(kit: Kit, office: PostOffice) -> None:
    token = parse_qs(urlsplit(link_of(office.mails[0])).query)["token"][0]
    app = UnsubscribeApp(kit)
    with assert_unchanged(kit):
        status, headers, body = app.answer("GET", token)
        assert (status, headers["Content-Length"]) == (200, str(len(body)))
        assert app.answer("POST", "made-up")[0] == 400
        assert app.answer("PUT", token)[1]["Allow"] == "GET, HEAD, POST"
    assert app.answer("POST", token)[0] == 200
    assert channels(kit) == ("inbox",)


@pytest.mark.parametrize(
    "query", ["", "token=", "token=x.y", "token=%00", "token=%ff%fe", "token=" + "a" * 3_000]
)
def test_an_invalid_link_is_refused(kit: Kit, query: str) -> None:
    with assert_unchanged(kit), serving(kit) as port:
        assert knock(port, "POST", f"/unsubscribe?{query}")[0] == 400


def test_the_page_reveals_nothing_about_the_member(kit: Kit, office: PostOffice) -> None:
    with serving(kit) as port:
        pages = knock(port, "GET", path_in(office))[1] + knock(port, "POST", path_in(office))[1]
    assert not [word for word in ("ada", "Ada", "town", "Town", "bells") if word in pages]


def test_without_mail_the_page_has_nothing_to_end(sqlite_url: str, kit: Kit, office: PostOffice) -> None:
    with closing(new_kit(sqlite_url, Bells())) as plain, serving(plain) as port:
        assert knock(port, "POST", path_in(office))[0] == 404
