"""Batch: several messages in one transaction, all or nothing; later ones name results of earlier ones."""

from typing import Any

import pytest

from commkit import Kit
from commkit.posts import ListThreads
from commkit.testing.snapshots import snapshot
from tests.adapters.http_client import Client, client_of, read
from tests.sample import create_community

ASK = {"message": "posts.create_thread", "fields": {"kind": "question", "title": "Why?", "body": "I wonder."}}


def reply(pointer: str) -> dict[str, Any]:
    """A reply to what a pointer names."""
    return {"message": "posts.create_reply", "fields": {"parent": {"$ref": pointer}, "body": "Because."}}


@pytest.fixture
def ada(kit: Kit) -> Client:
    """A client of a member."""
    create_community(kit, members=("ada",))
    return client_of(kit, "ada")


def test_later_messages_name_results_of_earlier_ones(ada: Client) -> None:
    page = {"message": "posts.read_thread", "fields": {"thread": {"$ref": "#/0/id"}}}
    done = ada.post("/-/batch", messages=[ASK, reply("#/0/id"), page])
    first, second, third = read(done)["results"]
    assert done.status == 200
    assert second["parent"] == first["id"]
    assert [post["id"] for post in third["items"]] == [first["id"], second["id"]]


def test_a_batch_is_all_or_nothing_and_says_where_it_failed(ada: Client, kit: Kit) -> None:
    before = snapshot(kit)
    failing = {"message": "posts.create_reply", "fields": {"parent": {"$ref": "#/0/id"}, "body": ""}}
    refused = ada.post("/-/batch", messages=[ASK, failing])
    assert (refused.status, read(refused)["index"], read(refused)["errors"][0]["field"]) == (422, 1, "body")
    assert snapshot(kit) == before


def test_a_batch_with_a_key_happens_once(ada: Client, kit: Kit) -> None:
    for _ in range(2):
        assert ada.post("/-/batch", headers={"idempotency-key": "k"}, messages=[ASK, ASK]).status == 200
    with kit.session("ada", "town") as session:
        assert len(session.ask(ListThreads()).items) == 2


@pytest.mark.parametrize(
    ("messages", "status", "index"),
    [
        ([], 422, None),
        ([ASK] * 21, 422, None),
        ("x", 422, None),
        ([{"fields": {}}], 422, None),
        ([{**ASK, "more": 1}], 422, None),
        ([ASK, {"message": "posts.nothing"}], 404, 1),
        ([{"message": "posts.complete_upload", "fields": {}}], 404, 0),
        ([{"message": "communities.create_community", "fields": {}}], 404, 0),
        ([ASK, reply("#/1/id")], 422, 1),
        ([ASK, reply("#/0/nothing")], 422, 1),
        ([ASK, reply("0/id")], 422, 1),
        ([ASK, reply("#/-1/id")], 422, 1),
        ([ASK, {"message": "posts.create_reply", "fields": {"parent": {"$ref": 5}, "body": "x"}}], 422, 1),
    ],
)
def test_a_wrong_batch_does_nothing(
    ada: Client, kit: Kit, messages: Any, status: int, index: int | None
) -> None:
    before = snapshot(kit)
    refused = ada.post("/-/batch", messages=messages)
    assert (refused.status, read(refused).get("index")) == (status, index)
    assert snapshot(kit) == before


def test_queries_alone_only_read(ada: Client) -> None:
    asked = {"message": "posts.list_threads", "fields": {"limit": 5}}
    assert read(ada.post("/-/batch", messages=[asked, asked]))["results"][0]["items"] == []


def test_the_lobby_has_batches_too(ada: Client) -> None:
    done = ada.post("//-/-/batch", messages=[{"message": "members.list_my_communities"}])
    assert [found["slug"] for found in read(done)["results"][0]] == ["town"]
