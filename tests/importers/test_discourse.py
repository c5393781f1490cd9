"""What Discourse's API answers: topics with posts in whatever files, what is kept out, and the policy of uploads."""

import json
from pathlib import Path
from typing import Any

import pytest

from commkit import SYSTEM, Kit
from commkit.communities import UpdateSettings
from tests.helpers import do
from tests.importers.conversations import results, threads
from tests.importers.dumps import snapshot
from tests.importers.exports import stored, take, titled, write_json


def topic(id: int, **more: Any) -> dict[str, Any]:
    given = {
        "id": id,
        "title": f"Topic {id}",
        "posts_count": 2,
        "archetype": "regular",
        "visible": True,
        "closed": False,
        "category_id": 1,
        "created_at": "2020-03-01T12:00:00.000Z",
        "deleted_at": None,
    }
    return given | more


def post(id: int, topic: int, number: int, to: int | None = None, **more: Any) -> dict[str, Any]:
    given = {
        "id": id,
        "name": "Ada",
        "username": "ada",
        "user_id": 5,
        "avatar_template": "//www.gravatar.com/avatar/0123.png",
        "created_at": f"2020-03-01T07:{id % 60:02}:00.000-05:00",
        "updated_at": "2020-03-02T12:00:00.000Z",
        "version": 1,
        "cooked": f"<p>p{id}</p>",
        "post_number": number,
        "post_type": 1,
        "reply_to_post_number": to,
        "topic_id": topic,
        "actions_summary": [{"id": 2, "count": 3}],
        "hidden": False,
        "deleted_at": None,
        "user_deleted": False,
    }
    return given | more


