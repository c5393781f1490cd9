"""Uploads that are refused or fail leave nothing behind; what is sent again with a key happens once."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve
from sqlalchemy import func, select

from commkit import Kit
from commkit.adapters.http import Request, Response, handle_async, make_contract, uploads
from commkit.aio import AsyncKit
from commkit.communities import UpdateSettings
from commkit.posts import (
    AttachmentId,
    AttachmentPort,
    CreateThread,
    DeleteAttachment,
    FileSystemAttachmentStore,
    Post,
)
from commkit.posts.attachments.tables import attachment
from tests.adapters.http_client import Client, read
from tests.helpers import do
from tests.sample import OWNER, create_community, new_kit

TEXT = b"Traceback (most recent call last): ..."


class Store(FileSystemAttachmentStore):
    """A folder that fails, or waits, when the test says so."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.fails = 0
        self.keeps = False
        self.meanwhile: Callable[[str], object] = lambda _: None
        self.reached, self.opened = threading.Event(), threading.Event()
        self.opened.set()

    def put(self, key: str, data: bytes) -> None:
        self.reached.set()
        assert self.opened.wait(10)
        if self.fails:
            self.fails -= 1
            raise OSError("the bucket is away")
        self.meanwhile(key)
        super().put(key, data)

    def delete(self, key: str) -> None:
        if self.keeps:
            raise OSError("the bucket is away")
        super().delete(key)

    def files(self) -> list[bytes]:
        return [file.read_bytes() for file in self._folder.rglob("*") if file.is_file()]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "files")


@pytest.fixture
def ada(url: str, store: Store) -> Iterator[Client]:
    with closing(new_kit(url, ports={AttachmentPort: store})) as kit:
        create_community(kit, members=("ada", "bob"))
        yield Client(make_contract(kit, max_upload=100_000), "ada")


def thread(client: Client) -> Post:
    return do(
        client.contract.kit, client.actor, "town", CreateThread(kind="question", title="Why?", body="So.")
    )


def upload(client: Client, data: bytes = TEXT, query: str = "name=a.txt", *, key: str = "") -> Response:
    headers = {"content-type": "text/plain", **({"idempotency-key": key} if key else {})}
    return client.send("POST", "/-/files", query=query, body=data, headers=headers)


def kept(kit: Kit) -> int:
    """Files that are announced, stored or attached."""
    with kit.database.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(attachment)).scalar_one()


def allow_files(client: Client, number: int) -> None:
    do(client.contract.kit, OWNER, "town", UpdateSettings("posts", {"max_attachments": number}))


def test_what_is_refused_was_never_announced(ada: Client) -> None:
    kit, post = ada.contract.kit, thread(ada)
    bob = evolve(ada, actor="bob")
    refused = {
        "a program": upload(ada, b"MZ" + bytes(50)),
        "nothing": upload(ada, b""),
        "no name": upload(ada, query="name="),
        "unknown": upload(ada, query="name=a&more=1"),
        "twice": upload(ada, query="name=a&name=b"),
        "no id": upload(ada, query="name=a&post=x"),
        "no post": upload(ada, query="name=a&post=0197a3c1-5e0b-7cc2-8f6e-3a1d2b4c5d6e"),
        "too much": upload(ada, bytes(100_001)),
        "not theirs": upload(bob, query=f"name=a&post={post.id}"),
        "visitor": upload(evolve(ada, actor=None)),
        "outsider": upload(evolve(ada, actor="nobody")),
    }
    assert {name: response.status for name, response in refused.items()} == {
        "a program": 422,
        "nothing": 422,
        "no name": 422,
        "unknown": 422,
        "twice": 422,
        "no id": 422,
        "no post": 404,
        "too much": 413,
        "not theirs": 403,
        "visitor": 401,
        "outsider": 403,
    }
    assert kept(kit) == 0


def fails_late(ada: Client, store: Store, how: str) -> Response:
    post = thread(ada)
    if how == "store":
        store.fails = 1
    else:
        allow_files(ada, 0)
    return upload(ada, query=f"name=a.txt&post={post.id}")


