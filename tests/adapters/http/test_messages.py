"""Messages over HTTP: what they give, their statuses, and what caches and clients are told."""

import json
from contextlib import closing

import pytest

from commkit import Kit
from commkit.adapters.http import make_contract
from commkit.adapters.http.answers import encode
from commkit.communities import UpdateCommunity
from commkit.members import RestrictMember
from commkit.posts import CreateThread, ListThreads, Post, ReadPost
from commkit.runtime.sessions.composition import SYSTEM
from tests.adapters.http_client import Client, client_of, read
from tests.sample import OWNER, create_community, new_kit

QUESTION = {"kind": "question", "title": "Why?", "body": "I wonder."}


@pytest.fixture
def town(kit: Kit) -> Kit:
    """A community with two members."""
    create_community(kit, members=("ada", "bob"))
    return kit


@pytest.fixture
def ada(town: Kit) -> Client:
    """A client of a member."""
    return client_of(town, "ada")


def asked(kit: Kit) -> Post:
    """A question."""
    with kit.session("ada", "town") as session:
        return session.do(CreateThread(**QUESTION))


def test_what_is_made_is_201_and_stands_where_location_says(ada: Client, town: Kit) -> None:
    made = ada.post("/posts/create-thread", **QUESTION)
    assert made.status == 201
    path, _, query = str(made.header("location")).partition("?")
    assert path == "/c/town/posts/read-post"
    found = ada.send("GET", path.removeprefix("/c/town"), query=query)
    assert read(found) == read(made)
    with town.session("ada", "town") as session:
        (thread,) = session.ask(ListThreads()).items
    assert read(made) == town.dump(thread)


def test_a_command_that_makes_nothing_is_200_and_one_that_gives_nothing_204(ada: Client, town: Kit) -> None:
    post = asked(town)
    edited = ada.post("/posts/edit-post", post=str(post.id), version=1, body="I wonder why.")
    assert (edited.status, read(edited)["version"], edited.header("location")) == (200, 2, None)
    done = ada.post("/posts/mark-read", post=str(post.id))
    assert (done.status, done.body, done.header("content-length")) == (204, b"", None)


def test_a_command_without_fields_needs_no_body(town: Kit) -> None:
    joined = client_of(town, "eve").send("POST", "/members/join-community")
    assert (joined.status, read(joined)["status"]) == (200, "active")


def test_texts_of_a_query_string_become_what_the_fields_are(ada: Client, town: Kit) -> None:
    for _ in range(3):
        asked(town)
    page = read(ada.get("/posts/list-threads", limit=2, kinds=["question", "answer"]))
    assert len(page["items"]) == 2
    following = ada.get("/posts/list-threads", limit=2, kinds=["question", "answer"], after=page["next"])
    assert len(read(following)["items"]) == 1
    assert ada.get("/posts/view-threads", rendered="true").status == 200
    wrong = ada.get("/posts/list-threads", limit="many")
    assert (wrong.status, read(wrong)["errors"][0]["field"]) == (422, "limit")


def test_a_page_links_to_the_next_one_and_the_last_page_does_not(ada: Client, town: Kit) -> None:
    for _ in range(3):
        asked(town)
    seen: list[str] = []
    query = "limit=1&kinds=question"
    while True:
        page = ada.send("GET", "/posts/list-threads", query=query)
        seen += [post["id"] for post in read(page)["items"]]
        link = page.header("link")
        if link is None:
            break
        assert link.startswith("</c/town/posts/list-threads?limit=1&kinds=question&after=")
        query = link.partition("?")[2].partition(">")[0]
    assert len(set(seen)) == len(seen) == 3


def test_a_query_may_be_posted_and_is_still_read_only(ada: Client, town: Kit) -> None:
    asked(town)
    found = ada.post("/posts/list-threads", kinds=["question"], limit=5)
    assert found.status == 200
    assert read(found) == read(ada.get("/posts/list-threads", kinds="question", limit=5))


def test_an_etag_saves_the_body_until_something_changes(town: Kit) -> None:
    visitor = client_of(town)
    post = asked(town)
    first = visitor.get("/posts/read-post", post=post.id)
    tag = str(first.header("etag"))
    assert first.header("cache-control") == "public, max-age=0, must-revalidate"
    same = visitor.get("/posts/read-post", headers={"if-none-match": f'"x", {tag}'}, post=post.id)
    assert (same.status, same.body, same.header("etag")) == (304, b"", tag)
    client_of(town, "ada").post("/posts/edit-post", post=str(post.id), version=1, body="Otherwise.")
    assert visitor.get("/posts/read-post", headers={"if-none-match": tag}, post=post.id).status == 200


def test_what_a_member_reads_is_kept_by_no_cache(ada: Client, town: Kit) -> None:
    post = asked(town)
    found = ada.get("/posts/read-post", post=post.id)
    assert found.header("cache-control") == "private, no-store"
    assert found.header("vary") == "Authorization, Cookie"


def test_head_has_the_headers_alone(ada: Client, town: Kit) -> None:
    post = asked(town)
    whole = ada.get("/posts/read-post", post=post.id)
    head = ada.send("HEAD", "/posts/read-post", query=f"post={post.id}")
    assert (head.status, head.headers, head.body) == (whole.status, whole.headers, b"")


