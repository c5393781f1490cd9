"""Reading: what is no request of the contract is refused before any session, with a status and what to do."""

import json
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Kit
from tests.adapters.http_client import Client, client_of, read
from tests.sample import create_community, new_kit

JSON = {"content-type": "application/json"}
PATH = "/posts/create-thread"


@pytest.fixture
def ada(kit: Kit) -> Client:
    """A client of a member."""
    create_community(kit, members=("ada",))
    return client_of(kit, "ada", max_body=10_000)


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"{", JSON, 400, "http.bad_json"),
        (b'{"kind": 1,}', JSON, 400, "http.bad_json"),
        (b'{"kind": NaN}', JSON, 400, "http.bad_json"),
        (b'{"kind": "a", "kind": "b"}', JSON, 400, "http.bad_json"),
        (b'{"kind": "\\ud800"}', JSON, 400, "http.bad_json"),
        (b'{"\\udfff": 1}', JSON, 400, "http.bad_json"),
        (b'\xff\xfe{"kind": 1}', JSON, 400, "http.bad_json"),
        (b"[1]", JSON, 400, "http.no_object"),
        (b"null", JSON, 400, "http.no_object"),
        (b'{"kind": ' + b"[" * 33 + b"]" * 33 + b"}", JSON, 400, "http.too_deep"),
        (b'{"kind": ' + b"[" * 4_000 + b"]" * 4_000 + b"}", JSON, 400, None),
        (b'{"kind": ' + b"9" * 5_000 + b"}", JSON, 400, "http.bad_json"),
        (b"kind=question", {"content-type": "application/x-www-form-urlencoded"}, 415, "http.not_json_type"),
        (b"{}", {}, 415, "http.not_json_type"),
        (b"{}", {"content-type": "application/json; charset=latin-1"}, 415, "http.not_utf8"),
        (b'{"body": "' + b"x" * 10_000 + b'"}', JSON, 413, "http.too_large"),
    ],
)
def test_what_is_no_json_object_is_refused(
    ada: Client, body: bytes, headers: dict[str, str], status: int, code: str | None
) -> None:
    refused = ada.send("POST", PATH, body=body, headers=headers)
    problem = read(refused)
    assert refused.status == problem["status"] == status
    assert refused.header("content-type") == "application/problem+json"
    assert code is None or problem["code"] == code
    assert problem["type"] == f"urn:commkit:error:{problem['code']}"
    assert problem["detail"]


@pytest.mark.parametrize(
    "kind", ["application/json; charset=UTF-8", "application/merge-patch+json", "APPLICATION/JSON"]
)
def test_json_has_several_names(ada: Client, kind: str) -> None:
    body = json.dumps({"kind": "question", "title": "Why?", "body": "I wonder."}).encode()
    assert ada.send("POST", PATH, body=body, headers={"content-type": kind}).status == 201


def test_every_fault_is_told_with_its_field(ada: Client) -> None:
    refused = read(ada.post(PATH, kind=5, tags="x", unknown=1))
    assert {fault["field"] for fault in refused["errors"]} == {"kind", "body", "tags", "unknown"}
    assert all(fault["hint"] for fault in refused["errors"])


def test_of_very_many_faults_the_first_are_told(ada: Client) -> None:
    body = json.dumps({"kind": "question", "title": "T", "body": "b", "tags": [1] * 3_000}).encode()
    refused = read(ada.send("POST", PATH, body=body, headers=JSON))
    assert len(refused["errors"]) == 100
    assert refused["errors"][99]["field"] == "tags[99]"


def test_only_files_may_be_large(ada: Client) -> None:
    for path in (
        "/posts/create-thread/-/files",
        "/x/-/files",
    ):  # refused before a body is read, by its address
        assert ada.send("POST", path, body=b"x" * 20_000, headers=JSON).status == 404
    assert ada.send("POST", PATH, body=b"x" * 20_000, headers=JSON).status == 413


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", PATH, "POST"),
        ("PUT", PATH, "POST"),
        ("DELETE", "/posts/list-threads", "GET, HEAD, POST"),
        ("POST", "/-/me", "GET, HEAD"),
        ("GET", "/-/batch", "POST"),
        ("POST", "//-/types", "GET, HEAD"),
        ("PUT", "/-/files", "POST"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(ada: Client, method: str, path: str, allowed: str) -> None:
    refused = ada.send(method, path)
    assert (refused.status, refused.header("allow")) == (405, allowed)


@pytest.mark.parametrize(
    "path", ["", "/", "/posts", "/posts/", "/posts/create_thread", "/posts/create-thread/", "/-/", "//"]
)
def test_what_is_no_address_is_404(ada: Client, path: str) -> None:
    assert ada.send("GET", path).status == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("limit=%ff", 400),
        ("&".join(f"a{number}=1" for number in range(600)), 400),
        ("limit=1&limit=2", 422),
        ("limit=%00", 422),
        ("nothing=1", 422),
        ("after=%E2%82%AC", 422),
        ("space=nobody", 422),
        ("&&&", 200),
    ],
)
def test_a_wrong_query_string_is_refused(ada: Client, query: str, status: int) -> None:
    assert ada.send("GET", "/posts/list-threads", query=query).status == status


@given(
    st.sampled_from(["GET", "POST", "PATCH"]),
    st.text(max_size=60),
    st.text(max_size=60),
    st.binary(max_size=200),
    st.dictionaries(
        st.sampled_from(
            ["content-type", "if-match", "if-none-match", "idempotency-key", "range", "origin", "cookie"]
        ),
        st.text(max_size=40),
    ),
)
def test_whatever_is_sent_is_answered_and_never_a_fault_of_ours(  # noqa: PLR0917  # parts of a request
    sqlite_client: Client, method: str, path: str, query: str, body: bytes, headers: dict[str, str]
) -> None:
    for whole in (
        f"/{path}",
        PATH,
        "/posts/list-threads",
        "/-/batch",
        "/-/files",
        f"/-/files/{path}",
        f"//{path}",
    ):
        response = sqlite_client.send(method, whole, query=query, body=body, headers=headers)
        assert response.status < 500
        assert all(text.isprintable() and text.isascii() for pair in response.headers for text in pair)


@pytest.fixture(scope="module")
def sqlite_client() -> Iterator[Client]:
    """A client of a member, whom many examples share."""
    with closing(new_kit("sqlite://")) as kit:
        kit.migrate()
        create_community(kit, members=("ada",))
        yield client_of(kit, "ada")


@pytest.mark.parametrize(
    ("method", "path"), [("POST", PATH), ("POST", "/-/batch"), ("GET", "/-/me"), ("GET", "/-/stream")]
)
def test_values_that_nobody_would_read_are_refused(ada: Client, method: str, path: str) -> None:
    refused = ada.send(method, path, query="title=Hello")
    assert (refused.status, read(refused)["code"]) == (400, "http.query_not_read")
