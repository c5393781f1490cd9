"""Files of posts in feeds: who reads the post finds its files, and can fetch them from where the feed is read."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from commkit import SYSTEM, Kit
from commkit.adapters.http import Request, Response, handle, make_contract
from commkit.communities import Site, UpdateSettings
from commkit.feeds import ListMyFeedTokens, RevokeFeedToken
from commkit.posts import (
    AttachFile,
    Attachment,
    AttachmentPort,
    CreateThread,
    CreateUpload,
    FileSystemAttachmentStore,
    ListAttachmentsOfPosts,
    Post,
    PostSettings,
    ReadPosts,
    RemovePost,
    store_upload,
)
from commkit.spaces import CreateSpace
from commkit.testing.clock import ManualClock
from commkit.testing.kits import StatementObserver
from tests.adapters.feeds.feed_rules import MEDIA, faults_of
from tests.adapters.feeds.feed_town import FORMATS, SITE, Reader, parsed, token_of, tree
from tests.helpers import ask, do
from tests.sample import OWNER, create_community, new_kit

SOUND = b"ID3" + bytes(2_000)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2030, 1, 1, tzinfo=UTC))


@pytest.fixture
def seen() -> list[str]:
    return []


@pytest.fixture
def kit(url: str, clock: ManualClock, tmp_path: Path, seen: list[str]) -> Iterator[Kit]:
    ports = {Site: SITE, AttachmentPort: FileSystemAttachmentStore(tmp_path / "files")}
    observers = [StatementObserver(seen.append)]
    with closing(new_kit(url, clock=clock, ports=ports, observers=observers)) as made:
        create_community(made, members=("ada", "bob"))
        types = [*PostSettings().media_types, "audio/mpeg"]
        do(made, OWNER, "town", UpdateSettings("posts", {"media_types": types}))
        yield made


@pytest.fixture
def readers(kit: Kit) -> Callable[[str | None], Reader]:
    contract = make_contract(kit)
    return lambda key: Reader(contract, token_of(kit, key) if key is not None else None)


def write(kit: Kit, title: str = "Episode 1", **more: Any) -> Post:
    return do(kit, "ada", "town", CreateThread(kind="question", title=title, body="Listen.", **more))


def attach(kit: Kit, post: Post, data: bytes = SOUND, name: str = "one.mp3", by: str = "ada") -> Attachment:
    store = kit.port(AttachmentPort)
    assert store is not None
    ticket = do(kit, by, "town", CreateUpload(name, len(data)))
    file = do(kit, SYSTEM, "town", store_upload(store, ticket, data))
    return do(kit, by, "town", AttachFile(file.id, post.id))


def fetch(reader: Reader, url: str, method: str = "GET", **headers: str) -> Response:
    """What is at an address of a feed, for who knows nothing but the address."""
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}" == "https://town.example"
    assert parts.path.startswith("/c/")
    request = Request(method, parts.path.removeprefix("/c"), parts.query, headers, b"", "/c")
    return handle(reader.contract, request, None)


def enclosures(reader: Reader, path: str) -> list[str]:
    return [file.href for entry in parsed(reader.get(path)).entries for file in entry.enclosures]


def test_files_are_enclosures_and_can_be_fetched(kit: Kit, readers: Callable[[str | None], Reader]) -> None:
    post = write(kit)
    attach(kit, post, PICTURE, "cover \u00e4.png")
    file = attach(kit, post)
    visitor = readers(None)
    url = f"https://town.example/c/town/-/files/{file.id}"
    assert enclosures(visitor, "feeds/threads.rss") == [url]
    assert len(enclosures(visitor, "feeds/threads.atom")) == 2
    (item,) = json.loads(visitor.get("feeds/threads.json").body)["items"]
    assert [each["title"] for each in item["attachments"]] == ["cover \u00e4.png", "one.mp3"]
    answer = fetch(visitor, url)
    (entry,) = parsed(visitor.get("feeds/threads.rss")).entries
    (enclosure,) = entry.enclosures
    assert (answer.status, answer.body) == (200, SOUND)
    assert (answer.header("content-type"), str(len(answer.body))) == (enclosure.type, enclosure.length)
    part = fetch(visitor, url, range="bytes=0-2")  # as players ask
    assert (part.status, part.body) == (206, b"ID3")
    credit = [each.text for each in tree(visitor.get("feeds/threads.rss")).iter(f"{MEDIA}credit")]
    assert credit == ["ada", "ada"]
    for format in FORMATS:
        assert faults_of(visitor.get(f"feeds/threads.{format}").body, format) == []


def test_a_file_that_comes_later_is_a_change(
    kit: Kit, readers: Callable[[str | None], Reader], clock: ManualClock
) -> None:
    post = write(kit)
    visitor = readers(None)
    before = visitor.get("feeds/threads.atom")
    clock.advance(timedelta(hours=1))
    attach(kit, post)
    after = visitor.get("feeds/threads.atom", headers={"if-none-match": str(before.header("etag"))})
    (entry,) = parsed(after).entries
    assert (entry.published, entry.updated) == ("2030-01-01T00:00:00Z", "2030-01-01T01:00:00Z")
    assert after.header("last-modified") == "Tue, 01 Jan 2030 01:00:00 GMT"


def test_files_of_private_feeds_are_fetched_by_their_token(
    kit: Kit, readers: Callable[[str | None], Reader]
) -> None:
    den = do(kit, OWNER, "town", CreateSpace("den", "Den", private=True, walled=True))
    post = do(kit, OWNER, "town", CreateThread(kind="question", title="Ours", body="Listen.", space=den.id))
    attach(kit, post, by=OWNER)
    owner, bob, visitor = readers(OWNER), readers("bob"), readers(None)
    (url,) = enclosures(owner, "feeds/spaces/den.rss")
    answer = fetch(visitor, url)
    assert (answer.status, answer.body) == (200, SOUND)
    assert answer.header("referrer-policy") == "no-referrer"
    assert answer.header("cache-control") == "private, no-store"
    plain = url.partition("?")[0]
    refused = [fetch(visitor, plain), fetch(visitor, f"{plain}?token={bob.token}")]
    refused += [fetch(visitor, f"{plain}?token=never"), fetch(visitor, f"{url}&token=twice")]
    (token,) = ask(kit, OWNER, "town", ListMyFeedTokens())
    do(kit, OWNER, "town", RevokeFeedToken(token.id))
    refused.append(fetch(visitor, url))
    assert {each.status for each in refused} == {404}
    assert len({each.body for each in refused[1:]}) == 1, "none of them tells which it is"


def test_files_go_with_their_posts(kit: Kit, readers: Callable[[str | None], Reader]) -> None:
    kept, removed = write(kit), write(kit, "Episode 2")
    for post in (kept, removed):
        attach(kit, post)
    do(kit, "ada", "town", RemovePost(removed.id))
    assert len(enclosures(readers(None), "feeds/threads.rss")) == 1
    ids = (removed.id, kept.id)
    assert [post.id for post in ask(kit, None, "town", ReadPosts((*ids, kept.id)))] == [kept.id]
    assert [file.post for file in ask(kit, None, "town", ListAttachmentsOfPosts(ids))] == [kept.id]
    assert ask(kit, None, "town", ReadPosts(())) == ()
    assert ask(kit, None, "town", ListAttachmentsOfPosts(())) == ()


def test_files_take_one_statement_however_many_there_are(
    kit: Kit, readers: Callable[[str | None], Reader], seen: list[str]
) -> None:
    visitor = readers(None)

    def count() -> int:
        seen.clear()
        assert visitor.get("feeds/threads.rss").status == 200
        return len(seen)

    attach(kit, write(kit))
    few = count()
    for number in range(5):
        post = write(kit, f"Episode {number}")
        attach(kit, post)
        attach(kit, post, PICTURE, "a.png")
    assert few == count() == 4
