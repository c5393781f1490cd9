"""Uploads of Discourse: linked to or attached, each once, within limits; what is refused is counted."""

import hashlib
import os
import string
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Kit
from commkit.communities import UpdateSettings
from commkit.importers import AnnounceUploads, ImportUploads
from commkit.importers.discourse.addresses import find_addresses, upload_at
from commkit.importers.discourse.folder import UploadsFolder
from commkit.importers.discourse.uploads import UploadTexts
from commkit.importers.discussions.records import FoundUpload
from commkit.posts import (
    Attachment,
    AttachmentPort,
    DeleteAttachment,
    FileSystemAttachmentStore,
    ListAttachments,
    RemovePost,
    attachment_key,
)
from commkit.runtime.model.errors import Conflict, Invalid
from tests.helpers import ask, do
from tests.importers.conversations import results, threads
from tests.importers.dumps import Types
from tests.importers.exports import take, write_json
from tests.importers.test_discourse import post, topic, whole
from tests.sample import new_kit

PNG = b"\x89PNG\r\n\x1a\n"
SITE = "https://forum.example"
DIGITS = string.digits + string.ascii_lowercase + string.ascii_uppercase


def base62(sha1: str) -> str:
    number, digits = int(sha1, 16), ""
    while number:
        number, digit = divmod(number, 62)
        digits = DIGITS[digit] + digits
    return digits