def whole(id: int, *posts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The answer of `/t/ID.json`: its posts come before what it is."""
    return {
        "post_stream": {"posts": list(posts), "stream": []},
        "suggested_topics": [topic(99)],
        **topic(id, **more),
    }


def test_a_topic_with_posts(kit: Kit, tmp_path: Path) -> None:
    path = write_json(
        tmp_path,
        whole(
            7,
            post(1, 7, 1),
            post(4, 7, 3, 2, raw="*raw*"),
            post(3, 7, 2, version=2, user_id=6, name=None, username="bob"),
            tags=["Green Tea", {"id": 1, "name": "hot"}],
        ),
    )
    report = take("discourse", kit, path)
    assert results(report) == {"topics": (1, {}), "posts": (3, {})}
    assert titled(kit) == [("Topic 7", ("p3", ("raw",)))]
    ((opener, second, third),) = threads(kit)
    assert (opener.tags, opener.score, opener.author_name) == (("green-tea", "hot"), 3, "Ada")
    assert opener.created_at.isoformat() == "2020-03-01T12:01:00+00:00"
    assert (second.author_name, second.edited_at is not None) == ("bob", True)
    assert (third.markup, third.body, third.edited_at) == ("markdown", "*raw*", None)
    assert report.tables["posts"].left_out == {"avatar_template": 3}
    assert not stored(kit, "gravatar")


def test_files_in_any_order_and_a_second_import(kit: Kit, tmp_path: Path) -> None:
    folder = tmp_path / "api"
    write_json(folder, {"post_stream": {"posts": [post(3, 7, 2)]}, "id": 7}, "a.json")
    write_json(folder, {"latest_posts": [post(1, 7, 1), post(9, 8, 1, topic_title="Implied")]}, "b.json")
    write_json(folder, {"users": [], "topic_list": {"topics": [topic(7), topic(10)]}}, "c.json")
    write_json(folder, whole(7, post(1, 7, 1)), "t/7.json")
    write_json(folder, post(12, 11, 1), "z.json")
    report = take("discourse", kit, folder)
    assert results(report) == {
        "topics": (1, {"duplicate id": 1, "first post not in the export": 1}),
        "posts": (3, {"duplicate id": 1, "thread missing": 1}),
    }
    assert titled(kit) == [("Topic 7", ("p3",)), ("Implied",)]
    before = snapshot(kit)
    again = take("discourse", kit, folder, batch=1)
    assert again.imported == 0
    assert again.tables["topics"].rows == report.tables["topics"].rows
    assert snapshot(kit) == before


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"archetype": "private_message"}, "private message"),
        ({"archetype": "strange"}, "archetype not supported"),
        ({"visible": False}, "unlisted"),
        ({"deleted_at": "2020-03-01T12:00:00Z"}, "deleted"),
        ({"category_id": 2}, "restricted category"),
    ],
)
def test_topics_that_not_everybody_could_read_are_kept_out(
    kit: Kit, tmp_path: Path, more: dict[str, Any], reason: str
) -> None:
    folder = tmp_path / "api"
    write_json(folder, whole(7, post(1, 7, 1), post(2, 7, 2), **more), "1.json")
    categories = [
        {"id": 1, "slug": "tea", "read_restricted": False},
        {"id": 2, "slug": "x", "read_restricted": True},
    ]
    write_json(folder, {"category_list": {"categories": categories}}, "2.json")
    report = take("discourse", kit, folder)
    assert results(report)["topics"] == (0, {reason: 1})
    assert results(report)["posts"] == (0, {f"thread skipped: {reason}": 2})
    assert results(report)["categories"] == (1, {"restricted category": 1})


def test_posts_that_are_kept_out_are_counted(kit: Kit, tmp_path: Path) -> None:
    posts = (
        post(1, 7, 1),
        post(2, 7, 2, deleted_at="2020-03-01T12:00:00Z"),
        post(3, 7, 3, user_deleted=True),
        post(4, 7, 4, hidden=True),
        post(5, 7, 5, post_type=3),
        post(6, 7, 6, post_type=4),
        post(7, 7, 7, cooked=None),
        post(8, 7, 8, created_at=None),
        post(9, 7, 9, 2),
        post(10, 7, 10, 77),
        post(11, 7, 11, 12),
        post(12, 7, 12, 11),
    )
    report = take("discourse", kit, write_json(tmp_path, whole(7, *posts)))
    assert results(report)["posts"] == (
        5,
        {"deleted": 2, "hidden": 1, "small action": 1, "whisper": 1, "no text": 1, "no created_at": 1},
    )
    assert report.tables["posts"].changes == {
        "parent skipped": 1, "parent missing": 1, "in a circle of parents": 1,
    }  # fmt: skip


def test_a_topic_without_its_first_post_is_not_taken_by_halves(kit: Kit, tmp_path: Path) -> None:
    path = write_json(tmp_path, whole(7, post(1, 7, 1, hidden=True), post(2, 7, 2)))
    reason = "first post skipped: hidden"
    assert results(take("discourse", kit, path)) == {
        "topics": (0, {reason: 1}),
        "posts": (0, {"hidden": 1, f"thread skipped: {reason}": 1}),
    }


def test_users_and_their_private_values(kit: Kit, tmp_path: Path) -> None:
    users = [
        {"id": 5, "username": "ada", "trust_level": 1, "email": "ada@example.org", "ip_address": "192.0.2.7"},
        {"id": -1, "username": "system", "trust_level": 4},
        {"id": 6, "username": "bob", "trust_level": 1, "active": False},
        {"id": 5, "username": "ada", "trust_level": 1},
        "no object",
    ]
    path = write_json(tmp_path / "api", {"users": users}, "1.json").parent
    write_json(path, {"user": {"id": 8, "username": "cy", "created_at": "2019-01-01T00:00:00Z"}}, "2.json")
    write_json(path, whole(7, post(1, 7, 1)), "3.json")
    report = take("discourse", kit, path)
    assert results(report)["users"] == (
        2,
        {"system user": 1, "not active": 1, "duplicate id": 1, "not an object": 1},
    )
    assert report.tables["users"].left_out == {"email": 1, "ip_address": 1}
    assert not stored(kit, "example.org", "192.0.2.7")


def upload(id: int, name: str, size: int) -> dict[str, Any]:
    return {"id": id, "original_filename": name, "filesize": size, "url": f"/uploads/{id}"}


def test_uploads_are_what_the_policy_says_and_nothing_is_fetched(kit: Kit, tmp_path: Path) -> None:
    path = write_json(
        tmp_path,
        {
            "uploads": [
                upload(1, "a.png", 10),
                upload(2, "b.exe", 10),
                upload(3, "c.png", 10**9),
                upload(4, "d", 0),
            ]
        },
    )
    report = take("discourse", kit, path)
    assert results(report) == {
        "uploads": (
            0,
            {"file not in the export": 1, "media type not allowed": 1, "size out of range": 2},
        )
    }
    do(kit, SYSTEM, "town", UpdateSettings("posts", {"media_types": ["image/gif"]}))
    assert results(take("discourse", kit, path))["uploads"][1]["media type not allowed"] == 2


def test_other_answers_are_counted_and_other_json_too(kit: Kit, tmp_path: Path) -> None:
    folder = tmp_path / "api"
    write_json(folder, {"badges": [{"id": 1}, {"id": 2}], "badge_types": [{"id": 1}]}, "1.json")
    write_json(folder, {"success": "OK"}, "2.json")
    write_json(folder, {"id": 1, "invite_key": "x", "email": "ada@example.org"}, "3.json")
    write_json(folder, [[1], 2, None], "4.json")
    (folder / "5.json").write_text('{"a": ')
    (folder / "6.json").write_text("\n".join(json.dumps(post(n, 7, n)) for n in (1, 2)))
    write_json(folder, topic(7), "7.json")
    report = take("discourse", kit, folder)
    assert report.failed_tables == ("5.json",)
    assert results(report)["other"] == (0, {"not supported": 4, "not an object": 3})
    assert results(report)["posts"] == (2, {})
    assert report.tables["other"].left_out == {"email": 1}