def test_if_match_gives_the_version(ada: Client, town: Kit) -> None:
    post = asked(town)
    edit = {"post": str(post.id), "body": "Otherwise."}
    stale = ada.post("/posts/edit-post", headers={"if-match": '"7"'}, **edit)
    assert (stale.status, read(stale)["code"], read(stale)["current"]) == (412, "posts.stale", 1)
    assert ada.post("/posts/edit-post", **edit, version=7).status == 409
    assert ada.post("/posts/edit-post", headers={"if-match": '"1"'}, **edit).status == 200
    twice = ada.post("/posts/edit-post", headers={"if-match": '"2"'}, **edit, version=1)
    assert (twice.status, read(twice)["errors"][0]["field"]) == (422, "version")
    assert ada.post("/posts/create-thread", headers={"if-match": '"1"'}, **QUESTION).status == 400
    assert ada.post("/posts/edit-post", headers={"if-match": '"x"'}, **edit).status == 400


def test_a_key_makes_a_command_happen_once(ada: Client, town: Kit) -> None:
    key = {"idempotency-key": "k-1"}
    first = ada.post("/posts/create-thread", headers=key, **QUESTION)
    again = ada.post("/posts/create-thread", headers=key, **QUESTION)
    assert (again.status, read(again)) == (first.status, read(first))
    other = ada.post("/posts/create-thread", headers=key, **{**QUESTION, "title": "How?"})
    assert (other.status, read(other)["code"]) == (409, "runtime.key_reused")
    assert ada.post("/posts/create-thread", headers={"idempotency-key": "x" * 256}, **QUESTION).status == 422


def test_who_is_not_signed_in_is_asked_to_where_that_could_help(town: Kit) -> None:
    refused = client_of(town, challenge='Bearer realm="app"').post("/posts/create-thread", **QUESTION)
    assert (refused.status, refused.header("www-authenticate")) == (401, 'Bearer realm="app"')
    outsider = client_of(town, "eve").post("/posts/create-thread", **QUESTION)
    assert (outsider.status, read(outsider)["code"]) == (403, "runtime.not_permitted")


def test_a_restricted_member_reads_why(town: Kit) -> None:
    with town.session("bob", "town") as session:
        bob = session.member
    with town.session(OWNER, "town") as session:
        session.do(RestrictMember(bob, "silenced", "Spam."))  # type: ignore[arg-type]  # a word of the enum
    refused = read(client_of(town, "bob").post("/posts/create-thread", **QUESTION))
    assert (refused["status"], "Spam." in refused["detail"]) == (403, True)


def test_what_may_not_be_seen_is_as_what_does_not_exist(town: Kit) -> None:
    create_community(town, "club", visibility="secret")
    with town.session(OWNER, "club") as session:
        hidden = session.do(CreateThread(**QUESTION))
    ada = client_of(town, "ada")
    foreign = ada.get("/posts/read-post", post=hidden.id)
    missing = ada.get("/posts/read-post", post="0197a3c1-5e0b-7cc2-8f6e-3a1d2b4c5d6e")
    assert (foreign.status, foreign.headers, foreign.body) == (404, missing.headers, missing.body)
    secret = Client(ada.contract, "ada", "club").get("/posts/list-threads")
    nothing = Client(ada.contract, "ada", "clob").get("/posts/list-threads")
    assert (secret.status, secret.headers, secret.body) == (404, nothing.headers, nothing.body)


def test_a_rate_says_when_to_come_back(town: Kit, url: str) -> None:
    with closing(new_kit(url, rates={"write": "1 per minute"})) as limited:
        ada = client_of(limited, "ada")
        assert ada.post("/posts/create-thread", **QUESTION).status == 201
        refused = ada.post("/posts/create-thread", **QUESTION)
    assert refused.status == 429
    assert 1 <= int(str(refused.header("retry-after"))) <= 60


def test_only_what_people_may_send_has_an_address(town: Kit) -> None:
    names = {operation.name for operation in town.operations}
    assert {"posts.create_thread", "communities.create_community", "moderation.file_report"} <= names
    assert not names & {"posts.complete_upload", "importers.import_threads", "privacy.purge_expired"}
    owner = client_of(town, OWNER)
    assert owner.post("/posts/complete-upload", attachment="x").status == 404
    assert owner.post("/communities/create-community", slug="x").status == 404, "it is the lobby's"
    assert owner.post("//-/posts/create-thread", **QUESTION).status == 404, "it is a community's"


def test_every_record_is_encoded_as_the_kit_dumps_it(town: Kit) -> None:
    asked(town)
    with town.session(SYSTEM, "town") as session:
        session.do(UpdateCommunity(version=session.community.version, purpose="Another one."))
    with town.session("ada", "town", read_only=True) as session:
        for operation in town.operations:
            if operation.is_command or operation.lobby:
                continue
            try:
                answer = session.ask(town.load(operation.name, {}))  # type: ignore[arg-type,var-annotated]  # a query
            except Exception:  # it has fields that must be given, or is not for members
                continue
            assert json.loads(encode(answer)) == town.dump(answer), operation.name
        page = session.ask(ListThreads())
        assert json.loads(encode(page)) == town.dump(page)
        assert town.dump(session.ask(ReadPost(page.items[0].id)))["created_at"].endswith("Z")


def test_every_message_has_one_address(town: Kit) -> None:
    contract = make_contract(town)
    assert len(contract.lobby) + len(contract.local) == len(town.operations)


def test_a_host_may_keep_answers_out_of_shared_caches(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    for public, expected in ((True, "public, max-age=0, must-revalidate"), (False, "private, no-store")):
        client = client_of(sqlite_kit, public=public)
        for path in ("/posts/list-threads", "/-/me", "//-/types", "//openapi.json", "//-/embed.js"):
            found = client.get(path)
            assert (found.status, found.header("cache-control")) == (200, expected), path
