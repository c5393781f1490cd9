"""Calls: requests as they go over the wire, right and wrong ones, and what a shell must make of them."""

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import quote, unquote, urlencode

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from commkit.adapters.http import Contract, Request, Response
from commkit.adapters.http.contract import LOBBY, Endpoint
from commkit.testing.faults import malformed_payloads
from commkit.testing.histories import World
from tests.adapters.shells.servers import HOST, Server
from tests.adapters.shells.shells import BASE

ACTORS = ("owner", "steward", "member", "member", "another", "outsider", None)
OF_SERVERS = frozenset({"date", "server", "connection", "keep-alive", "transfer-encoding"})
"""Headers that are the server's."""

Answer = tuple[int, list[tuple[str, str]], bytes]
"""Status, headers by lower-case name, body."""


@frozen
class Call:
    """A request as it goes over the wire.

    Attributes:
        method: Its method.
        target: The path below the base and the query string, percent-encoded.
        headers: Names in lower case.
        body: Its body.
        actor: Who sends it.
    """

    method: str
    target: str
    headers: Mapping[str, str] = field(factory=dict)
    body: bytes = b""
    actor: str | None = None

    def sent_headers(self) -> dict[str, str]:
        """All headers that are sent."""
        found = {"host": "community.example", **self.headers}
        if self.body or self.method == "POST":
            found["content-length"] = str(len(self.body))
        if self.actor is not None:
            found["x-user"] = self.actor
        return found

    def as_request(self) -> Request:
        """What every shell must make of it."""
        path, _, query = self.target.partition("?")
        decoded = unquote(path, errors="replace")
        return Request(self.method, decoded, query, self.sent_headers(), self.body, BASE)

    def send(self, server: Server) -> Answer:
        """Send it over a connection of its own."""
        connection = http.client.HTTPConnection(HOST, server.port, timeout=20)
        try:
            connection.putrequest(self.method, BASE + self.target, skip_host=True, skip_accept_encoding=True)
            for name, value in self.sent_headers().items():
                connection.putheader(name, value)
            with suppress(BrokenPipeError, ConnectionResetError):  # it was answered before all of it was sent
                connection.endheaders(self.body or None)
            got = connection.getresponse()
            return comparable(got.status, got.getheaders(), got.read())
        finally:
            connection.close()


def comparable(status: int, headers: Any, body: bytes) -> Answer:
    """An answer without what is the server's own.

    A status that has no body has no length either: some servers send one all the same.
    """
    left_out = OF_SERVERS | ({"content-length"} if status in (204, 304) else frozenset())
    kept = [(name.lower(), value) for name, value in headers if name.lower() not in left_out]
    return status, sorted(kept), body


def answer_of(response: Response) -> Answer:
    """The same of what the contract itself answers."""
    return comparable(response.status, response.headers, response.body)


def calls_of(contract: Contract, endpoint: Endpoint, world: World) -> st.SearchStrategy[Call]:
    """Calls of one operation: right values mostly, wrong ones often.

    Args:
        contract: The contract.
        endpoint: The operation.
        world: Where; its ids and words make sense.
    """
    messages = world.messages(endpoint.operation.message)
    places = [world.community.slug] * 8 + [str(world.community.id), "no-such-place", LOBBY]
    values = messages.map(contract.kit.dump)
    bodies = st.one_of(values, values, values, malformed_payloads(messages))
    path = (st.just(LOBBY) if endpoint.operation.lobby else st.sampled_from(places)).map(
        lambda it: f"/{it}{endpoint.path}"
    )
    posted = st.builds(_posted, path, bodies, MORE_HEADERS)
    if endpoint.operation.is_command:
        return posted
    read = st.builds(_read, path, values, MORE_HEADERS, st.sampled_from(["GET", "GET", "GET", "HEAD"]))
    return st.one_of(read, read, posted)


MORE_HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "idempotency-key": st.sampled_from(["one", "two", "", "x" * 300]),
        "if-match": st.sampled_from(['"1"', 'W/"2"', "*", "three"]),
        "if-none-match": st.sampled_from(['"1"', "*", 'W/"2", "3"']),
        "accept": st.sampled_from(["application/json", "text/html", "*/*"]),
        "cookie": st.just("session=1; theme=dark"),
        "origin": st.sampled_from(["https://community.example", "null"]),
        "x-umlaut": st.just("\u00e4"),
    },
)


def _posted(path: str, values: Any, headers: dict[str, str]) -> Call:
    body = json.dumps(values).encode("utf-8", "replace")
    return Call("POST", path, {"content-type": "application/json", **headers}, body)


def _read(path: str, values: dict[str, Any], headers: dict[str, str], method: str) -> Call:
    texts = [(name, text) for name, value in values.items() for text in _texts(value)]
    return Call(method, f"{path}?{urlencode(texts)}" if texts else path, headers)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, bool):
        yield str(value).lower()
    elif value is not None:
        yield value if isinstance(value, str) else json.dumps(value)


