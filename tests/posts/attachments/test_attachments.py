"""Attachments: the host stores the bytes, their first bytes show the type, and a post's visibility is theirs."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, NotFound
from commkit.communities import ArchiveCommunity, UpdateSettings
from commkit.posts import (
    AttachFile,
    Attachment,
    AttachmentDeleted,
    AttachmentPort,
    AttachmentStatus,
    CompleteUpload,
    CreateReply,
    CreateThread,
    CreateUpload,
    DeleteAttachment,
    FileAttached,
    FileSystemAttachmentStore,
    ListAttachments,
    Post,
    ReadAttachment,
    RemovePost,
    RestorePost,
    attachment_key,
    store_upload,
)
from commkit.posts.attachments import handlers
from commkit.posts.attachments.jobs import ORPHAN_LIFETIME
from commkit.posts.attachments.policy import MEDIA_TYPES, UNKNOWN, media_type_of
from commkit.privacy import ErasePerson
from commkit.testing.clock import ManualClock
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.sample import OWNER, create_community, new_kit

START = datetime(2026, 1, 1, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def store(tmp_path: Path) -> FileSystemAttachmentStore:
    return FileSystemAttachmentStore(tmp_path / "files")


@pytest.fixture
def town(url: str, clock: ManualClock, store: FileSystemAttachmentStore) -> Iterator[Kit]:
    with closing(new_kit(url, clock=clock, ports={AttachmentPort: store})) as kit:
        create_community(kit, members=["ada", "bob"])
        yield kit


@pytest.fixture
def opening(town: Kit) -> Post:
    return do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))


def uploaded(
    kit: Kit, store: FileSystemAttachmentStore, data: bytes = PNG, *, name: str = "trace.png"
) -> Attachment:
    """The steps of a host, in order."""
    ticket = do(kit, "ada", "town", CreateUpload(name, len(data)))
    return do(kit, SYSTEM, "town", store_upload(store, ticket, data))


def test_a_file_is_announced_stored_and_attached(
    town: Kit, store: FileSystemAttachmentStore, opening: Post
) -> None:
    file = uploaded(town, store)
    assert (file.status, file.media_type, file.size, file.inline) == (
        AttachmentStatus.STORED,
        "image/png",
        108,
        True,
    )
    assert emitted_facts(town, "ada", "town", AttachFile(file.id, opening.id)) == [
        FileAttached(attachment=file.id, post=opening.id)
    ]
    (seen,) = ask(town, None, "town", ListAttachments(opening.id))
    assert seen == ask(town, None, "town", ReadAttachment(file.id))
    assert (seen.post, seen.status, seen.name, seen.attached_at) == (
        opening.id,
        AttachmentStatus.ATTACHED,
        "trace.png",
        START,
    )
    with town.session("bob", "town") as session:
        key = attachment_key(session.community.id, seen.id, seen.attempt)
    assert store.get(key) == PNG


def test_the_media_type_is_read_from_the_bytes(town: Kit, store: FileSystemAttachmentStore) -> None:
    for data in (SVG, b"<html><script>alert(1)</script>", b"%!PS"):
        file = uploaded(town, store, data, name="harmless.png")
        assert (file.media_type, file.inline) == ("text/plain", False)
    ticket = do(town, "ada", "town", CreateUpload("harmless.png", 10))
    with assert_invalid(media_type="not_allowed"):
        store_upload(store, ticket, b"\x7fELF" + bytes(6))
    assert store.get(ticket.key) is None


def test_no_more_bytes_than_allowed(town: Kit, store: FileSystemAttachmentStore) -> None:
    do(town, OWNER, "town", UpdateSettings("posts", {"max_attachment_bytes": 100}))
    with assert_unchanged(town), assert_invalid(size="out_of_range"):
        do(town, "ada", "town", CreateUpload("big.png", 101))
    ticket = do(town, "ada", "town", CreateUpload("big.png", 5))
    with assert_invalid(size="out_of_range"):
        store_upload(store, ticket, PNG)
    with assert_unchanged(town), assert_invalid(size="out_of_range", media_type="not_allowed"):
        do(town, SYSTEM, "town", CompleteUpload(ticket.id, size=101, media_type="text/html", digest="0"))


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\temp\\a.txt", "a.txt"), ("ä b.txt", "ä b.txt")],
)
def test_names_are_no_paths(town: Kit, store: FileSystemAttachmentStore, given_name: str, kept: str) -> None:
    assert uploaded(town, store, name=given_name).name == kept
    for name in ("a/..", "a/", "."):
        with assert_unchanged(town), assert_invalid(name="blank"):
            do(town, "ada", "town", CreateUpload(name, 5))


def test_only_the_host_completes_an_upload(town: Kit) -> None:
    ticket = do(town, "ada", "town", CreateUpload("a.png", 5))
    for somebody in ("ada", OWNER):
        with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
            do(town, somebody, "town", CompleteUpload(ticket.id, size=5, media_type="image/png", digest="0"))


def test_nobody_else_sees_or_attaches_what_is_not_attached(
    town: Kit, store: FileSystemAttachmentStore, opening: Post
) -> None:
    file = uploaded(town, store)
    for somebody in ("bob", OWNER, None):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(town, somebody, "town", ReadAttachment(file.id))
    with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
        do(town, OWNER, "town", AttachFile(file.id, opening.id))
    others = do(town, "bob", "town", CreateThread(kind="question", title="How?", body="So."))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", AttachFile(file.id, others.id))
    early = do(town, "ada", "town", CreateUpload("a.png", 5))
    with assert_unchanged(town), assert_refused(Conflict, "posts.not_stored"):
        do(town, "ada", "town", AttachFile(early.id, opening.id))


def test_whoever_sees_the_post_sees_its_files(
    town: Kit, store: FileSystemAttachmentStore, opening: Post
) -> None:
    reply = do(town, "ada", "town", CreateReply(opening.id, "Here."))
    file = uploaded(town, store)
    do(town, "ada", "town", AttachFile(file.id, reply.id))
    do(town, OWNER, "town", RemovePost(opening.id))
    for somebody in ("bob", "ada", None):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(town, somebody, "town", ReadAttachment(file.id))
    assert ask(town, OWNER, "town", ReadAttachment(file.id)).id == file.id
    do(town, OWNER, "town", RestorePost(opening.id))
    assert ask(town, None, "town", ReadAttachment(file.id)).id == file.id


def test_orphaned_uploads_are_deleted_with_their_bytes(
    town: Kit, store: FileSystemAttachmentStore, opening: Post, clock: ManualClock
) -> None:
    kept, orphan = uploaded(town, store), uploaded(town, store)
    do(town, "ada", "town", AttachFile(kept.id, opening.id))
    clock.advance(ORPHAN_LIFETIME - timedelta(seconds=1))
    town.worker().drain()
    assert ask(town, "ada", "town", ReadAttachment(orphan.id)).id == orphan.id
    clock.advance(timedelta(seconds=1))
    town.worker().drain()
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, "ada", "town", ReadAttachment(orphan.id))
    with town.session("ada", "town") as session:
        keys = [attachment_key(session.community.id, file.id, 1) for file in (kept, orphan)]
    assert [store.get(key) for key in keys] == [PNG, None]


def test_a_late_upload_is_refused(town: Kit, store: FileSystemAttachmentStore, clock: ManualClock) -> None:
    ticket = do(town, "ada", "town", CreateUpload("a.png", 5))
    clock.advance(ORPHAN_LIFETIME)
    town.worker().drain()
    with assert_unchanged(town), assert_refused(NotFound, "posts.not_found"):
        do(town, SYSTEM, "town", store_upload(store, ticket, PNG))


def test_who_may_delete_a_file(town: Kit, store: FileSystemAttachmentStore, opening: Post) -> None:
    first, second = uploaded(town, store), uploaded(town, store)
    for file in (first, second):
        do(town, "ada", "town", AttachFile(file.id, opening.id))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", DeleteAttachment(first.id))
    do(town, "ada", "town", DeleteAttachment(first.id))
    do(town, OWNER, "town", DeleteAttachment(second.id))
    assert ask(town, "ada", "town", ListAttachments(opening.id)) == ()
    town.worker().drain()
    with town.session("ada", "town") as session:
        keys = [attachment_key(session.community.id, file.id, 1) for file in (first, second)]
    assert [store.get(key) for key in keys] == [None, None]


def test_a_file_that_was_on_no_post_is_told_of_to_nobody(town: Kit, store: FileSystemAttachmentStore) -> None:
    file = uploaded(town, store)
    (deleted,) = [
        fact
        for fact in emitted_facts(town, "ada", "town", DeleteAttachment(file.id))
        if isinstance(fact, AttachmentDeleted)
    ]
    for actor in ("ada", "bob", OWNER):
        with town.session(actor, "town", read_only=True) as session:
            assert session.visible_facts([deleted]) == [None]


def test_the_files_of_a_post_are_limited(town: Kit, store: FileSystemAttachmentStore, opening: Post) -> None:
    do(town, OWNER, "town", UpdateSettings("posts", {"max_attachments": 3}))
    files = [uploaded(town, store) for _ in range(6)]
    results = run_concurrently(6, lambda n: do(town, "ada", "town", AttachFile(files[n].id, opening.id)))
    assert sum(isinstance(result, Attachment) for result in results) == 3
    assert {r.code for r in results if not isinstance(r, Attachment)} == {"posts.too_many_attachments"}
    assert len(ask(town, "ada", "town", ListAttachments(opening.id))) == 3


def test_files_of_an_erased_person_are_deleted_with_their_bytes(
    town: Kit, store: FileSystemAttachmentStore, opening: Post
) -> None:
    attached, loose = uploaded(town, store), uploaded(town, store)
    do(town, "ada", "town", AttachFile(attached.id, opening.id))
    with town.session("ada", "town") as session:
        keys = [attachment_key(session.community.id, file.id, 1) for file in (attached, loose)]
    do(town, "ada", None, ErasePerson())
    town.worker().drain()
    assert ask(town, "bob", "town", ListAttachments(opening.id)) == ()
    assert [store.get(key) for key in keys] == [None, None]


def test_without_a_store_nothing_is_announced(kit: Kit) -> None:
    create_community(kit, members=["ada"])
    with assert_unchanged(kit), assert_refused(Conflict, "posts.attachments_not_configured"):
        do(kit, "ada", "town", CreateUpload("a.png", 5))


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/b", "", f"{'0' * 32}/../{'0' * 32}"])
def test_the_folder_store_refuses_foreign_keys(store: FileSystemAttachmentStore, key: str) -> None:
    for act in (store.get, store.delete, lambda k: store.put(k, b"x")):
        with assert_refused(NotFound, "posts.not_found"):
            act(key)


def test_the_folder_store_puts_replaces_and_deletes(store: FileSystemAttachmentStore, tmp_path: Path) -> None:
    key = f"{'0' * 32}/{'1' * 32}"
    assert store.get(key) is None
    store.delete(key)
    for data in (b"one", b"two"):
        store.put(key, data)
        assert store.get(key) == data
    assert [p.name for p in (tmp_path / "files").rglob("*") if p.is_file()] == ["1" * 32]
    store.delete(key)
    assert store.get(key) is None


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a;", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"RIFF", UNKNOWN),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        ("Ä\n".encode(), "text/plain"),
        (b"\xff\xfe", UNKNOWN),
        (b"a\0b", UNKNOWN),
        (b"", UNKNOWN),
    ],
)
def test_magic(data: bytes, media_type: str) -> None:
    assert media_type_of(data) == media_type


@given(st.binary(max_size=300))
def test_whatever_the_bytes_they_have_one_type(data: bytes) -> None:
    found_type = media_type_of(data)
    assert found_type.count("/") == 1
    assert "html" not in found_type
    assert "svg" not in found_type
    assert UNKNOWN not in MEDIA_TYPES


def test_all_errors_are_listed_at_once(store: FileSystemAttachmentStore, town: Kit) -> None:
    ticket = do(town, "ada", "town", CreateUpload("a.png", 5))
    with pytest.raises(Invalid) as caught:
        store_upload(store, ticket, b"")
    assert (caught.value.code, len(caught.value.errors)) == ("posts.file_rejected", 2)


def test_pending_uploads_are_limited(
    town: Kit, store: FileSystemAttachmentStore, opening: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "MAX_PENDING", 2)
    file, _ = uploaded(town, store), uploaded(town, store)
    with assert_unchanged(town), assert_refused(Conflict, "posts.too_many_uploads"):
        do(town, "ada", "town", CreateUpload("a.png", 1))
    do(town, "ada", "town", AttachFile(file.id, opening.id))
    do(town, "bob", "town", CreateUpload("a.png", 1))
    do(town, "ada", "town", CreateUpload("a.png", 1))


def test_orphaned_uploads_are_deleted_in_an_archived_community(
    town: Kit, store: FileSystemAttachmentStore, clock: ManualClock
) -> None:
    file = uploaded(town, store)
    do(town, OWNER, "town", ArchiveCommunity("That was it."))
    clock.advance(ORPHAN_LIFETIME)
    town.worker().drain()
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, "ada", "town", ReadAttachment(file.id))
