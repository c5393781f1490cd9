"""Files and tags of posts lead to what the host serves, also where the community is named by its id."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from commkit.posts import AttachmentPort, FileSystemAttachmentStore
from tests.activity_shapes import read_document

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")


def test_files_and_tags_can_be_read(make_town: Any, tmp_path: Path) -> None:
    town = make_town(ports={AttachmentPort: FileSystemAttachmentStore(tmp_path)})
    thread = town.thread(town.space(), tags=("slugs",))
    town.clock.advance(town.after(minutes=5) - town.clock())
    query = urlencode({"name": "slug.png", "post": str(thread.id)})
    sent = town.send("POST", "/gardens/-/files", query, PNG, content_type="image/png")
    assert sent.status == 201, sent
    told = read_document(town.object(thread).json).value
    (file,) = told["attachment"]
    assert (file["type"], file["mediaType"], file["name"]) == ("Document", "image/png", "slug.png")
    got = town.get(file["url"])
    assert (got.status, got.body) == (200, PNG)
    assert told["updated"] == "2026-03-02T09:05:00Z"
    (tag,) = told["tag"]
    assert town.get(tag["href"]).status == 200
