"""WebFinger: who is found by which name, what is refused, and the applications at the root of a host."""

import asyncio
import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server

from commkit.adapters.asgi import AsgiApp
from commkit.adapters.wsgi import WsgiApp
from commkit.communities import Site
from commkit_activitypub import AsgiWebFinger, WsgiWebFinger, account_of, split_account
from tests.activity_shapes import read_descriptor, read_document


def test_an_account_leads_to_the_actor_and_to_the_page(town: Any) -> None:
    roses = town.space()
    got = town.finger("acct:gardens.roses@town.example")
    assert (got.status, got.headers["content-type"]) == (200, "application/jrd+json")
    assert got.headers["access-control-allow-origin"] == "*"
    links = read_descriptor(got.json)
    actor = town.get(links["self"]).json
    assert actor["preferredUsername"] == "gardens.roses"
    assert got.json["subject"] == "acct:gardens.roses@town.example"
    assert links["http://webfinger.net/rel/profile-page"] == actor["url"]
    assert got.json["aliases"] == [actor["id"], actor["url"]]
    for other in (actor["id"], "acct:Gardens.ROSES@Town.Example", "acct:@gardens.roses@town.example"):
        assert town.finger(other).json == got.json
    assert town.finger("acct:roses@town.example", home="gardens").json == got.json
    assert town.finger("acct:roses@town.example").status == 404
    assert roses.slug == "roses"


def test_relations_that_are_asked_for(town: Any) -> None:
    town.space()
    got = town.finger("acct:gardens.roses@town.example", rel="self")
    assert list(read_descriptor(got.json)) == ["self"]
    assert town.finger("acct:gardens.roses@town.example", rel="nothing").json["links"] == []


NOT_HERE = (
    "acct:gardens.roses@other.example",
    "acct:gardens.roses@town.example:444",
    "acct:gardens.nothing@town.example",
    "acct:nowhere.roses@town.example",
    "acct:gardens.roses.more@town.example",
    "acct:.roses@town.example",
    "acct:gardens.@town.example",
    "acct:-.roses@town.example",
    "acct:gardens.roses",
    "acct:gardens.roses@a@town.example",
    "acct:gardens.r%6fses@town.example",
    "acct:gardens.' OR 1=1 --@town.example",
    "acct:gardens.röses@town.example",
    "mailto:gardens.roses@town.example",
    "https://other.example/c/gardens/activitypub/spaces/1",
    "https://town.example/c/gardens/activitypub/spaces/x",
    "https://town.example/c/gardens",
    "https://town.example/c/",
    "https://[",
    "urn:x",
    "acct:" + "a" * 900 + "@town.example",
)


def test_what_is_not_here_is_one_answer(town: Any) -> None:
    town.space()
    nobody = town.finger("acct:gardens.nobody@town.example")
    assert nobody.status == 404
    for resource in NOT_HERE:
        assert town.finger(resource) == nobody, resource


BAD = ("", "resource=", "resource=gardens", "resource=%ff", "resource=acct:", "resource=a%0Ab:c", "rel=self",
       "resource=acct:a.b@c&resource=acct:a.b@c", "resource=acct:" + "a" * 1_100, "&".join(["a=b"] * 50))  # fmt: skip


def test_what_is_no_resource_is_a_bad_request(town: Any) -> None:
    for query in BAD:
        for community in ("gardens", "nowhere", "_"):
            got = town.send("GET", f"/{community}/activitypub/webfinger", query)
            assert (got.status, got.json["code"]) == (400, "activitypub.bad_resource"), query


def test_it_is_read_only(town: Any) -> None:
    for method in ("POST", "PUT", "DELETE"):
        got = town.send(method, "/gardens/activitypub/webfinger", "resource=acct:gardens.roses@town.example")
        assert (got.status, got.headers["allow"]) == (405, "GET, HEAD")


def test_accounts_are_two_slugs() -> None:
    assert account_of("gardens", "roses") == "gardens.roses"
    assert split_account("gardens.roses") == ("gardens", "roses")
    assert split_account("roses") is None
    assert split_account("roses", "gardens") == ("gardens", "roses")
    assert split_account("a.b.c") is None
    assert split_account("") is None


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(make_town: Any) -> Iterator[tuple[Any, str]]:
    """A host with WebFinger at its root and the communities below `/c`, on a free port of loopback."""
    with make_server("127.0.0.1", 0, lambda environ, start: [], handler_class=_Quiet) as server:
        base = f"http://127.0.0.1:{server.server_port}"
        town = make_town(site=Site(base_url=f"{base}/"))
        app = WsgiApp(town.kit, actor=lambda environ: None)
        finger = WsgiWebFinger(app, mount="/c")

        def host(environ: dict[str, Any], start: Any) -> Any:
            path = environ["PATH_INFO"]
            if path == "/.well-known/webfinger":
                return finger(environ, start)
            return app({**environ, "SCRIPT_NAME": "/c", "PATH_INFO": path.removeprefix("/c")}, start)

        server.set_app(host)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield town, base
        finally:
            server.shutdown()
            thread.join()


def fetched(url: str, accept: str = "application/activity+json") -> Any:
    request = urllib.request.Request(url, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def test_another_server_goes_from_the_account_to_the_last_reply(make_town: Any) -> None:
    with served(make_town) as (town, base):
        thread = town.thread(town.space())
        town.reply(thread)
        account = f"acct:gardens.roses@{base.removeprefix('http://')}"
        found = fetched(f"{base}/.well-known/webfinger?{urlencode({'resource': account})}")
        actor = fetched(read_descriptor(found)["self"])
        outbox = read_document(fetched(actor["outbox"])).value
        page = read_document(fetched(outbox["first"])).value
        (activity,) = page["orderedItems"]
        assert read_document(fetched(activity["id"])).value["object"]["content"]
        opening = read_document(fetched(activity["object"]["id"])).value
        replies = read_document(fetched(fetched(opening["replies"])["first"])).value
        assert [each["content"] for each in replies["orderedItems"]] == ["<p>Ducks.</p>\n"]


def test_asgi_answers_the_same(sqlite_town: Any) -> None:
    town = sqlite_town
    town.space()
    app = AsgiWebFinger(AsgiApp(town.kit, actor=lambda scope: None), mount="/c")
    query = urlencode({"resource": "acct:gardens.roses@town.example"})
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    async def run() -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/.well-known/webfinger",
            "root_path": "",
            "query_string": query.encode(),
            "headers": [],
            "http_version": "1.1",
        }
        await app(scope, receive, send)

    asyncio.run(run())
    assert sent[0]["status"] == 200
    body = b"".join(each.get("body", b"") for each in sent[1:])
    assert body == town.finger("acct:gardens.roses@town.example").body
