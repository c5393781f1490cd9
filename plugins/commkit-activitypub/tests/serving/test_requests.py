"""What is asked for, and what is refused: media types, methods, inboxes, ids, cursors, hosts without an address."""

from typing import Any
from uuid import uuid4

import pytest

from commkit.communities import Site
from commkit_activitypub.serving.requests.policy import ACTIVITY, HTML, LINKED, wanted_media_type


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", ACTIVITY),
        ("*/*", ACTIVITY),
        ("application/activity+json", ACTIVITY),
        ("application/json", ACTIVITY),
        ('application/ld+json; profile="https://www.w3.org/ns/activitystreams"', LINKED),
        ('application/activity+json, application/ld+json; profile="x"', ACTIVITY),
        ("text/html", HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        ("text/html;q=0.5, application/activity+json", ACTIVITY),
        ("application/activity+json;q=0.2, application/ld+json;q=0.3", LINKED),
        ("application/activity+json;q=0", None),
        ("application/activity+json;q=nan", None),
        ("application/activity+json;q=9", None),
        ("application/xml", None),
        (",;,", None),
        ("application/xml," * 10_000, None),
    ],
)
def test_media_types(accept: str, wanted: str | None) -> None:
    assert wanted_media_type(accept) == wanted


def test_the_same_document_in_both_media_types_and_a_page_for_people(town: Any) -> None:
    thread = town.thread(town.space())
    path = f"/gardens/activitypub/posts/{thread.id}"
    plain = town.get(path, accept="application/activity+json")
    linked = town.get(path, accept='application/ld+json; profile="https://www.w3.org/ns/activitystreams"')
    assert linked.headers["content-type"] == LINKED
    assert linked.body == plain.body
    assert linked.headers["etag"] != plain.headers["etag"]
    page = town.get(path, accept="text/html")
    assert (page.status, page.headers["location"]) == (303, plain.json["url"])
    assert town.get(path, accept="application/xml").status == 406
    nothing = town.get(f"/gardens/activitypub/posts/{uuid4()}", accept="text/html")
    assert nothing.status == 404
    head = town.send("HEAD", path)
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", plain.headers["etag"])


def test_an_inbox_takes_nothing_whether_or_not_there_is_one(town: Any) -> None:
    space, body = town.space(), b'{"type": "Follow"}'
    for method in ("GET", "POST", "PUT"):
        got = town.send(method, f"/gardens/activitypub/spaces/{space.id}/inbox", "", body)
        assert (got.status, got.headers["allow"], got.json["code"]) == (405, "", "activitypub.read_only")
        assert "read the outbox" in got.json["detail"]
        for path in (f"/gardens/activitypub/spaces/{uuid4()}/inbox", "/nowhere/activitypub/spaces/x/inbox"):
            assert town.send(method, path, "", body) == got


def test_documents_are_read_only(town: Any) -> None:
    thread = town.thread(town.space())
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        got = town.send(method, f"/gardens/activitypub/posts/{thread.id}")
        assert (got.status, got.headers["allow"]) == (405, "GET, HEAD")
        assert got == town.send(method, f"/gardens/activitypub/posts/{uuid4()}")


PATHS = ("", "/", "/x", "/{upper}", "/{id}/", "/{id}/x", "/{id}/outbox/", "/{id}/outbox/page/x", "/{id}%00", "//",
         "/{id}/inbox/x", "/" + "x" * 5_000, "/../../c")  # fmt: skip


def test_other_paths_are_nothing(town: Any) -> None:
    space = town.space()
    nothing = town.get(f"/gardens/activitypub/spaces/{uuid4()}")
    for path in PATHS:
        told = path.format(id=space.id, upper=str(space.id).upper())
        assert town.send("GET", f"/gardens/activitypub/spaces{told}") == nothing, path


def test_cursors_of_other_lists_lead_nowhere(town: Any) -> None:
    roses, dahlias = town.space(), town.space("dahlias")
    for number in range(25):
        town.thread(roses, f"Number {number}")
        thread = town.thread(dahlias, f"Number {number}")
    for _ in range(55):
        town.reply(thread)
    path = f"/gardens/activitypub/spaces/{roses.id}/outbox/page"
    own = town.get(path).json["next"].partition("after=")[2]
    other = town.get(f"/gardens/activitypub/spaces/{dahlias.id}/outbox/page").json["next"].partition("=")[2]
    replies = town.get(f"/gardens/activitypub/posts/{thread.id}/replies/page").json["next"].partition("=")[2]
    nothing = town.get(f"/gardens/activitypub/spaces/{uuid4()}/outbox/page")
    assert town.get(f"{path}?after={own}").status == 200
    for cursor in (other, replies, "x", "%00", "a" * 3_000, "%F0%9F%8C%B9", "0"):
        assert town.get(f"{path}?after={cursor}") == nothing, cursor


def test_other_query_strings_are_refused_whatever_is_there(town: Any) -> None:
    space = town.space()
    for query in ("page=1", "after=a&after=b", "after=%ff", "a" * 5_000, "x=1&" * 30):
        answers = [
            town.send("GET", f"/gardens/activitypub/spaces/{id}/outbox/page", query)
            for id in (space.id, uuid4())
        ]
        assert answers[0].status == 422, query
        assert answers[0] == answers[1]


def test_a_host_without_an_address_is_told_what_to_do(make_town: Any) -> None:
    town = make_town(site=Site())
    thread = town.thread(town.space())
    got = town.object(thread)
    assert (got.status, got.json["code"]) == (409, "activitypub.no_site")
    assert "Site(base_url=...)" in got.json["detail"]


def test_who_is_signed_in_makes_no_difference(town: Any) -> None:
    space = town.space("den", private=True)
    assert town.get(f"/gardens/activitypub/spaces/{space.id}").status == 404  # sent as ada
