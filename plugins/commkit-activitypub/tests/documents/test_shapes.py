"""What other servers sent is read by the parser that reads ours."""

import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.activity_shapes import read_descriptor, read_document, read_shape


@pytest.mark.shared
def test_what_other_servers_sent_is_understood(shared_data: Path) -> None:
    seen: Counter[str] = Counter()
    with zipfile.ZipFile(shared_data / "activitypub" / "discourse-activity-pub-fixtures.zip") as file:
        for name in (each for each in file.namelist() if each.endswith(".json")):
            value = json.loads(file.read(name))
            if name == "account.json":
                assert read_descriptor(value)["self"] == "https://mastodon.social/users/Gargron"
            elif value["type"] != "OrderedCollection":
                seen.update(each.type for each in read_document(value).all())
            else:
                assert read_document({**value, "orderedItems": []}).type == "OrderedCollection"
    assert {"Person", "Group", "Announce", "Create", "Note", "Like", "Hashtag", "Mention"} <= set(seen)
    assert seen["Announce"] == 16


NOTE: dict[str, Any] = {
    "id": "https://a.example/1",
    "type": "Note",
    "attributedTo": "https://a.example/u",
    "to": [],
    "content": "",
    "published": "2026-03-02T09:00:00Z",
}


@pytest.mark.parametrize(
    "change",
    [
        {"type": "Nothing"},
        {"type": None},
        {"content": None},
        {"id": "/1"},
        {"published": "2026-03-02T09:00:00"},
        {"published": "yesterday"},
        {"tag": [{"type": "Hashtag"}]},
    ],
)
def test_control_what_has_another_shape_is_refused(change: dict[str, Any]) -> None:
    assert read_shape(NOTE).type == "Note"
    with pytest.raises(ValueError, match=r"\w"):
        read_shape(NOTE | change)