@pytest.mark.parametrize(("how", "status"), [("store", 500), ("attach", 409)])
def test_what_fails_later_is_given_back(ada: Client, store: Store, how: str, status: int) -> None:
    assert fails_late(ada, store, how).status == status
    assert kept(ada.contract.kit) == 0


def test_control_without_giving_back_it_stays(
    ada: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "_give_back", lambda *_: iter(()))
    assert fails_late(ada, store, "store").status == 500
    assert kept(ada.contract.kit) == 1


def test_bytes_that_were_given_back_are_deleted_at_once(ada: Client, store: Store) -> None:
    assert fails_late(ada, store, "attach").status == 409
    assert store.reached.is_set(), "the control: they were stored"
    assert store.files() == []


def test_where_the_store_is_away_the_worker_deletes_them(ada: Client, store: Store) -> None:
    store.keeps = True
    assert fails_late(ada, store, "attach").status == 409
    assert len(store.files()) == 1
    store.keeps = False
    ada.contract.kit.worker().drain()
    assert store.files() == []


def cancelled(ada: Client, store: Store, *, key: str = "") -> None:
    """An upload whose client goes while its bytes are stored."""
    store.opened.clear()
    headers = {"content-type": "text/plain", **({"idempotency-key": key} if key else {})}
    request = Request("POST", "/town/-/files", "name=a.txt", headers, TEXT, "/c")

    async def work() -> None:
        async with AsyncKit(ada.contract.kit) as akit:
            sending = asyncio.create_task(handle_async(ada.contract, akit, request, "ada"))
            assert await asyncio.to_thread(store.reached.wait, 10)
            assert await asyncio.to_thread(kept, ada.contract.kit) == 1, "the control: it is announced"
            sending.cancel()
            await asyncio.sleep(0.02)
            store.opened.set()
            with pytest.raises(asyncio.CancelledError):
                await sending

    asyncio.run(work())


def test_one_whose_client_goes_is_given_back(ada: Client, store: Store) -> None:
    cancelled(ada, store)
    assert kept(ada.contract.kit) == 0


def test_with_a_key_it_goes_on_where_it_ended(ada: Client, store: Store) -> None:
    cancelled(ada, store, key="k")
    assert kept(ada.contract.kit) == 1
    store.fails = 1
    assert upload(ada, key="k").status == 500
    sent = [read(upload(ada, key="k")) for _ in range(2)]
    assert [file["status"] for file in sent] == ["stored", "stored"]
    assert sent[0] == sent[1]
    assert kept(ada.contract.kit) == 1


def test_with_a_key_it_is_stored_and_attached_once(ada: Client) -> None:
    post = thread(ada)
    query = f"name=a.txt&post={post.id}"
    first, second = upload(ada, query=query, key="k"), upload(ada, query=query, key="k")
    assert (first.status, second.status) == (201, 201)
    assert read(first) == read(second)
    assert read(first)["status"] == "attached"
    assert kept(ada.contract.kit) == 1
    assert read(upload(ada, query=query))["id"] != read(first)["id"], (
        "the control: without a key it is another"
    )


def test_a_key_stands_for_one_file(ada: Client) -> None:
    first = read(upload(ada, key="k"))
    others = [
        upload(ada, query="name=b.txt", key="k"),
        upload(ada, TEXT + b".", key="k"),
        upload(ada, TEXT.swapcase(), key="k"),
    ]
    assert [(other.status, read(other)["code"]) for other in others] == [(409, "runtime.key_reused")] * 3
    assert upload(evolve(ada, actor="bob"), key="k").status == 201, "a key is its sender's"
    do(ada.contract.kit, "ada", "town", DeleteAttachment(AttachmentId(UUID(first["id"]))))
    assert read(upload(ada, key="k"))["code"] == "runtime.already_done"


def test_several_at_once_with_one_key_make_one_file(ada: Client) -> None:
    answers: list[Any] = []
    threads = [threading.Thread(target=lambda: answers.append(upload(ada, key="k"))) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert {answer.status for answer in answers} <= {201, 404, 409, 503}
    assert upload(ada, key="k").status == 201
    assert kept(ada.contract.kit) == 1
