"""Entries pass what posts of people pass: permissions, gates, and checks that refuse or hold."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve

from commkit import SYSTEM, Context, Denied, Deny, Feature, NotFound, hookimpl
from commkit.communities import UpdateSettings
from commkit.members import AddAgent, RestrictMember
from commkit.moderation import DecideCase, ListCases, ModerationAction
from commkit.posts import CreateThread, EditPost, ReadPost
from commkit.spaces import CreateSpace
from commkit_feedreader import ReadFeedNumbers
from tests.feed_sites import item, rss

BY = pytest.mark.parametrize("by", ["community", "agent"])


def author(town: Any, by: str) -> dict[str, Any]:
    return {"agent": town.agent().id} if by == "agent" else {}


def moderate(town: Any, **settings: Any) -> None:
    town.do("owner", UpdateSettings("moderation", settings))


def titles(town: Any, actor: str | None = None) -> list[str]:
    return sorted(post.title for post in town.posts(actor))


@BY
def test_what_a_check_refuses_is_neither_posted_nor_listed(town: Any, site: Any, by: str) -> None:
    server, url = site
    moderate(town, words="refuse", denied_words=["rubbish"])
    server.body = rss(item("An offer", id="1", text="Cheap <b>rubbish</b>!"), item("Fine", id="2"))
    town.feed(url, kind="link", older=True, **author(town, by))
    assert (titles(town), titles(town, "stew"), town.titles()) == (["Fine"], ["Fine"], ["Fine"])
    (numbers,) = town.ask("stew", ReadFeedNumbers())
    assert (numbers.posted, numbers.refused) == (1, 1)


def test_what_is_only_listed_is_checked_too(town: Any, site: Any) -> None:
    server, url = site
    moderate(town, words="refuse", denied_words=["rubbish"])
    server.body = rss(item("Rubbish", id="1"), item("Fine", id="2"))
    town.feed(url)
    assert town.titles() == ["Fine"]


@BY
def test_what_a_check_holds_waits_for_a_moderator(town: Any, site: Any, by: str) -> None:
    server, url = site
    moderate(town, words="hold", denied_words=["rubbish"])
    server.body = rss(item("An offer", id="1", text="Cheap rubbish!"), item("Fine", id="2"))
    town.feed(url, kind="link", older=True, **author(town, by))
    assert (titles(town), town.titles()) == (["Fine"], ["Fine"])
    (case,) = town.ask("stew", ListCases()).items
    town.do("stew", DecideCase(case=case.id, action=ModerationAction.DISMISS))
    assert titles(town) == ["An offer", "Fine"]
    assert sorted(town.titles()) == ["An offer", "Fine"]


@BY
def test_a_change_is_checked_like_the_entry(town: Any, site: Any, by: str) -> None:
    server, url = site
    server.body = rss(item("One", id="1", text="Old."), item("Two", id="2", text="Old."))
    feed = town.feed(url, kind="link", older=True, **author(town, by))
    one, two = sorted(town.posts(), key=lambda post: post.title)
    moderate(town, words="refuse", denied_words=["rubbish"])
    server.body = rss(item("One", id="1", text="Rubbish now."), item("Two", id="2", text="New."))
    town.pass_time(minutes=61)
    assert "Old." in town.ask(None, ReadPost(one.id)).body
    assert "New." in town.ask(None, ReadPost(two.id)).body
    moderate(town, words="hold")
    server.body = rss(item("One", id="1", text="Old again."), item("Two", id="2", text="Rubbish, too."))
    town.pass_time(minutes=61)
    with pytest.raises(NotFound):
        town.ask("ada", ReadPost(two.id))
    assert town.read(feed).failures == 0


def test_an_agent_that_is_trusted_skips_checks_as_people_do(town: Any, site: Any) -> None:
    server, url = site
    moderate(town, words="hold", denied_words=["rubbish"])
    scopes = ("posts.", "moderation.skip_checks")
    agent = town.do(SYSTEM, AddAgent(name="Steady", scopes=scopes, key="steady", role="steward"))
    server.body = rss(item("Rubbish", id="1"))
    town.feed(url, kind="link", older=True, agent=agent.id)
    assert titles(town) == ["Rubbish"]


def test_an_agent_posts_by_its_own_rights(town: Any, site: Any) -> None:
    server, url = site
    agent = town.agent()
    feed = town.feed(url, kind="link", older=True, agent=agent.id)
    town.do("stew", RestrictMember(agent.id, "silenced", "It floods."))
    server.body = rss(item("Late", town.clock(), id="1"))
    town.pass_time(minutes=61)
    assert (titles(town), town.titles(), town.read(feed).failures) == ([], [], 0)
    (numbers,) = town.ask("stew", ReadFeedNumbers())
    assert (numbers.posted, numbers.refused) == (0, 1)


def test_an_agent_posts_where_it_may_only(town: Any, site: Any) -> None:
    server, url = site
    den = town.do("stew", CreateSpace("den", "Den", private=True))
    server.body = rss(item("Inside", town.clock(), id="1"))
    town.feed(url, kind="link", older=True, space=den.id, agent=town.agent().id)
    assert titles(town, "stew") == []


def test_slow_mode_slows_an_agent_and_loses_nothing(town: Any, site: Any) -> None:
    server, url = site
    moderate(town, slow_mode="PT2H")
    server.body = rss(*(item(f"{n}", town.clock() - timedelta(minutes=n), id=f"{n}") for n in range(3)))
    feed = town.feed(url, kind="link", older=True, agent=town.agent().id)
    assert titles(town) == ["2"]
    for _ in range(6):
        town.pass_time(minutes=61)
    assert titles(town) == ["0", "1", "2"]
    assert town.read(feed).failures == 0


rules = Feature("quiet.rules", requires=("posts",))


@rules.gates(CreateThread)
def begin_at_the_desk(context: Context, command: CreateThread) -> Deny | None:
    return Deny("quiet.desk", "the desk writes these") if command.title.startswith("Desk") else None


@rules.gates(EditPost)
def correct_at_the_desk(context: Context, command: EditPost) -> Deny | None:
    return Deny("quiet.desk", "the desk corrects these") if command.title == "Two, corrected" else None


class Quiet:
    name = "quiet"

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        yield rules


@BY
def test_gates_of_threads_and_edits_are_asked(town: Any, site: Any, by: str) -> None:
    class Gated(type(town)):  # type: ignore[misc]  # the class of the fixture
        def composed(self, **options: Any) -> dict[str, Any]:
            made: dict[str, Any] = super().composed(**options)
            (garden,) = made["types"]
            types = [evolve(garden, features=(*garden.features, "quiet.rules"))]
            return made | {"plugins": [*made["plugins"], Quiet()], "types": types}

    server, url = site
    gated = Gated(town.url)
    with closing(gated.kit):
        server.body = rss(item("Desk news", id="1"), item("Two", id="2"))
        feed = gated.feed(url, kind="link", older=True, **author(gated, by))
        assert titles(gated) == ["Two"]
        server.body = rss(item("Two, corrected", id="2"))
        gated.pass_time(minutes=61)
        assert titles(gated) == ["Two"]
        (numbers,) = gated.ask("stew", ReadFeedNumbers())
        assert (numbers.posted, numbers.refused, gated.read(feed).failures) == (1, 1, 0)


def test_only_the_host_acts_as_somebody_else(town: Any) -> None:
    with town.kit.session("stew", "garden") as session:
        acting = session._context.acting_as("ada")  # what handlers have, and no session hands out
        with pytest.raises(Denied) as caught:
            acting.__enter__()
    assert caught.value.code == "runtime.not_the_host"
