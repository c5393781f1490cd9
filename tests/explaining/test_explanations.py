"""Rules beyond the permission: the trace tells ahead of time what happens when the message is sent."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve, frozen

from commkit import (
    Command,
    CommkitError,
    CommunityType,
    Conflict,
    Context,
    Denied,
    Deny,
    Feature,
    Kit,
    MemberId,
    PluginError,
    RateLimited,
    hookimpl,
)
from commkit.explaining import DecisionTrace, ExplainDecision, ExplainRequest, RuleOutcome, TraceStep
from commkit.members import LeaveCommunity
from commkit.moderation import SetSlowMode
from commkit.posts import CreateReply, CreateThread, EditPost, EnableWiki, LockThread, Post, RemovePost
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_refused, assert_unchanged, do
from tests.moderation.fixtures import START, member, set_settings, town_of, write
from tests.sample import FORUM, OWNER, create_community, new_kit


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(sqlite_url: str, clock: ManualClock) -> Iterator[Kit]:
    with town_of(sqlite_url, clock) as kit:
        yield kit


def why(kit: Kit, key: str, action: str, record: Any = None, *, asker: Any = None) -> DecisionTrace:
    id = record.id if record is not None else None
    name = type(record).__name__ if record is not None else None
    return ask(kit, asker or key, "town", ExplainDecision(member(kit, key), action, id, record=name))


def stopped_by(trace: DecisionTrace) -> tuple[str, str]:
    assert trace.denied_by is not None
    return trace.denied_by.rule, trace.denied_by.source


def test_slow_mode_is_explained_until_it_is_over(town: Kit, clock: ManualClock) -> None:
    set_settings(town, slow_mode="PT1M")
    assert why(town, "ada", "posts.create_thread").allowed
    thread = write(town, "ada")
    for action, record in (("posts.create_thread", None), ("posts.create_reply", thread)):
        trace = why(town, "ada", action, record)
        assert stopped_by(trace) == ("slow mode", "moderation")
        assert "again at 00:01:00 UTC" in trace.denied_by.because  # type: ignore[union-attr]
    with assert_refused(RateLimited, "moderation.slow_mode"):
        write(town, "ada")
    assert why(town, "bob", "posts.create_reply", thread).allowed
    assert why(town, "eve", "posts.create_reply", thread).allowed, "stewards are exempt"
    clock.advance(timedelta(seconds=60))
    assert why(town, "ada", "posts.create_thread").allowed
    write(town, "ada")


def test_slow_mode_of_a_thread_is_explained_there_only(town: Kit, clock: ManualClock) -> None:
    set_settings(town, thread_slow_mode=True)
    thread, other = write(town, "bob"), write(town, "bob")
    do(town, "eve", "town", SetSlowMode(thread.id, timedelta(minutes=5)))
    do(town, "ada", "town", CreateReply(thread.id, "Hm."))
    assert stopped_by(why(town, "ada", "posts.create_reply", thread)) == (
        "slow mode of the thread",
        "moderation",
    )
    with assert_refused(RateLimited, "moderation.slow_mode"):
        do(town, "ada", "town", CreateReply(thread.id, "Hm."))
    assert why(town, "ada", "posts.create_reply", other).allowed
    clock.advance(timedelta(minutes=5))
    assert why(town, "ada", "posts.create_reply", thread).allowed


def test_the_rate_of_posts_is_explained(town: Kit, clock: ManualClock) -> None:
    set_settings(town, rate="refuse", max_posts=2, rate_window="PT1H")
    for _ in range(2):
        assert why(town, "ada", "posts.create_thread").allowed
        write(town, "ada")
    assert stopped_by(why(town, "ada", "posts.create_thread")) == ("rate of posts", "moderation")
    with pytest.raises(CommkitError):
        write(town, "ada")
    clock.advance(timedelta(hours=1))
    assert why(town, "ada", "posts.create_thread").allowed


def test_the_hosts_rates_are_for_the_member_only(sqlite_url: str, clock: ManualClock) -> None:
    with closing(new_kit(sqlite_url, clock=clock, rates={"write": "2 per minute"})) as kit:
        create_community(kit, members=["ada"])  # which is the first command of ada's
        assert any("1 left" in step.because for step in why(kit, "ada", "posts.create_thread").steps)
        write(kit, "ada")
        assert stopped_by(why(kit, "ada", "posts.create_thread")) == ("rate of 'write' commands", "runtime")
        assert why(kit, "ada", "posts.read").allowed, "queries are not counted"
        told = why(kit, "ada", "posts.create_thread", asker=OWNER)
        assert told.allowed
        assert (
            TraceStep("what is private", RuleOutcome.WITHHELD, "for the member and the host only", "runtime")
            in told.steps
        )
        with assert_refused(RateLimited, "runtime.rate_limited"):
            write(kit, "ada")


def test_a_thread_that_takes_no_replies(town: Kit) -> None:
    thread, down = write(town, "ada"), write(town, "ada")
    do(town, "eve", "town", LockThread(thread.id, "Said enough."))
    trace = why(town, "bob", "posts.create_reply", thread)
    assert stopped_by(trace) == ("the thread is open", "posts")
    assert "Said enough." in trace.denied_by.because  # type: ignore[union-attr]
    with assert_refused(Conflict, "posts.locked"):
        do(town, "bob", "town", CreateReply(thread.id, "But."))
    do(town, "eve", "town", RemovePost(down.id))
    assert stopped_by(why(town, "bob", "posts.create_reply", down)) == ("the post", "runtime")
    assert stopped_by(why(town, "eve", "posts.create_reply", down)) == ("it is visible", "posts")


def test_a_wiki_makes_up_for_what_is_not_ones_own(town: Kit) -> None:
    post = write(town, "ada")
    assert not why(town, "bob", "posts.edit_post", post).allowed
    do(town, "ada", "town", EnableWiki(post.id))
    trace = why(town, "bob", "posts.edit_post", post)
    assert trace.allowed
    assert [step.rule for step in trace.steps if step.outcome is RuleOutcome.GRANTS] == ["wiki"]
    do(town, "bob", "town", EditPost(post=post.id, version=post.version, body="Better."))
    assert not why(town, "bob", "posts.remove_post", post).allowed, "it is a wiki for editing only"
    do(town, "ada", "town", EnableWiki(post.id, trust=1))
    assert not why(town, "bob", "posts.edit_post", post).allowed, "they are not trusted that far"


# --- what plugins say ----------------------------------------------------------------------------------------------


class Brings:
    """A plugin with one feature, and a type that has it."""

    def __init__(self, feature: Feature) -> None:
        self.feature = feature

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield self.feature

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield evolve(FORUM, name="guarded", features=("posts", self.feature.name))


class Doorman(Brings):
    """With gates, and a function that explains one of them."""

    def __init__(self, explanation: Any) -> None:
        super().__init__(Feature("door.man"))
        self.feature.gates(CreateThread)(self.closed_today)
        self.feature.gates(CreateThread)(_unexplained)
        self.feature.explains("posts.create_thread", gate=self.closed_today)(explanation)

    def closed_today(self, context: Context, command: Any) -> Deny | None:
        return Deny("door.closed", "come back tomorrow")


def _unexplained(context: Context, command: Any) -> None:
    """Shoes are clean.

    This gate is asked with the message in hand.
    """


def guarded(url: str, explanation: Any) -> Kit:
    kit = new_kit(url, Doorman(explanation))
    create_community(kit, type="guarded", members=["ada", "bob"])
    return kit


def test_a_plugin_answers_for_its_gate(sqlite_url: str) -> None:
    asked: list[ExplainRequest] = []

    def explain(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
        asked.append(question)
        assert context.actor == "ada", "it is asked through the member's eyes"
        yield TraceStep("the door", False, "it is closed today")
        yield TraceStep("their debts", False, "a few coins", private=True)

    with closing(guarded(sqlite_url, explain)) as kit:
        told = why(kit, "ada", "posts.create_thread")
        assert stopped_by(told) == ("the door", "door.man")
        assert [step.rule for step in told.open if step.source == "door.man"] == ["Shoes are clean"]
        assert (asked[0].names, asked[0].messages) == (frozenset({"posts.create_thread"}), (CreateThread,))
        assert why(kit, "ada", "posts.add_reaction").allowed, (
            "it explains what it registered for, and nothing else"
        )
        others = why(kit, "ada", "posts.create_thread", asker=OWNER)
        assert "coins" not in str(others)
        assert "debts" not in str(others)
        assert (
            others.steps.count(
                TraceStep(
                    "what is private", RuleOutcome.WITHHELD, "for the member and the host only", "door.man"
                )
            )
            == 1
        )


@pytest.mark.parametrize("given", [None, ["a sentence"], "text"])
def test_a_plugin_that_gives_no_steps_is_named(sqlite_url: str, given: Any) -> None:
    with (
        closing(guarded(sqlite_url, lambda context, question: given)) as kit,
        pytest.raises(PluginError) as caught,
    ):
        why(kit, "ada", "posts.create_thread")
    assert (caught.value.code, caught.value.plugin) == ("runtime.explanation_failed", "door")
    assert caught.value.message.startswith("an explanation of 'door.man' failed (")
    assert caught.value.message.endswith(")"), "there was no command to undo"


def test_a_plugin_that_writes_is_stopped(sqlite_url: str) -> None:
    def explain(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
        context.do(LeaveCommunity())
        yield TraceStep("never", True)

    with closing(guarded(sqlite_url, explain)) as kit:
        for asker, kind, code in (
            ("ada", PluginError, "runtime.query_wrote"),
            (OWNER, Denied, "runtime.read_only"),
        ):
            with assert_unchanged(kit), assert_refused(kind, code), kit.session(asker, "town") as session:
                session.ask(ExplainDecision(member(kit, "ada"), "posts.create_thread"))


@frozen
class Ballot:
    """Something of somebody's; others are not told whose."""

    id: UUID
    author: MemberId | None


