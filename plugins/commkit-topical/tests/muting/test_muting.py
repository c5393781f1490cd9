"""Mutes by word, tag and space: in lists, threads, search, notices and digests; never by address, never in a queue."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from commkit import Conflict, Invalid, NotFound
from commkit.explaining import ExplainDecision
from commkit.members import BlockLevel, BlockMember
from commkit.moderation import FileReport, ListCases, ReadCase
from commkit.notifications import ListInbox, WatchCommunity, WatchLevel
from commkit.posts import (
    AddTagSynonym,
    CountUnreadThreads,
    EditPost,
    ListMemberPosts,
    ListNewestPosts,
    ListThreads,
    ListUnreadThreads,
    MarkRead,
    Post,
    ReadPost,
    ReadReadPosition,
    ReadThread,
    ThreadOrder,
    ViewThread,
    ViewThreads,
)
from commkit.search import ReadSearchCandidates, SearchCandidate, SearchContent
from commkit_topical import (
    ListMyMutes,
    Mutes,
    MuteSpace,
    MuteTag,
    MuteWord,
    UnmuteSpace,
    UnmuteTag,
    UnmuteWord,
)

Town = Any


def _titles(town: Town, actor: Any, **filter: Any) -> list[str]:
    return [thread.title for thread in town.ask(actor, ListThreads(**filter)).items]


def _found(town: Town, actor: Any, words: str = "grow") -> set[Any]:
    town.kit.worker().drain()
    return {hit.object for hit in town.ask(actor, SearchContent(words)).hits}


def _told(town: Town, actor: str) -> set[Any]:
    town.kit.worker().drain()
    return {item.object for item in town.ask(actor, ListInbox(limit=100)).items if item.record == "Post"}


def _word(town: Town) -> tuple[Post, Any, Any]:
    muted = town.opinion("Slugs again", "They grow fat.")
    return muted, MuteWord("SLUGS"), UnmuteWord("slugs")


def _tag(town: Town) -> tuple[Post, Any, Any]:
    muted = town.opinion("Pests", "They grow fat.", tags=("pests",))
    return muted, MuteTag("Pests"), UnmuteTag("pests")


def _space(town: Town) -> tuple[Post, Any, Any]:
    topic = town.topic("pests")
    muted = town.opinion("In the cellar", "They grow fat.", space=topic.id)
    return muted, MuteSpace(topic.id), UnmuteSpace(topic.id)


Making = Callable[[Town], tuple[Post, Any, Any]]


@pytest.mark.parametrize("making", [_word, _tag, _space])
def test_what_is_muted_is_in_no_list(town: Town, making: Making) -> None:
    town.pass_time(hours=1)  # what is older than a membership is not unread
    muted, mute, unmute = making(town)
    other = town.opinion("Roses")
    town.do("bob", mute)
    for order in (ThreadOrder.NEWEST, ThreadOrder.ACTIVE, ThreadOrder.SCORE):
        assert _titles(town, "bob", order=order) == ["Roses"], order
    assert _titles(town, "bob", kinds=("opinion",), since=town.after(days=-1)) == ["Roses"]
    views = town.ask("bob", ViewThreads()).items
    assert [view.post.id for view in views] == [other.id]
    assert [post.id for post in town.ask("bob", ListMemberPosts(town.member("ada"))).items] == [other.id]
    assert [post.id for post in town.ask("bob", ListUnreadThreads()).items] == [other.id]
    assert [each.count for each in town.ask("bob", CountUnreadThreads())] == [1]
    assert _found(town, "bob") == {other.id}
    candidates = tuple(SearchCandidate("Post", post.id) for post in (muted, other))
    assert town.ask("bob", ReadSearchCandidates(candidates)) == (town.ask("bob", ReadPost(other.id)),)
    assert len(town.ask("cid", ReadSearchCandidates(candidates))) == 2
    for actor in ("cid", None, "mod", "ada"):  # nobody else, and not who wrote it
        assert set(_titles(town, actor)) == {"Roses", muted.title}
        assert _found(town, actor) == {other.id, muted.id}
    town.do("bob", unmute)
    assert set(_titles(town, "bob")) == {"Roses", muted.title}
    assert town.ask("bob", ListMyMutes()) == Mutes((), (), ())


@pytest.mark.parametrize("making", [_word, _tag, _space])
def test_it_is_read_by_its_address(town: Town, making: Making) -> None:
    muted, mute, _ = making(town)
    reply = town.reply(muted.id, "Nice.", by="cid")
    town.do("bob", mute)
    assert town.ask("bob", ReadPost(muted.id)).id == muted.id
    assert [post.id for post in town.ask("bob", ReadThread(muted.id)).items] == [muted.id, reply.id]
    assert len(town.ask("bob", ViewThread(muted.id)).items) == 2
    assert {post.id for post in town.ask("bob", ListNewestPosts(muted.id))} == {muted.id, reply.id}
    assert town.reply(muted.id, "All the same.").thread == muted.id


@pytest.mark.parametrize("making", [_word, _tag, _space])
def test_it_notifies_nobody_who_muted_it(town: Town, making: Making) -> None:
    for name in ("bob", "cid"):
        town.do(name, WatchCommunity(level=WatchLevel.WATCHING))
    muted, mute, _ = making(town)
    assert muted.id in _told(town, "bob")  # the control: nothing is muted yet
    town.do("bob", mute)
    later, _, _ = (town.opinion("Slugs!", "And slugs.", tags=("pests",), space=muted.space), None, None)
    assert later.id not in _told(town, "bob")
    assert later.id in _told(town, "cid")


@pytest.mark.parametrize("making", [_word, _tag, _space])
def test_moderators_have_it_in_their_queue(town: Town, making: Making) -> None:
    muted, mute, _ = making(town)
    town.do("mod", mute)
    town.do("cid", FileReport("Post", muted.id, "spam"))
    (case,) = town.ask("mod", ListCases()).items
    assert town.ask("mod", ReadCase(case.id)).case.object == muted.id
    assert muted.title not in _titles(town, "mod")  # of the lists it is gone for them, too


def test_a_reply_with_a_muted_word_is_left_out_of_its_thread(town: Town) -> None:
    thread = town.opinion()
    kept, muted = town.reply(thread.id, "Snails."), town.reply(thread.id, "Slugs, too.")
    own = town.reply(thread.id, "My slugs.", by="cid")
    town.do("cid", MuteWord("slugs"))
    assert [post.id for post in town.ask("cid", ReadThread(thread.id)).items] == [thread.id, kept.id, own.id]
    assert town.ask("cid", ReadPost(muted.id)).body == "Slugs, too."
    assert len(town.ask("ada", ReadThread(thread.id)).items) == 4
    town.do("bob", EditPost(post=muted.id, version=muted.version, body="Snails, too."))
    assert len(town.ask("cid", ReadThread(thread.id)).items) == 4


def test_a_thread_that_the_member_opened_is_not_muted_and_its_replies_still_notify(town: Town) -> None:
    topic = town.topic()
    town.do("ada", MuteSpace(topic.id))
    town.do("ada", MuteTag("roses"))
    own = town.opinion("Mine", tags=("roses",), space=topic.id)
    assert _titles(town, "ada") == ["Mine"]
    assert town.ask("ada", ListMyMutes()) == Mutes((), ("roses",), (topic.id,))
    reply = town.reply(own.id)
    assert reply.id not in _told(town, "ada")  # it stands in a muted space


def test_a_tag_is_muted_by_its_synonym(sqlite_town: Town) -> None:
    town = sqlite_town
    town.opinion("Pests", tags=("pests",))
    town.do("owner", AddTagSynonym("vermin", "pests"))
    assert town.do("bob", MuteTag("vermin")).tags == ("pests",)
    assert _titles(town, "bob") == []
    assert town.do("bob", UnmuteTag("vermin")).tags == ()


def test_persons_are_muted_by_the_core(sqlite_town: Town) -> None:
    town = sqlite_town
    town.do("bob", WatchCommunity(level=WatchLevel.WATCHING))
    town.do("bob", BlockMember(town.member("ada"), BlockLevel.MUTE))
    assert town.opinion().id not in _told(town, "bob")


def test_a_space_that_nobody_sees_is_not_muted(sqlite_town: Town) -> None:
    with pytest.raises(NotFound):
        sqlite_town.do("bob", MuteSpace(sqlite_town.opinion().id))


@pytest.mark.parametrize("word", ["...", "a*", "[x]", "a?b", "\\d"])
def test_only_words_are_muted(sqlite_town: Town, word: str) -> None:
    with pytest.raises(Invalid):
        sqlite_town.do("bob", MuteWord(word))


def test_there_are_at_most_100_of_each(sqlite_town: Town) -> None:
    town = sqlite_town
    for number in range(100):
        town.do("bob", MuteTag(f"t{number}"))
    with pytest.raises(Conflict) as caught:
        town.do("bob", MuteTag("more"))
    assert caught.value.code == "topical.too_many_mutes"
    assert len(town.ask("bob", ListMyMutes()).tags) == 100
    assert town.do("bob", MuteTag("t1")).tags  # it is muted already


def test_why_somebody_was_not_notified_is_explained_to_them(sqlite_town: Town) -> None:
    town = sqlite_town
    muted, mute, _ = _word(town)
    town.do("bob", mute)
    asked = ExplainDecision(
        town.member("bob"), "notifications.thread", muted.id, record="Post", about="notification"
    )
    steps = {step.rule: step for step in town.ask("bob", asked).steps}
    assert steps["it is not muted"].because == "they muted a word"


def test_whoever_mutes_is_told_to_nobody(sqlite_town: Town) -> None:
    assert sqlite_town.emitted("bob", MuteWord("slugs")) == []


def test_unread_replies_pass_over_what_is_muted(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion(by="cid")
    town.do("ada", MarkRead(thread.id))
    muted, kept = town.reply(thread.id, "Slugs."), town.reply(thread.id, "Snails.")
    assert town.ask("ada", ReadReadPosition(thread.id)).first_unread == muted.id
    town.do("ada", MuteWord("slugs"))
    assert town.ask("ada", ReadReadPosition(thread.id)).first_unread == kept.id


def test_mutes_wait_for_no_time(sqlite_town: Town) -> None:
    town = sqlite_town
    muted, mute, _ = _word(town)
    town.clock.advance(timedelta(days=400))
    town.do("bob", mute)
    assert muted.title not in _titles(town, "bob")
