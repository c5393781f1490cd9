"""What stands at no address says which one was probably meant: of those that openapi.json lists, and no others."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Kit
from commkit.adapters.http import Contract, Request, handle, make_contract
from commkit.adapters.http.near_addresses import MAX_LENGTH, near_addresses
from commkit.communities import UpdateCommunity, Visibility
from tests.adapters.http_client import client_of, read
from tests.helpers import do
from tests.sample import create_community, new_kit


@pytest.fixture(scope="module")
def contract() -> Contract:
    return make_contract(new_kit("sqlite://"))


def detail(contract: Contract, path: str, actor: str | None = None, method: str = "GET") -> str:
    response = handle(contract, Request(method, path), actor)
    answer: Any = read(response)
    assert (response.status, answer["code"]) == (404, "http.no_such_path")
    return str(answer["detail"])


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/town/thread", "/{community}/posts/view-thread"),
        ("/town/threads", "/{community}/posts/list-threads"),
        ("/town/posts/list-thread", "/{community}/posts/list-threads"),
        ("/town/post/list-threads", "/{community}/posts/list-threads"),
        ("/town/posts/list_threads", "/{community}/posts/list-threads"),
        ("/town/posts.list_threads", "/{community}/posts/list-threads"),
        ("/town/posts/list-threads/", "/{community}/posts/list-threads"),
        ("/town/me", "/{community}/-/me"),
        ("/town/-/steam", "/{community}/-/stream"),
        ("/town/communities/create-community", "/-/communities/create-community"),
        ("/-/posts/list-threads", "/{community}/posts/list-threads"),
    ],
)
def test_what_was_meant_is_said(contract: Contract, path: str, meant: str) -> None:
    told = detail(contract, path)
    assert meant in told
    assert told.endswith("openapi.json lists what there is")


@pytest.mark.parametrize(
    "path", ["/town", "/town/", "/town/xyzzy", "/", "/town/" + "a" * 4_000, "/town/-/-/-"]
)
def test_where_nothing_is_near_nothing_is_said(contract: Contract, path: str) -> None:
    assert "did you mean" not in detail(contract, path)


@given(st.text(max_size=MAX_LENGTH + 10), st.sampled_from(["-", "town", ""]))
def test_only_what_openapi_lists_is_named(contract: Contract, path: str, community: str) -> None:
    listed = {f"/-{known}" for known in contract.lobby} | {
        f"/{{community}}{known}" for known in contract.local
    }
    found = near_addresses(contract, community, "/" + path, ())
    assert set(found) <= listed
    assert len(found) <= 3


def test_what_the_host_alone_may_send_is_not_named(contract: Contract) -> None:
    """The worker's `posts.complete_upload` has no address; asked for by its name, its public neighbours are named."""
    assert "posts.complete_upload" in contract.kit.registry.messages
    assert "complete-upload" not in detail(contract, "/town/posts/complete-uploads")
    assert "create-upload" in detail(contract, "/town/posts/create-uploads"), "the control"


def test_it_is_the_same_for_everybody_and_every_community(sqlite_kit: Kit) -> None:
    town = create_community(sqlite_kit)
    do(sqlite_kit, SYSTEM, "town", UpdateCommunity(version=town.version, visibility=Visibility.SECRET))
    made = make_contract(sqlite_kit)
    told = {
        detail(made, f"/{place}/thread", actor) for place in ("town", "nowhere") for actor in (None, "owner")
    }
    assert len(told) == 1


def test_a_batch_says_which_message_was_meant(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    owner = client_of(sqlite_kit, "owner")
    answer: Any = read(owner.post("/-/batch", messages=[{"message": "posts.list_thread", "fields": {}}]))
    assert "posts.list_threads" in answer["detail"]
    assert answer["index"] == 0