class Forum:
    """A forum's folder of uploads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "uploads"
        self.folder.mkdir()

    def add(self, data: bytes, suffix: str = ".png", *, deep: bool = False) -> str:
        """Store a file; gives its SHA-1."""
        sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        file = self.folder / "default" / self.path(sha1, suffix, deep=deep)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return sha1

    @staticmethod
    def path(sha1: str, suffix: str = ".png", *, deep: bool = False) -> str:
        return f"original/3X/{sha1[0]}/{sha1[1]}/{sha1}{suffix}" if deep else f"original/1X/{sha1}{suffix}"


@pytest.fixture
def forum(tmp_path: Path) -> Forum:
    return Forum(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> FileSystemAttachmentStore:
    return FileSystemAttachmentStore(tmp_path / "store")


@pytest.fixture
def host(url: str, store: FileSystemAttachmentStore) -> Iterator[Kit]:
    with closing(new_kit(url, Types(), ports={AttachmentPort: store})) as made:
        yield made


def image(sha1: str) -> str:
    return f'<p>See <img src="/uploads/default/{Forum.path(sha1)}" alt="tea"></p>'


def taken(kit: Kit, path: Path, forum: Forum, **options: Any) -> dict[str, Any]:
    report = take("discourse", kit, path, uploads="files", uploads_from=forum.folder, **options)
    return {name: result for name, result in results(report).items() if "uploads" in name}


def files(kit: Kit) -> list[list[Attachment]]:
    """The files of all posts of the only thread."""
    (posts,) = threads(kit)
    found = [ask(kit, SYSTEM, "town", ListAttachments(each.id)) for each in posts]
    return [list(each) for each in found]


def test_files_of_a_folder_become_attachments_of_the_authors(
    host: Kit, tmp_path: Path, forum: Forum, store: FileSystemAttachmentStore
) -> None:
    one, two = forum.add(PNG + b"1"), forum.add(b"hello", ".txt", deep=True)
    raw = f"![green tea|690x400](upload://{base62(one)}.png) [plan.txt|attachment](upload://{base62(two)}.txt) (5 B)"
    path = write_json(
        tmp_path / "api",
        whole(7, post(1, 7, 1, raw=raw), post(2, 7, 2, cooked=image(one) + image(one))),
        "1.json",
    ).parent
    row = {
        "id": 3,
        "original_filename": "tea.png",
        "filesize": 9,
        "url": f"/uploads/default/{Forum.path(one)}",
    }
    write_json(
        path, {"uploads": [row, {**row, "id": 4, "url": "/uploads/default/original/1X/no.png"}]}, "2.json"
    )
    assert taken(host, path, forum) == {
        "uploads": (1, {"in no post that is imported": 1}),
        "uploads of posts": (3, {}),
    }
    (opener, reply), ((opening, answer),) = files(host), threads(host)
    assert [(file.name, file.media_type, file.uploader) for file in opener] == [
        ("tea.png", "image/png", opening.author),
        ("plan.txt", "text/plain", opening.author),
    ]
    assert [(file.name, file.post) for file in reply] == [("tea.png", answer.id)]
    with host.session(SYSTEM, "town") as session:
        key = attachment_key(session.community.id, reply[0].id, reply[0].attempt)
    assert store.get(key) == PNG + b"1"
    assert taken(host, path, forum) == {
        "uploads": (0, {"already imported": 1, "in no post that is imported": 1}),
        "uploads of posts": (0, {"already imported": 3}),
    }
    assert files(host) == [opener, reply]


def test_a_second_import_reads_no_file_that_is_attached(
    host: Kit, tmp_path: Path, forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def reading(folder: UploadsFolder, upload: FoundUpload, /, *, most: int) -> bytes:
        read.append(upload.key)
        return really_read(folder, upload, most=most)

    really_read = UploadsFolder.read
    monkeypatch.setattr(UploadsFolder, "read", reading)
    keys = [forum.add(PNG + bytes([number])) for number in range(3)]
    posts = [post(number, 7, number, cooked=image(key)) for number, key in enumerate(keys, 1)]
    path = write_json(tmp_path, whole(7, *posts[:2]))
    assert taken(host, path, forum)["uploads of posts"] == (2, {})
    assert set(read) == set(keys[:2]), "the control: the first import reads them"
    read.clear()
    write_json(tmp_path, whole(7, *posts))
    assert taken(host, path, forum)["uploads of posts"] == (1, {"already imported": 2})
    assert set(read) == {keys[2]}


def test_posts_that_were_imported_without_them_get_their_files_later_and_deleted_ones_stay_so(
    host: Kit, tmp_path: Path, forum: Forum
) -> None:
    path = write_json(tmp_path, whole(7, post(1, 7, 1, cooked=image(forum.add(PNG))), post(2, 7, 2)))
    assert "uploads of posts" not in results(take("discourse", host, path))
    assert taken(host, path, forum)["uploads of posts"] == (1, {})
    ((file,), _) = files(host)
    do(host, SYSTEM, "town", DeleteAttachment(file.id))
    assert taken(host, path, forum)["uploads of posts"] == (0, {"already imported": 1})
    assert files(host) == [[], []]


def test_what_is_refused_is_counted_and_nothing_is_stored(
    host: Kit, tmp_path: Path, forum: Forum, store: FileSystemAttachmentStore
) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG)
    linked = forum.add(PNG + b"linked")
    target = forum.folder / "default" / Forum.path(linked)
    target.unlink()
    target.symlink_to(secret)
    (forum.folder / "other").symlink_to(tmp_path)
    folder = forum.add(PNG + b"folder")
    (forum.folder / "default" / Forum.path(folder)).unlink()
    (forum.folder / "default" / Forum.path(folder)).mkdir()
    texts = [
        image(linked),
        image(folder),
        image("0" * 40),
        image(forum.add(b"MZ\x00")),
        image(forum.add(PNG + bytes(10_000_000))),
        image(forum.add(b"")),
        '<img src="/uploads/default/original/1X/../../../../secret.png">',
        '<img src="/uploads/default/%2e%2e/secret.png">',
        '<img src="/secure-uploads/original/1X/a.png">',
        f"<img src='/uploads/short-url/{'Z' * 40}.png'>",
        '<img src="https://elsewhere.example/wp-content/uploads/2012/02/a.gif"> and/or /t/uploads',
    ]
    path = write_json(
        tmp_path, whole(7, *(post(number, 7, number, cooked=text) for number, text in enumerate(texts, 1)))
    )
    assert taken(host, path, forum)["uploads of posts"] == (
        0,
        {
            "symbolic link": 1,
            "not a regular file": 1,
            "file not in the folder": 1,
            "media type not allowed": 1,
            "size out of range": 2,
            "malformed address": 3,
            "secure upload": 1,
        },
    )
    assert not list((tmp_path / "store").rglob("*"))


def test_the_limits_of_the_community_hold(host: Kit, tmp_path: Path, forum: Forum) -> None:
    body = "".join(image(forum.add(PNG + bytes([number]))) for number in range(5))
    path = write_json(
        tmp_path, whole(7, post(1, 7, 1, cooked=body), post(2, 7, 2, user_id=None, cooked=body))
    )
    take("discourse", host, path)
    do(host, SYSTEM, "town", UpdateSettings("posts", {"max_attachments": 2}))
    assert taken(host, path, forum)["uploads of posts"] == (
        2,
        {"too many files": 3, "author without a membership": 5},
    )
    do(host, SYSTEM, "town", UpdateSettings("posts", {"max_attachments": 0}))
    assert taken(host, path, forum)["uploads of posts"] == (0, {"no attachments allowed": 10})


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"archetype": "private_message"}, "thread skipped: private message"),
        ({"category_id": 2}, "thread skipped: restricted category"),
        ({"deleted_at": "2020-03-01T12:00:00Z"}, "thread skipped: deleted"),
    ],
)
def test_files_of_topics_that_are_kept_out_are_kept_out(
    host: Kit, tmp_path: Path, forum: Forum, more: dict[str, Any], reason: str
) -> None:
    text = image(forum.add(PNG))
    path = write_json(
        tmp_path / "api", whole(7, post(1, 7, 1, cooked=text), post(2, 7, 2, cooked=text), **more), "1.json"
    ).parent
    write_json(path, {"categories": [{"id": 2, "slug": "x", "read_restricted": True}]}, "2.json")
    assert taken(host, path, forum)["uploads of posts"] == (0, {f"post skipped: {reason}": 2})
    assert not list((tmp_path / "store").rglob("*"))


def test_files_of_posts_that_are_removed_are_not_taken(host: Kit, tmp_path: Path, forum: Forum) -> None:
    text = image(forum.add(PNG))
    gone: dict[str, Any] = {"deleted_at": "2020-03-01T12:00:00Z"}
    path = write_json(
        tmp_path,
        whole(7, post(1, 7, 1), post(2, 7, 2, cooked=text), post(3, 7, 3, cooked=text, **gone)),
    )
    take("discourse", host, path)
    ((_, reply),) = threads(host)
    do(host, SYSTEM, "town", RemovePost(reply.id))
    assert taken(host, path, forum)["uploads of posts"] == (
        0,
        {"post removed": 1, "post skipped: deleted": 1},
    )


class Stopped(Exception):
    """The end of a process, at some step."""


class Stopping(FileSystemAttachmentStore):
    """A store that ends the process at its third file, before or after that is stored."""

    left = 2
    after = False

    def put(self, key: str, data: bytes) -> None:
        if self.left == 0 and not self.after:
            raise Stopped
        super().put(key, data)
        if self.left == 0:
            raise Stopped
        self.left -= 1


@pytest.mark.parametrize("after", [False, True])
def test_an_interrupted_import_goes_on(url: str, tmp_path: Path, forum: Forum, after: bool) -> None:
    stopping = Stopping(tmp_path / "store")
    stopping.after = after
    body = "".join(image(forum.add(PNG + bytes([number]))) for number in range(4))
    path = write_json(tmp_path, whole(7, post(1, 7, 1, cooked=body)))
    with closing(new_kit(url, Types(), ports={AttachmentPort: stopping})) as kit, pytest.raises(Stopped):
        taken(kit, path, forum)
    with closing(
        new_kit(url, Types(), ports={AttachmentPort: FileSystemAttachmentStore(tmp_path / "store")})
    ) as kit:
        result = taken(kit, path, forum)["uploads of posts"]
        assert result[0] + result[1].get("already imported", 0) == 4
        ((attached),) = files(kit)
        assert len({file.digest for file in attached}) == len(attached) == 4


def test_two_imports_at_once_attach_a_file_once(host: Kit, tmp_path: Path, forum: Forum) -> None:
    """The other one attaches between the announcement and the end of this one."""
    path = write_json(tmp_path, whole(7, post(1, 7, 1, cooked=image(forum.add(PNG)))))

    class Meanwhile(FileSystemAttachmentStore):
        def put(self, key: str, data: bytes) -> None:
            super().put(key, data)
            if not (tmp_path / "began").exists():
                (tmp_path / "began").touch()
                assert taken(host, path, forum)["uploads of posts"] == (1, {})

    url = host.database.url.render_as_string(hide_password=False)
    with closing(
        new_kit(
            url,
            Types(),
            ports={AttachmentPort: Meanwhile(tmp_path / "store")},
        )
    ) as kit:
        assert taken(kit, path, forum)["uploads of posts"] == (0, {"already imported": 1})
    assert [len(each) for each in files(host)] == [1]


def test_links_to_the_forum(host: Kit, tmp_path: Path) -> None:
    sha1 = hashlib.sha1(PNG, usedforsecurity=False).hexdigest()
    short = base62(sha1)
    cooked = (
        f'<p><a href="//cdn.example/{Forum.path(sha1)}">a</a>'
        f'<a href="http://evil.example/uploads/default/{Forum.path("1" * 40)}">b</a>'
        f'<a class="attachment" href="/uploads/default/{Forum.path("2" * 40, ".pdf")}">c</a>'
        '<a href="/uploads/../x">d</a></p>'
    )
    raw = f"![tea|690x400, 50%|thumbnail](upload://{short}.png) and [a.pdf|attachment](upload://{short}.pdf)"
    path = write_json(tmp_path, whole(7, post(1, 7, 1, cooked=cooked), post(2, 7, 2, raw=raw)))
    options: dict[str, Any] = {"uploads": "link", "site": f"{SITE}/", "upload_hosts": ("CDN.example",)}
    report = take("discourse", host, path, **options)
    assert results(report)["uploads of posts"] == (3, {"host not allowed": 1, "malformed address": 1})
    assert report.tables["uploads of posts"].changes == {"linked": 3}
    ((opening, reply),) = threads(host)
    assert f'href="https://cdn.example/{Forum.path(sha1)}"' in opening.body
    assert f'href="http://evil.example/uploads/default/{Forum.path("1" * 40)}"' in opening.body
    assert f'href="{SITE}/uploads/default/{Forum.path("2" * 40, ".pdf")}"' in opening.body
    assert reply.body == (
        f"![tea]({SITE}/uploads/short-url/{short}.png) and [a.pdf]({SITE}/uploads/short-url/{short}.pdf)"
    )
    again = results(take("discourse", host, path, **options))["uploads of posts"]
    assert again == (0, {"already imported": 3, "host not allowed": 1, "malformed address": 1})


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"uploads": "all"}, "uploads"),
        ({"uploads": "link"}, "site"),
        ({"uploads": "link", "site": "ftp://forum.example"}, "site"),
        ({"uploads": "link", "site": "https://ada@forum.example"}, "site"),
        ({"uploads": "link", "site": 'https://forum.example/"x'}, "site"),
        ({"uploads": "link", "site": SITE, "uploads_from": "x"}, "uploads_from"),
        ({"uploads": "files"}, "uploads_from"),
        ({"uploads": "files", "uploads_from": "no folder"}, "uploads_from"),
        ({"uploads": "files", "uploads_from": ".", "site": SITE}, "site"),
        ({"upload_hosts": ("cdn.example",)}, "upload_hosts"),
    ],
)
def test_options_that_say_nothing_are_refused(
    host: Kit, tmp_path: Path, options: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        take("discourse", host, write_json(tmp_path, topic(7)), **options)
    assert caught.value.errors[0].path == field


def test_files_need_a_store(kit: Kit, tmp_path: Path, forum: Forum) -> None:
    with pytest.raises(Conflict) as caught:
        taken(kit, write_json(tmp_path, topic(7)), forum)
    assert caught.value.code == "posts.attachments_not_configured"


def test_the_commands_take_batches_without_files(host: Kit, tmp_path: Path) -> None:
    take("discourse", host, write_json(tmp_path, whole(7, post(1, 7, 1))))
    assert not do(host, SYSTEM, "town", AnnounceUploads("site", ())).tickets
    with host.session(SYSTEM, "town") as session:
        assert session.do(ImportUploads("site", session.community.id, ())).imported == 0


@given(st.integers(0, 2**160 - 1))
def test_every_form_of_an_address_names_one_file(number: int) -> None:
    sha1 = f"{number:040x}"
    forms = (
        f"upload://{base62(sha1) or '0'}.png",
        f"/uploads/short-url/{base62(sha1) or '0'}.png",
        f"/uploads/default/{Forum.path(sha1)}",
        f"//cdn.example/{Forum.path(sha1, deep=True)}",
        f"{SITE}/sub/uploads/default/{Forum.path(sha1, deep=True)}",
    )
    assert {getattr(upload_at(form), "key", None) for form in forms} == {sha1}
    text = " ".join((*forms, *(f"[a]({form})" for form in forms), *(f'<a href="{form}">' for form in forms)))
    _, (upload,) = UploadTexts().read(text, markdown=True)
    assert upload.key == sha1


def test_the_source_s_own_example_of_a_short_address() -> None:
    upload = upload_at("upload://r3AYqESanERjladb4vBB7VsMBm6.png")
    assert upload is not None
    assert upload.key == "bda2c513e1da04f7b4e99230851ea2aafeb8cc4e"


PIECES = st.sampled_from(
    [
        "/",
        "..",
        "%2e",
        "uploads",
        "default",
        "original",
        "1X",
        "a" * 40,
        ".png",
        "//",
        "h",
        "upload://",
        "\\",
        "](",
        '"',
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_address_leads_out_of_the_folder(text: str) -> None:
    for address in find_addresses(text):
        upload = address.upload
        if upload is not None and not upload.reason:
            parts = (upload.path or f"original/1X/{upload.key}{upload.suffix}").split("/")
            assert ".." not in parts
            assert "" not in parts
            assert os.sep not in upload.suffix
    assert UploadTexts().read(text, markdown=True)[0] == text
