"""The live stream of a community through each shell: what happens is sent, and who goes is forgotten."""

import http.client
import time
from contextlib import closing

import django
import pytest

from commkit import Kit
from commkit.adapters.http import StreamHub, make_contract
from commkit.posts import CreateThread
from tests.adapters.shells.servers import HOST
from tests.adapters.shells.shells import BASE, SHELLS
from tests.adapters.shells.test_asgi import workers
from tests.adapters.sse_reading import Parser
from tests.helpers import do
from tests.sample import create_community


@pytest.mark.parametrize("name", SHELLS)
def test_what_happens_is_sent_until_the_client_goes(name: str, kit: Kit) -> None:
    create_community(kit, members=["ada"])
    if name == "async-django" and django.VERSION < (5, 0):
        assert_refused(name, kit)  # it would not notice that a client has gone
        return
    parser = Parser()
    with (
        closing(StreamHub(kit, heartbeat=0.1)) as hub,
        SHELLS[name](make_contract(kit, streams=hub)) as server,
    ):
        connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
        connection.request("GET", f"{BASE}/town/-/stream", headers={"X-User": "ada"})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/event-stream")
        post = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="I wonder."))
        while str(post.id) not in parser.posts():
            parser.feed(answer.read1())
        assert [each for each in workers() if "stream" in each] == []
        answer.close()
        connection.close()
        end = time.monotonic() + 10
        while hub.count:
            assert time.monotonic() < end, "it is followed still"
            time.sleep(0.02)
        assert server.is_idle()


def assert_refused(name: str, kit: Kit) -> None:
    """The shell follows nothing, and keeps nothing open."""
    with closing(StreamHub(kit)) as hub, SHELLS[name](make_contract(kit, streams=hub)) as server:
        connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
        connection.request("GET", f"{BASE}/town/-/stream", headers={"X-User": "ada"})
        answer = connection.getresponse()
        assert (answer.status, b"http.no_stream" in answer.read()) == (501, True)
        connection.close()
        assert hub.count == 0
