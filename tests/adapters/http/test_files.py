"""Files over HTTP: up in one request, down in whole or in parts, and only to who sees the post."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from commkit import Kit
from commkit.adapters.http import make_contract
from commkit.posts import AttachmentPort, CreateThread, FileSystemAttachmentStore, Post, RemovePost
from tests.adapters.http_client import Client, read
from tests.sample import OWNER, create_community, new_kit

TEXT = b"Traceback (most recent call last): ..."
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)


@pytest.fixture
def clients(url: str, tmp_path: Path) -> Iterator[tuple[Client, Client]]:
    """Clients of two members, and a store in a folder."""
    with closing(new_kit(url, ports={AttachmentPort: FileSystemAttachmentStore(tmp_path / "files")})) as kit:
        create_community(kit, members=("ada", "bob"))
        contract = make_contract(kit, max_upload=100_000)
        yield Client(contract, "ada"), Client(contract, "bob")


def thread(client: Client) -> Post:
    """A thread of the member."""
    with client.contract.kit.session(client.actor, "town") as session:
        return session.do(CreateThread(kind="question", title="It crashes", body="See the trace."))


def upload(
    client: Client, data: bytes = TEXT, query: str = "name=trace.txt"
) -> tuple[int, dict[str, object]]:
    """Send a file."""
    sent = client.send("POST", "/-/files", query=query, body=data, headers={"content-type": "text/plain"})
    return sent.status, read(sent)


def test_crawlers_are_asked_what_its_uploader_and_the_community_want(clients: tuple[Client, Client]) -> None:
    ada, _ = clients
    post = thread(ada)
    file = read(ada.send("POST", "/-/files", query=f"name=a.png&post={post.id}", body=PNG))
    path, visitor = f"/-/files/{file['id']}", Client(ada.contract)
    assert visitor.send("GET", path).header("x-robots-tag") is None
    ada.post("/crawlers/set-crawler-preference", indexing=False, training=False)
    asked = visitor.send("GET", path)
    assert asked.header("x-robots-tag") == "noindex, noai, noimageai"
    assert asked.header("content-usage") == "train-ai=n"
    assert ada.send("GET", path).header("x-robots-tag") is None, "no crawler signs in"


def test_a_file_goes_up_attached_and_comes_down(clients: tuple[Client, Client]) -> None:
    ada, bob = clients
    post = thread(ada)
    sent = ada.send("POST", "/-/files", query=f"name=tr%C3%A4ce.txt&post={post.id}", body=TEXT)
    file = read(sent)
    assert (sent.status, file["status"], file["media_type"]) == (201, "attached", "text/plain")
    assert sent.header("location") == f"/c/town/-/files/{file['id']}"
    down = bob.send("GET", f"/-/files/{file['id']}")
    assert (down.status, down.body, down.header("content-type")) == (200, TEXT, "text/plain")
    assert down.header("content-disposition") == "attachment; filename*=UTF-8''tr%C3%A4ce.txt"
    assert down.header("content-security-policy") == "sandbox; default-src 'none'"
    assert down.header("x-content-type-options") == "nosniff"
    same = bob.send("GET", f"/-/files/{file['id']}", headers={"if-none-match": str(down.header("etag"))})
    assert (same.status, same.body) == (304, b"")


def test_a_form_with_one_file_is_a_file(clients: tuple[Client, Client]) -> None:
    ada, _ = clients
    form = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
        b"Content-Type: text/html\r\n\r\n" + PNG + b"\r\n--b--\r\n"
    )
    kind = {"content-type": "multipart/form-data; boundary=b"}
    sent = ada.send("POST", "/-/files", body=form, headers=kind)
    assert (sent.status, read(sent)["name"], read(sent)["media_type"]) == (201, "a.png", "image/png")
    down = ada.send("GET", f"/-/files/{read(sent)['id']}")
    assert (down.body, down.header("content-disposition")) == (PNG, "inline; filename*=UTF-8''a.png")
    for wrong in (
        b"",
        b"--b--\r\n",
        form[:-7] + form,
        b"nonsense",
        form.replace(b"filename", b"nofile"),
    ):
        assert ada.send("POST", "/-/files", body=wrong, headers=kind).status == 400, wrong
    assert (
        ada.send("POST", "/-/files", body=form, headers={"content-type": "multipart/form-data"}).status == 400
    )


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-4", 206, TEXT[:5]),
        ("bytes=5-", 206, TEXT[5:]),
        ("bytes=-3", 206, TEXT[-3:]),
        ("bytes=-999", 206, TEXT),
        ("bytes=0-999", 206, TEXT),
        (f"bytes={len(TEXT)}-", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=5-2", 200, TEXT),
        ("bytes=0-1,3-4", 200, TEXT),
        ("bytes=-", 200, TEXT),
        ("lines=1-2", 200, TEXT),
    ],
)
def test_a_part_of_a_file(clients: tuple[Client, Client], asked: str, status: int, part: bytes) -> None:
    ada, _ = clients
    _, file = upload(ada)
    down = ada.send("GET", f"/-/files/{file['id']}", headers={"range": asked})
    assert (down.status, down.body) == (status, part)
    other = ada.send("GET", f"/-/files/{file['id']}", headers={"range": asked, "if-range": '"other"'})
    assert other.status == 200


def test_who_does_not_see_the_post_does_not_get_its_file(clients: tuple[Client, Client]) -> None:
    ada, bob = clients
    post = thread(ada)
    _, alone = upload(ada)
    _, attached = upload(ada, query=f"name=a.txt&post={post.id}")
    missing = bob.send("GET", "/-/files/0197a3c1-5e0b-7cc2-8f6e-3a1d2b4c5d6e")
    unattached = bob.send("GET", f"/-/files/{alone['id']}")
    assert (unattached.status, unattached.headers, unattached.body) == (404, missing.headers, missing.body)
    with bob.contract.kit.session(OWNER, "town") as session:
        session.do(RemovePost(post.id))
    assert bob.send("GET", f"/-/files/{attached['id']}").body == missing.body
    assert bob.send("GET", "/-/files/nothing").status == 404


def test_what_may_not_be_stored_is_refused(clients: tuple[Client, Client]) -> None:
    ada, bob = clients
    post = thread(ada)
    assert upload(ada, b"MZ" + bytes(50))[0] == 422, "a program"
    assert upload(ada, b"")[0] == 422
    assert upload(ada, query="name=")[0] == 422
    assert upload(ada, query="name=a&more=1")[0] == 422
    assert upload(ada, query="name=a&post=x")[0] == 422
    assert upload(ada, bytes(100_001))[0] == 413
    assert upload(bob, query=f"name=a&post={post.id}")[0] == 403
    assert upload(Client(ada.contract))[0] == 401


def test_a_host_without_a_store_says_so(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    status, problem = upload(Client(make_contract(kit), "ada"))
    assert (status, problem["code"]) == (409, "posts.attachments_not_configured")


class CountingStore:
    """A store that can only read whole files, and notes what it is asked for.

    Args:
        store: Keeps the bytes.
    """

    def __init__(self, store: FileSystemAttachmentStore) -> None:
        self.store = store
        self.asked: list[object] = []

    def put(self, key: str, data: bytes) -> None:
        self.store.put(key, data)

    def get(self, key: str) -> bytes | None:
        self.asked.append("all")
        return self.store.get(key)

    def delete(self, key: str) -> None:
        self.store.delete(key)


class RangeStore(CountingStore):
    """The same, which can read parts, too."""

    def get_range(self, key: str, first: int, last: int) -> bytes | None:
        self.asked.append((first, last))
        return self.store.get_range(key, first, last)


@pytest.mark.parametrize("kind", [CountingStore, RangeStore])
def test_a_store_is_asked_for_no_more_than_what_is_sent(
    sqlite_url: str, tmp_path: Path, kind: type[CountingStore]
) -> None:
    store = kind(FileSystemAttachmentStore(tmp_path / "files"))
    with closing(new_kit(sqlite_url, ports={AttachmentPort: store})) as kit:
        create_community(kit, members=("ada",))
        ada = Client(make_contract(kit), "ada")
        _, file = upload(ada)
        address = f"/-/files/{file['id']}"
        whole = ada.send("GET", address)
        assert store.asked == ["all"], "the control"
        store.asked.clear()
        head = ada.send("HEAD", address)
        assert (head.status, head.body) == (200, b"")
        assert sorted(head.headers) == sorted(whole.headers)
        part_head = ada.send("HEAD", address, headers={"range": "bytes=0-4"})
        assert (part_head.status, part_head.header("content-length")) == (206, "5")
        tag = str(whole.header("etag"))
        assert ada.send("GET", address, headers={"if-none-match": tag}).status == 304
        assert ada.send("GET", address, headers={"range": "bytes=900-"}).status == 416
        assert store.asked == []
        part = ada.send("GET", address, headers={"range": "bytes=2-6"})
        assert (part.status, part.body) == (206, TEXT[2:7])
        assert store.asked == [(2, 6) if kind is RangeStore else "all"]


def test_what_the_store_has_lost_is_not_found(clients: tuple[Client, Client], tmp_path: Path) -> None:
    ada, _ = clients
    _, file = upload(ada)
    (stored,) = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    stored.write_bytes(TEXT[:5])
    assert ada.send("GET", f"/-/files/{file['id']}", headers={"range": "bytes=3-9"}).status == 404
    stored.unlink()
    for headers in ({}, {"range": "bytes=0-4"}):
        assert ada.send("GET", f"/-/files/{file['id']}", headers=headers).status == 404
