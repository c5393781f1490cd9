"""Addresses name a community by its slug or its id, and neither says more than the other."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Kit
from commkit.adapters.http import Response
from commkit.adapters.http.contract import community_of
from commkit.communities import UpdateCommunity, Visibility
from tests.adapters.http_client import Client, client_of, read
from tests.helpers import do
from tests.sample import create_community

QUESTION = {"kind": "question", "title": "Why?", "body": "I wonder."}
ENTRY = {"message": "posts.create_thread", "fields": QUESTION}
UNKNOWN = "0197a3c1-5e0b-7cc2-8f6e-3a1d2b4c5d6e"
ASKED: dict[str, Callable[[Client], Response]] = {
    "query": lambda client: client.get("/posts/list-threads"),
    "query by POST": lambda client: client.post("/posts/list-threads"),
    "command": lambda client: client.post("/posts/create-thread", **QUESTION),
    "batch": lambda client: client.post("/-/batch", messages=[ENTRY]),
    "me": lambda client: client.get("/-/me"),
    "stream": lambda client: client.get("/-/stream"),
    "file": lambda client: client.get(f"/-/files/{UNKNOWN}"),
    "upload": lambda client: client.send("POST", "/-/files", query="name=a", body=b"x"),
}


@pytest.mark.parametrize("asked", ASKED)
def test_an_id_is_as_good_as_a_slug(sqlite_kit: Kit, asked: str) -> None:
    town = create_community(sqlite_kit, members=("ada",))
    answers = []
    for place in ("town", str(town.id), str(town.id).upper()):
        client = Client(client_of(sqlite_kit).contract, "ada", place)
        response = ASKED[asked](client)
        if response.stream is not None:
            response.stream.close()  # type: ignore[attr-defined]  # it has one
        client.contract.streams.close()
        answers.append((response.status, sorted(name for name, _ in response.headers)))
    assert answers[0] == answers[1] == answers[2]


def test_where_it_was_made_is_said_as_it_was_asked(sqlite_kit: Kit) -> None:
    town = create_community(sqlite_kit, members=("ada",))
    ada = Client(client_of(sqlite_kit).contract, "ada", str(town.id))
    location = str(ada.post("/posts/create-thread", **QUESTION).header("location"))
    assert location.startswith(f"/c/{town.id}/posts/read-post?")
    path, _, query = location.removeprefix("/c/").partition("?")
    assert ada.send("GET", f"//{path}", query=query).status == 200


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("actor", ["nobody", "ada"])
def test_what_is_secret_does_not_exist_by_its_id_either(sqlite_kit: Kit, asked: str, actor: str) -> None:
    town = create_community(sqlite_kit)
    do(sqlite_kit, SYSTEM, "town", UpdateCommunity(version=town.version, visibility=Visibility.SECRET))
    contract = client_of(sqlite_kit).contract
    hidden, missing, by_slug = (
        ASKED[asked](Client(contract, actor, place)) for place in (str(town.id), UNKNOWN, "nowhere")
    )
    assert (hidden.status, hidden.headers, hidden.body) == (missing.status, missing.headers, missing.body)
    assert (hidden.status, hidden.body) == (by_slug.status, by_slug.body)
    assert hidden.status >= 400
    contract.streams.close()


@given(st.uuids())
def test_only_one_form_of_an_id_is_taken(id: UUID) -> None:
    assert community_of(str(id)) == id
    for other in (id.hex, f"{{{id}}}", f"urn:uuid:{id}", f" {id}", f"{id}\n", str(id).replace("-", "_")):
        assert community_of(other) == other
    assert community_of("-") is None


def test_a_slug_that_looks_like_an_id_leads_nowhere(sqlite_kit: Kit) -> None:
    """Nobody can take the place of a community whose id they know."""
    town = create_community(sqlite_kit, members=("ada",))
    create_community(sqlite_kit, str(town.id))
    found: Any = read(Client(client_of(sqlite_kit).contract, "ada", str(town.id)).get("/-/me"))
    assert found["community"]["slug"] == "town"
