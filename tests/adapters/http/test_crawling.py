"""What crawlers are asked with public answers: nothing of JSON is listed; no model is trained on who refuses it."""

from typing import Any
from uuid import uuid4

import pytest

from commkit import Kit
from commkit.communities import UpdateSettings
from commkit.crawlers import SetCrawlerPreference
from commkit.members import ViewMembers
from commkit.posts import CreateReply, CreateThread
from commkit.testing.kits import capture_statements
from tests.adapters.http_client import client_of
from tests.helpers import do, member_id
from tests.sample import OWNER, create_community

REFUSED = ("noindex, noai, noimageai", "train-ai=n")
LISTED_NOWHERE = ("noindex", None)


@pytest.fixture
def town(sqlite_kit: Kit) -> Kit:
    create_community(sqlite_kit, members=("ada", "bob"))
    return sqlite_kit


def asked(answer: Any) -> tuple[str | None, str | None]:
    assert answer.status in (200, 304), answer.body
    return answer.header("x-robots-tag"), answer.header("content-usage")


def test_json_is_listed_nowhere_and_members_are_told_nothing(town: Kit) -> None:
    thread = do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="I ask."))
    path = {"path": "/posts/view-thread", "thread": thread.id}
    assert asked(client_of(town).get(**path)) == LISTED_NOWHERE
    assert asked(client_of(town, "bob").get(**path)) == (None, None)
    tag = client_of(town).get(**path).header("etag") or ""
    assert asked(client_of(town).get(**path, headers={"if-none-match": tag})) == LISTED_NOWHERE


def test_who_refuses_training_is_heard_wherever_they_wrote(town: Kit) -> None:
    hers = do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="I ask."))
    other = do(town, "ada", "town", CreateThread(kind="question", title="Where?", body="I ask."))
    do(town, "bob", "town", CreateReply(hers.id, "So.", kind="answer"))
    do(town, "bob", "town", SetCrawlerPreference(indexing=True, training=False))
    visitor = client_of(town)
    assert asked(visitor.get("/posts/view-thread", thread=hers.id)) == REFUSED
    assert asked(visitor.get("/posts/read-thread", thread=hers.id)) == REFUSED
    assert asked(visitor.get("/posts/view-thread", thread=other.id)) == LISTED_NOWHERE
    assert asked(visitor.get("/members/read-member", member=member_id(town, "bob"))) == REFUSED
    assert asked(visitor.get("/members/view-members")) == REFUSED


def test_a_community_that_refuses_it_says_so_with_all_it_answers(town: Kit) -> None:
    do(town, OWNER, "town", UpdateSettings("crawlers", {"training": False}))
    assert asked(client_of(town).get("/communities/read-community")) == REFUSED


def test_what_a_private_community_tells_is_for_no_crawler(town: Kit) -> None:
    create_community(town, "club", visibility="private")
    answer = client_of(town).get("//club/communities/read-community")
    assert asked(answer) == REFUSED


def test_it_costs_a_visitor_one_statement(town: Kit) -> None:
    thread = do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="I ask."))
    counts = {}
    for actor in (None, "bob"):
        client = client_of(town, actor)
        client.get("/posts/read-thread", thread=thread.id)
        with capture_statements(town) as statements:
            client.get("/posts/read-thread", thread=thread.id)
        counts[actor] = len(statements)
    assert counts == {"bob": 2, None: 3}


def test_unknown_ids_and_refusals_say_nothing(town: Kit) -> None:
    answer = client_of(town).get("/posts/view-thread", thread=uuid4())
    assert answer.status == 404
    assert answer.header("x-robots-tag") is None
    assert ViewMembers.permission == "members.read"
