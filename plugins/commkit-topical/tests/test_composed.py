"""What the core brings into topical communities: sub-topics, slow mode, wikis, polls, the public log."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Denied, RateLimited
from commkit.moderation import (
    DecideCase,
    FileReport,
    ListCases,
    ListModerationLog,
    ListSpaceCases,
    ModerationAction,
    SetSlowMode,
)
from commkit.posts import CreatePoll, EditPost, EnableWiki, ListThreads, RemovePost, VoteInPoll
from commkit.spaces import AssignSpaceModerator, ReadSpace

Town = Any


def test_a_sub_topic_has_rules_kinds_and_moderators_of_its_own(sqlite_town: Town) -> None:
    town = sqlite_town
    topic = town.topic("roses", rules="No grafting.", kinds=("opinion",))
    town.do("owner", AssignSpaceModerator(topic.id, town.member("cid")))
    assert town.ask(None, ReadSpace(topic.id)).rules == "No grafting."
    with town.refused("spaces.kind_not_allowed"):
        town.opinion(kind="link", space=topic.id)
    inside, outside = town.opinion(space=topic.id), town.opinion()
    assert [each.id for each in town.ask("bob", ListThreads(space=topic.id)).items] == [inside.id]
    assert {each.id for each in town.ask("bob", ListThreads()).items} == {inside.id, outside.id}
    with pytest.raises(Denied):
        town.do("cid", RemovePost(outside.id))
    town.do("bob", FileReport("Post", inside.id, "spam"))
    (case,) = town.ask("cid", ListSpaceCases(topic.id)).items
    assert case is not None


def test_everybody_reads_the_public_log(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion()
    town.do("bob", FileReport("Post", thread.id, "spam"))
    (case,) = town.ask("mod", ListCases()).items
    town.do(
        "mod", DecideCase(case=case.id, action=ModerationAction.REMOVE, rule="No spam", facts="It sells.")
    )
    (entry,) = town.ask(None, ListModerationLog()).items
    assert entry.action is ModerationAction.REMOVE


def test_moderators_slow_a_thread_down(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion()
    town.do("mod", SetSlowMode(thread.id, timedelta(minutes=5)))
    town.reply(thread.id)
    with pytest.raises(RateLimited):
        town.reply(thread.id, "And again.")
    town.clock.advance(timedelta(minutes=6))
    town.reply(thread.id, "Now.")


def test_a_guide_is_kept_together(sqlite_town: Town) -> None:
    town = sqlite_town
    guide = town.opinion("How to plant", kind="guide")
    with pytest.raises(Denied):
        town.do("bob", EditPost(post=guide.id, version=guide.version, body="Deep."))
    town.do("ada", EnableWiki(guide.id))
    assert town.do("bob", EditPost(post=guide.id, version=guide.version, body="Deep.")).body == "Deep."


def test_a_thread_may_ask_by_a_poll(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion()
    town.do("ada", CreatePoll(post=thread.id, question="Beer or ducks?", choices=("Beer", "Ducks")))
    assert town.do("bob", VoteInPoll(thread.id, (0,))).ballot_count == 1
