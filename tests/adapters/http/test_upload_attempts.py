"""Bytes that count nowhere do not stay, and those that count are never replaced, whatever happens meanwhile."""

import asyncio
import hashlib
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from commkit import SYSTEM
from commkit.adapters.http import Request, Response, handle_async, make_contract, uploads
from commkit.aio import AsyncKit
from commkit.communities import UpdateSettings
from commkit.posts import AttachmentId, AttachmentPort, DeleteAttachment
from commkit.posts.attachments import handlers
from commkit.posts.attachments.jobs import ORPHAN_LIFETIME
from commkit.privacy import ErasePerson
from commkit.testing.clock import ManualClock
from tests.adapters.http.test_uploads import TEXT, Store, cancelled, kept, thread, upload
from tests.adapters.http_client import Client, read
from tests.helpers import do
from tests.sample import OWNER, create_community, new_kit

PNG = b"\x89PNG\r\n\x1a\n" + bytes(92)
ZIP = b"PK\x03\x04" + bytes(96)
ELF = b"\x7fELF" + bytes(96)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "files")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def ada(url: str, store: Store, clock: ManualClock) -> Iterator[Client]:
    with closing(new_kit(url, clock=clock, ports={AttachmentPort: store})) as kit:
        create_community(kit, members=("ada", "bob"))
        yield Client(make_contract(kit, max_upload=100_000), "ada")


def erase(client: Client) -> None:
    do(client.contract.kit, SYSTEM, None, ErasePerson("ada"))
    client.contract.kit.worker().drain()


def delete(client: Client, key: str) -> None:
    id = AttachmentId(UUID(key.partition("/")[2][:32]))
    do(client.contract.kit, "ada", "town", DeleteAttachment(id))
    client.contract.kit.worker().drain()


def gone_meanwhile(ada: Client, store: Store, how: str, key: str) -> None:
    """The file goes while its bytes are on their way, and the worker has looked for them by the time they come."""
    store.meanwhile = lambda found: erase(ada) if how == "erased" else delete(ada, found)
    assert upload(ada, key=key).status in (403, 404)
    assert store.reached.is_set()
    assert kept(ada.contract.kit) == 0


@pytest.mark.parametrize("key", ["", "k"])
@pytest.mark.parametrize("how", ["erased", "deleted"])
def test_bytes_that_come_after_their_file_went_are_deleted(
    ada: Client, store: Store, how: str, key: str
) -> None:
    gone_meanwhile(ada, store, how, key)
    assert store.files() == []


@pytest.mark.parametrize("key", ["", "k"])
def test_those_of_a_process_that_ended_are_deleted_within_a_day(
    ada: Client, store: Store, key: str, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "_give_back", lambda *_: iter(()))
    gone_meanwhile(ada, store, "erased", key)
    ada.contract.kit.worker().drain()
    assert store.files() == [TEXT], "the control: they are there, and nobody knows"
    clock.advance(ORPHAN_LIFETIME)
    ada.contract.kit.worker().drain()
    assert store.files() == []


@pytest.mark.parametrize("key", ["", "k"])
def test_bytes_whose_client_goes_are_deleted(ada: Client, store: Store, key: str) -> None:
    cancelled(ada, store, key=key)
    assert store.files() == []


def test_what_was_committed_stays_though_nobody_was_told(
    ada: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error says nothing about what the database holds: the connection may end right after the commit."""
    transact = ada.contract.kit.transact
    fails = [True]

    def lose_answer(actor: object, *args: object, **options: object) -> object:
        given = transact(actor, *args, **options)  # type: ignore[arg-type]
        if actor is SYSTEM and fails.pop():
            fails.append(False)
            raise OSError("the connection is lost")
        return given

    monkeypatch.setattr(
        type(ada.contract.kit), "transact", lambda _, *args, **more: lose_answer(*args, **more)
    )
    assert upload(ada, key="k").status == 500
    assert store.files() == [TEXT]
    assert read(upload(ada, key="k"))["status"] == "stored"


def two_with_one_key(ada: Client, store: Store) -> tuple[Response, Response]:
    """The second request begins before the first is completed, and stores its bytes after that."""
    second_began, first_answered = threading.Event(), threading.Event()
    answers: dict[str, Response] = {}
    query = f"name=a.png&post={thread(ada).id}"

    def send_second() -> None:
        answers["second"] = upload(ada, ZIP, query, key="k")

    other = threading.Thread(target=send_second)

    def wait(_: str) -> None:
        if threading.current_thread() is other:
            second_began.set()
            assert first_answered.wait(10)
        else:
            other.start()
            assert second_began.wait(10)

    store.meanwhile = wait
    answers["first"] = upload(ada, PNG, query, key="k")
    first_answered.set()
    other.join(10)
    return answers["first"], answers["second"]


def test_what_somebody_was_told_is_stored_is_never_replaced(ada: Client, store: Store) -> None:
    first, second = two_with_one_key(ada, store)
    assert (first.status, second.status) == (404, 201), "the last attempt counts, and the first was told so"
    assert store.files() == [ZIP]
    assert downloaded(ada, second) == ZIP


def test_control_with_one_key_in_the_store_it_would_be(
    ada: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "start_attempt", lambda *_, after: after)
    first, _ = two_with_one_key(ada, store)
    assert first.status == 201
    assert read(first)["digest"] == hashlib.sha256(PNG).hexdigest()
    assert downloaded(ada, first) != PNG


def downloaded(client: Client, sent: Response) -> bytes:
    return client.send("GET", f"/-/files/{read(sent)['id']}").body


def test_the_rules_are_asked_before_bytes_are_sent_again(ada: Client, store: Store) -> None:
    store.fails = 1
    assert upload(ada, PNG, key="k").status == 500
    store.reached.clear()
    assert upload(ada, ELF, key="k").status == 422
    do(ada.contract.kit, OWNER, "town", UpdateSettings("posts", {"media_types": ("image/gif",)}))
    assert upload(ada, PNG, key="k").status == 422
    assert not store.reached.is_set(), "nothing was put"
    do(ada.contract.kit, OWNER, "town", UpdateSettings("posts", {"media_types": ("image/png",)}))
    assert upload(ada, PNG, key="k").status == 201
    assert store.files() == [PNG]


def test_a_form_is_read_in_a_thread(ada: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside an event loop, nothing else would be answered meanwhile."""
    threads: list[threading.Thread] = []
    read_form_file = uploads.read_form_file

    def note(request: Request) -> tuple[str, bytes]:
        threads.append(threading.current_thread())
        return read_form_file(request)

    monkeypatch.setattr(uploads, "read_form_file", note)
    body = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nx\r\n--b--\r\n'
    headers = {"content-type": "multipart/form-data; boundary=b"}
    request = Request("POST", "/town/-/files", "", headers, body, "/c")

    async def send() -> Response:
        async with AsyncKit(ada.contract.kit) as akit:
            return await handle_async(ada.contract, akit, request, "ada")

    assert asyncio.run(send()).status == 201
    assert threads[0] is not threading.main_thread()
