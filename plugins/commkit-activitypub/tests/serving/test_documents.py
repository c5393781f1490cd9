"""What other servers read of a public space: the actor, its outbox, objects, replies."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM
from commkit.posts import EditPost, RemovePost
from tests.activity_shapes import read_document

BASE = "https://town.example/c/"


def parsed(answer: Any) -> Any:
    assert answer.status == 200, answer
    return read_document(answer.json).value


def test_a_space_is_a_group_with_its_collections(town: Any) -> None:
    roses = town.space(purpose="Old & <b>new</b> ones")
    actor = parsed(town.get(f"/gardens/activitypub/spaces/{roses.id}"))
    assert (actor["type"], actor["preferredUsername"], actor["name"]) == ("Group", "gardens.roses", "Roses")
    assert actor["summary"] == "<p>Old &amp; &lt;b&gt;new&lt;/b&gt; ones</p>\n"
    assert actor["summaryMap"] == {"en": actor["summary"]}
    assert actor["id"].startswith(BASE)
    assert actor["url"] == f"https://town.example/pages/gardens/Space/{roses.id}"
    assert actor["published"] == "2026-03-02T09:00:00Z"
    followers = parsed(town.get(actor["followers"]))
    assert (followers["totalItems"], followers["orderedItems"]) == (0, [])
    outbox = parsed(town.get(actor["outbox"]))
    assert "totalItems" not in outbox
    page = parsed(town.get(outbox["first"]))
    assert (page["orderedItems"], "next" in page) == ([], False)


def test_ids_are_the_same_however_the_community_is_named(town: Any) -> None:
    roses = town.space()
    actor = town.actor(roses)
    assert town.get(actor["id"]).body == town.get(f"/gardens/activitypub/spaces/{roses.id}").body
    with town.kit.session(None, "gardens", read_only=True) as session:
        assert actor["id"] == f"{BASE}{session.community.id}/activitypub/spaces/{roses.id}"


def test_the_outbox_has_pages_of_the_newest_threads(town: Any) -> None:
    roses, other = town.space(), town.space("dahlias")
    threads = []
    for number in range(45):
        town.clock.advance(timedelta(minutes=1))
        threads.append(town.thread(roses, f"Number {number}"))
    town.thread(other, "Elsewhere")
    town.thread(None, "Nowhere")
    found = town.outbox(roses)
    assert [each["object"]["name"] for each in found] == [f"Number {n}" for n in reversed(range(45))]
    page = parsed(town.get(parsed(town.get(town.actor(roses)["outbox"]))["first"]))
    assert len(page["orderedItems"]) == 20
    second = parsed(town.get(page["next"]))
    assert second["id"] == page["next"]
    assert second["partOf"] == page["partOf"] == town.actor(roses)["outbox"]
    activity = page["orderedItems"][0]
    assert (activity["type"], activity["actor"]) == ("Create", town.actor(roses)["id"])
    alone = parsed(town.get(activity["id"]))
    assert {name: alone[name] for name in activity} == activity
    whole = parsed(town.get(activity["object"]["id"]))
    assert {name: whole[name] for name in activity["object"]} == activity["object"]


def test_a_thread_and_its_replies(town: Any) -> None:
    roses = town.space()
    thread = town.thread(roses, tags=("slugs", "c++/&?"))
    first = town.reply(thread)
    second = town.reply(first, "Or *beer*.", by="cid")
    opening = parsed(town.object(thread))
    assert (opening["type"], opening["name"], opening["inReplyTo"]) == ("Article", "Slugs", None)
    assert opening["content"] == "<p>Beer traps, or <em>ducks</em>?</p>\n"
    assert opening["contentMap"] == {"en": opening["content"]}
    assert opening["audience"] == town.actor(roses)["id"]
    assert {each["name"] for each in opening["tag"]} == {f"#{tag}" for tag in thread.tags}
    assert "updated" not in opening
    replies = parsed(town.get(parsed(town.get(opening["replies"]))["first"]))["orderedItems"]
    assert [each["type"] for each in replies] == ["Note", "Note"]
    assert replies[0] == {k: v for k, v in parsed(town.object(first)).items() if k != "@context"}
    assert replies[0]["inReplyTo"] == opening["id"]
    assert replies[1]["inReplyTo"] == replies[0]["id"] == parsed(town.object(second))["inReplyTo"]
    assert {each["context"] for each in replies} == {opening["context"]} == {opening["replies"]}
    assert all("replies" not in each for each in replies)


def test_long_threads_have_pages_and_keep_their_order(town: Any) -> None:
    thread = town.thread(town.space())
    first = town.reply(thread, "Number 0")
    for number in range(1, 70):
        town.reply(first, f"Number {number}")
    url, found = parsed(town.get(town.object(thread).json["replies"]))["first"], []
    while url:
        page = parsed(town.get(url))
        found.append(page["orderedItems"])
        url = page.get("next")
    assert [len(items) for items in found] == [49, 21]
    parents = {each["inReplyTo"] for each in found[1]}
    assert parents == {found[0][0]["id"]}  # which is on the page before
    assert town.get(f"/gardens/activitypub/posts/{first.id}/replies").status == 404


def test_an_edit_is_told_and_changes_the_etag(town: Any) -> None:
    thread = town.thread(town.space())
    before = town.object(thread)
    known = before.headers["etag"]
    again = town.get(f"/gardens/activitypub/posts/{thread.id}", if_none_match=known)
    assert (again.status, again.body) == (304, b"")
    town.clock.advance(timedelta(hours=1))
    town.do("ada", EditPost(post=thread.id, version=1, body="Ducks."))
    after = town.get(f"/gardens/activitypub/posts/{thread.id}", if_none_match=known)
    assert parsed(after)["updated"] == "2026-03-02T10:00:00Z"
    assert after.headers["etag"] != known


def test_what_caches_and_crawlers_are_told(town: Any) -> None:
    thread = town.thread(town.space())
    got = town.object(thread)
    assert got.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert got.headers["vary"] == "Accept"
    assert got.headers["x-robots-tag"] == "noindex"
    assert got.headers["x-content-type-options"] == "nosniff"


def test_an_untitled_thread_is_a_note_and_a_long_one_is_cut(town: Any) -> None:
    roses = town.space()
    assert parsed(town.object(town.thread(roses, "")))["type"] == "Note"
    long = parsed(town.object(town.thread(roses, body="<i>word</i> " * 2_500)))
    assert len(long["content"]) < 1_000


def test_a_reply_to_what_was_removed_replies_to_the_thread(town: Any) -> None:
    thread = town.thread(town.space())
    first = town.reply(thread)
    second = town.reply(first, "Or beer.", by="cid")
    town.do("bob", RemovePost(first.id))
    got = town.object(second)
    assert got.json["inReplyTo"] == town.object(thread).json["id"]
    assert town.object(first).status == 404
    assert str(first.id).encode() not in got.body


@pytest.mark.parametrize("what", ["outbox", "replies", "object"])
def test_the_number_of_statements_is_fixed(town: Any, what: str) -> None:
    roses = town.space()
    thread = town.thread(roses)
    counts = []
    for _ in range(3):
        for _ in range(4):
            town.thread(roses)
            town.reply(thread)
        url = {
            "outbox": f"/gardens/activitypub/spaces/{roses.id}/outbox/page",
            "replies": f"/gardens/activitypub/posts/{thread.id}/replies/page",
            "object": f"/gardens/activitypub/posts/{thread.id}",
        }[what]
        with town.counted() as seen:
            assert town.get(url).status == 200
        counts.append(len(seen))
    assert len(set(counts)) == 1, seen
    assert counts[0] <= {"outbox": 12, "replies": 14, "object": 12}[what]


def test_the_host_reads_as_a_visitor_too(town: Any) -> None:
    thread = town.thread(town.space())
    town.do(SYSTEM, RemovePost(thread.id))
    assert town.object(thread).status == 404