def successful_calls(world: World) -> list[Call]:
    """Calls by the rules, which values of chance hardly ever are: threads are opened, replied to and edited.

    Args:
        world: Where; its threads are those of `another`. The last command has the version of one that never
            was, and what is read after it has not changed.
    """
    place = f"/{world.community.slug}/posts"
    thread = {"kind": "question", "title": "Why does it stop?", "body": "I wonder why it stops."}
    post = str(world.known_ids["PostId"][0])
    reply, edit = (
        {"parent": post, "body": "It is because of the rain."},
        {"post": post, "body": "I wonder still why it fails."},
    )
    todo: list[tuple[str, dict[str, str], dict[str, str], str]] = [
        ("create-thread", thread, {}, "member"),
        ("create-thread", thread, {"idempotency-key": "this one"}, "member"),
        ("create-thread", thread, {"idempotency-key": "this one"}, "member"),
        ("create-reply", reply, {}, "member"),
        ("edit-post", edit, {"if-match": '"1"'}, "another"),
        ("edit-post", edit, {"if-match": '"77"'}, "another"),
    ]
    written = [
        evolve(_posted(f"{place}/{path}", values, headers), actor=actor)
        for path, values, headers, actor in todo
    ]
    return [*written, Call("GET", f"{place}/list-threads", {"if-none-match": "*"}, actor="member")]


def malformed_calls(contract: Contract, world: World) -> st.SearchStrategy[Call]:
    """Calls that are wrong as requests: methods, paths, queries, headers, bodies."""
    place = world.community.slug
    known = [f"/{place}{path}" for path in list(contract.local)[::20]]
    known += [f"/{LOBBY}{path}" for path in contract.lobby] + [
        f"/{place}/-/batch",
        f"/{place}/-/me",
        "/-/types",
    ]
    return st.builds(
        Call,
        method=st.sampled_from(METHODS),
        target=st.builds(
            lambda *parts: "".join(parts), st.sampled_from(known + ODD_PATHS(place)), ODD_QUERIES
        ),
        headers=ODD_HEADERS,
        body=ODD_BODIES,
    )


METHODS = [
    "GET", "POST", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "BREW", "get", "Post",
]  # fmt: skip


def ODD_PATHS(place: str) -> list[str]:  # noqa: N802  # stands beside the other values
    """Paths at which nothing is, or that are written oddly."""
    return [
        "/",
        "//",
        f"/{place}",
        f"/{place}/",
        f"/{place}/posts/list-threads/",
        f"/{place}//posts/list-threads",
        f"/{place}/posts/../posts/list-threads",
        f"/{place}%2Fposts%2Flist-threads",
        f"/{place}/posts/list_threads",
        f"/{place}/posts/list-threads%0A",
        f"/{place}/posts/list%0Athreads",
        f"/{place}/posts/list-threads%00",
        f"/{place}/posts/%6Cist-threads",
        f"/{quote(chr(0xE4))}/posts/list-threads",
        "/%FF%FE/posts/list-threads",
        "/%00/posts/list-threads",
        "/%zz/posts/list-threads",
        "/%/posts/list-threads",
        "/-/posts/list-threads",
        "/-/types/",
        "/" + "x" * 3_000,
        f"/{place}/posts/list-threads;a=b",
        f"/{place}/posts/list-threads+",
    ]


ODD_QUERIES = st.sampled_from([
    "", "", "", "?", "?limit=3", "?limit=three", "?limit=1&limit=2", "?limit", "?=", "?&&", "?limit=%", "?limit=%ff",
    "?limit=%FF", "?a=%00", "?limit=+3", "?limit=3;kinds=question", "?" + "a=1&" * 600, "?limit=3&after=x", "?a=%0A",
    "?kinds=question&kinds=idea", "?limit=3?limit=4", "?q=" + "x" * 5_000, "?limit=3%23",
])  # fmt: skip
ODD_HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "content-type": st.sampled_from([
            "application/json", "application/json", "APPLICATION/JSON; charset=UTF-8", "application/merge-patch+json",
            "application/json; charset=latin-1", "text/plain", "multipart/form-data; boundary=x", "x",
            "application/x-www-form-urlencoded", ";",
        ]),
        "content-encoding": st.sampled_from(["identity", "gzip"]),
        "expect": st.just("100-continue"),
        "if-match": st.sampled_from(['"1"', "one", "", "9" * 40]),
        "idempotency-key": st.sampled_from(["\u00e9", "x" * 5_000, "a b"]),
        "origin": st.sampled_from(["null", "https://elsewhere.example"]),
        "range": st.just("bytes=0-3"),
        "x-forwarded-prefix": st.just("/elsewhere"),
        "x-http-method-override": st.just("DELETE"),
    },
)  # fmt: skip
ODD_BODIES = st.one_of(
    st.sampled_from([
        b"", b"", b"{}", b"[]", b"null", b"1", b'"text"', b"{", b'{"a":', b"{'a': 1}", b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b'{"title": "\\ud800"}', b'{"title": "\\u0000"}', b"\xff\xfe{}", b"\xef\xbb\xbf{}", b" {} ", b"{}{}", b"\x00",
        b'{"limit": 1e400}', b'{"limit": 99999999999999999999999}', b'{"messages": []}',
        b'{"messages": [{"message": 1}]}',
        b"[" * 100 + b"]" * 100, b'{"a":' * 40 + b"1" + b"}" * 40, b"[" * 100_000, b"a=1&b=2", b"--x\r\n\r\n--x--\r\n",
        b'{"messages": [{"message": "posts.list_threads"}, {"message": "posts.list_threads"}]}',
        b'{"messages": [{"message": "members.join_community", "fields": {"x": {"$ref": "#/0/id"}}}]}',
    ]),
    st.binary(max_size=60),
)  # fmt: skip