@frozen
class Spoil(Command[None]):
    """Take one's ballot back."""

    permission = "ballots.spoil"
    ballot: UUID


def test_whose_a_thing_is_goes_to_nobody_from_whom_it_is_hidden(sqlite_url: str) -> None:
    feature = Feature("ballots.box", grants={"member": {"ballots.spoil:own"}})
    ballot, authors = UUID(int=1), []
    feature.handles(Spoil)(lambda context, command: None)

    @feature.loads(Ballot, owner=lambda found: found.author)
    def fetch(context: Context, id: UUID) -> Ballot | None:
        return Ballot(id, context.member_or_none if context.member_or_none in authors else None)

    with closing(new_kit(sqlite_url, Brings(feature))) as kit:
        create_community(kit, type="guarded", members=["ada", "bob"])
        authors.append(member(kit, "ada"))

        def told(key: str, asker: str) -> tuple[bool, list[TraceStep]]:
            query = ExplainDecision(member(kit, key), "ballots.spoil", ballot, record="Ballot")
            trace = ask(kit, asker, "town", query)
            return trace.allowed, [
                step for step in trace.steps if step.rule in ("their own", "what is private")
            ]

        assert (told("ada", "ada")[0], told("bob", "bob")[0]) == (True, False)
        assert told("ada", OWNER) == told("bob", OWNER)


def test_names_below_and_all_names() -> None:
    feature = Feature("door.bell")
    for action in ("door.ring", "door.", ""):
        feature.explains(action)(lambda context, question: ())
    exact, below, everything = feature.explanation_list
    assert [exact.knows([name]) for name in ("door.ring", "door.ring_twice", "posts.create_reply")] == [
        True,
        False,
        False,
    ]
    assert [below.knows([name]) for name in ("door.ring", "doors.ring", "posts.create_reply")] == [
        True,
        False,
        False,
    ]
    assert everything.knows(["posts.create_reply"])
    assert feature.with_ports({}).explanation_list == feature.explanation_list


def test_traces_go_to_json_and_back(town: Kit) -> None:
    post: Post = write(town, "ada")
    trace = why(town, "bob", "posts.edit_post", post)
    dumped = town.dump(trace)
    assert dumped["steps"][-1]["outcome"] == "later"
    assert {step["outcome"] for step in dumped["steps"]} <= set(RuleOutcome)
