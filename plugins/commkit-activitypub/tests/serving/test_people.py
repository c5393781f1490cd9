"""Who is named: nobody, where the community does not say so; and never an actor, nor who asked to be left out."""

from typing import Any

import pytest

from commkit import SYSTEM
from commkit.communities import UpdateSettings
from commkit.crawlers import SetCrawlerPreference
from commkit.members import AddAgent
from commkit.posts import CreateThread
from commkit.privacy import ErasePerson


def names_on(town: Any) -> None:
    town.do("owner", UpdateSettings("activitypub.actors", {"published": True, "names": True}))


def everything(town: Any, space: Any, thread: Any) -> bytes:
    urls = [f"spaces/{space.id}", f"spaces/{space.id}/outbox/page", f"posts/{thread.id}",
            f"posts/{thread.id}/replies/page"]  # fmt: skip
    return b"".join(town.get(f"/gardens/activitypub/{url}").body for url in urls)


def test_nobody_is_named_by_default(town: Any) -> None:
    roses = town.space()
    thread = town.thread(roses)
    reply = town.reply(thread)
    told = everything(town, roses, thread)
    for key in ("ada", "bob"):
        assert f'"{key}"'.encode() not in told
        assert str(town.member(key)).encode() not in told
    assert town.object(reply).json["attributedTo"] == [town.actor(roses)["id"]]


def test_names_are_names_and_no_actors(town: Any) -> None:
    names_on(town)
    roses = town.space()
    thread = town.thread(roses)
    reply = town.reply(thread)
    space = town.actor(roses)["id"]
    assert town.object(thread).json["attributedTo"] == [space, {"type": "Person", "name": "ada"}]
    assert town.object(reply).json["attributedTo"] == [space, {"type": "Person", "name": "bob"}]
    assert str(town.member("ada")).encode() not in everything(town, roses, thread)


def test_an_agent_is_told_to_be_one(town: Any) -> None:
    names_on(town)
    roses = town.space()
    agent = town.do(SYSTEM, AddAgent(name="Gardener", scopes=("posts.", "spaces.")))
    made = town.do(agent.key, CreateThread(kind="note", title="Frost", body="Tonight.", space=roses.id))
    got = town.object(made).json
    assert got["attributedTo"][1] == {"type": "Application", "name": "Gardener"}
    assert got["generator"]["type"] == "Application"


@pytest.mark.parametrize("names", [False, True])
def test_who_asked_search_engines_to_stay_away_is_not_published(town: Any, *, names: bool) -> None:
    if names:
        names_on(town)
    roses = town.space()
    thread, other = town.thread(roses), town.thread(roses, "Roses", by="bob")
    inside, below = town.reply(thread), town.reply(other, by="ada")
    answer = town.reply(below, "So do I.")
    town.do("ada", SetCrawlerPreference(indexing=False, training=True))
    assert [each["object"]["name"] for each in town.outbox(roses)] == ["Roses"]
    for post in (thread, inside, below):  # her thread with all in it, and her reply elsewhere
        assert town.object(post).status == 404
    got = town.object(answer).json
    assert got["inReplyTo"] == town.object(other).json["id"]
    replies = town.get(f"/gardens/activitypub/posts/{other.id}/replies/page").json["orderedItems"]
    assert [{"@context": town.object(other).json["@context"], **each} for each in replies] == [got]


def test_what_models_may_be_trained_on_is_said(town: Any) -> None:
    roses = town.space()
    thread = town.thread(roses)
    assert "content-usage" not in town.object(thread).headers
    town.do("ada", SetCrawlerPreference(indexing=True, training=False))
    for path in (f"posts/{thread.id}", f"spaces/{roses.id}/outbox/page"):
        got = town.get(f"/gardens/activitypub/{path}")
        assert got.headers["content-usage"] == "train-ai=n"
        assert got.headers["x-robots-tag"] == "noindex, noai, noimageai"


def test_who_was_erased_is_nobody(town: Any) -> None:
    names_on(town)
    roses = town.space()
    thread = town.thread(roses)
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("ada"))
    town.kit.worker().drain()
    got = town.object(thread)
    assert got.json["attributedTo"] == [town.actor(roses)["id"]]
    assert b'"ada"' not in got.body
