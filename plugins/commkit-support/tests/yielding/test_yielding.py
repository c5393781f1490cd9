"""The yield window: staff waits, members see nothing of it, and what waits is published, or becomes an endorsement."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound, dump
from commkit.explaining import ExplainDecision
from commkit.members import AssignRole
from commkit.notifications import ListInbox
from commkit.posts import (
    CreateReply,
    CreateThread,
    EditPost,
    ListMemberPosts,
    ListNewestPosts,
    ListThreads,
    ListUnreadThreads,
    ReadPost,
    ReadThread,
    ViewThread,
)
from commkit.privacy import ErasePerson, ExportPerson
from commkit.search import SearchContent
from commkit_qa import AcceptAnswer, CloseQuestion, QuestionsAndAnswers, RequestInformation
from commkit_support import (
    CheckScope,
    HeldState,
    HoldAnswer,
    ListEndorsements,
    ListHeldAnswers,
    PublishAnyway,
    PublishHeldAnswer,
    ReadYieldNumbers,
    WithdrawHeldAnswer,
    YieldSettings,
    YieldToAnswer,
)
from commkit_support.yielding import statements as sql
from commkit_support.yielding.policy import is_about_safety

HOUR = timedelta(hours=1)
TEXT = "Install the zeppelin driver."


@pytest.fixture
def town(make_town: Callable[..., Any]) -> Any:
    return make_town(yield_window=2 * HOUR)


def bodies(town: Any, question: Any, actor: str = "bob") -> list[str]:
    return [post.body for post in town.ask(actor, ReadThread(question.id)).items[1:]]


def drained(town: Any, at: datetime) -> None:
    town.clock.advance_to(at)
    assert town.kit.worker(attempts=1).drain().parked == 0


def test_staff_is_told_to_hold_it_and_it_is_published_at_the_end_in_their_name(town: Any) -> None:
    question = town.question()
    with town.refused("support.yield_window", Denied):
        town.answer(question.id, by="amy")
    held = town.do("amy", HoldAnswer(question.id, TEXT))
    assert (held.publish_at, held.state) == (question.created_at + 2 * HOUR, HeldState.HELD)
    assert [one.id for one in town.ask("stew", ListHeldAnswers(question.id))] == [held.id]
    drained(town, held.publish_at - timedelta.resolution)
    assert bodies(town, question) == []
    drained(town, held.publish_at)
    (post,) = town.ask("bob", ReadThread(question.id)).items[1:]
    assert (post.body, post.author_name, post.kind) == (TEXT, "amy", "answer")
    assert town.ask("stew", ListHeldAnswers(question.id)) == ()
    town.kit.worker().drain()
    assert bodies(town, question) == [TEXT]
    town.answer(question.id, by="amy")  # the window is over
    with town.refused("support.nothing_to_wait_for", Conflict):
        town.do("amy", HoldAnswer(question.id, TEXT))


def test_members_comments_the_help_desk_and_other_communities_wait_for_nothing(
    town: Any, make_town: Callable[..., Any]
) -> None:
    question = town.question()
    town.answer(question.id, by="bob")
    town.answer(question.id, by="amy", kind="comment")
    town.answer(question.id, by=SYSTEM)
    assert len(bodies(town, question)) == 3
    without = make_town()
    without.answer(without.question().id, by="amy")


@pytest.mark.parametrize("body", ["There is SMOKE coming out!", "It is on fi\u200bre."])
def test_safety_bypasses_it(town: Any, body: str) -> None:
    town.do("ada", PublishAnyway(town.do("ada", CheckScope("Help please", body)).offer))
    question = town.do("ada", CreateThread(kind="question", title="Help please", body=body))
    town.answer(question.id, by="amy")
    with town.refused("support.nothing_to_wait_for", Conflict):
        town.do("amy", HoldAnswer(question.id, TEXT))


def test_words_are_whole() -> None:
    assert is_about_safety("Fire!", ("fire",))
    assert not is_about_safety("The firewall", ("fire",))
    assert is_about_safety("The battery\ngets hot.", ("gets hot",))
    assert is_about_safety("It is burning", ("burn*",))


def test_an_edit_that_tells_of_danger_publishes_what_waits(town: Any) -> None:
    question = town.question()
    town.do("amy", HoldAnswer(question.id, TEXT))
    town.do("ada", EditPost(post=question.id, version=question.version, body="Now there is smoke, too."))
    drained(town, town.clock.now)
    assert bodies(town, question) == [TEXT]


def test_a_promise_ends_it_and_so_does_an_orphan(make_town: Callable[..., Any]) -> None:
    town = make_town(yield_window=100 * HOUR, first_reply_within=8 * HOUR)
    question = town.question()
    held = town.do("amy", HoldAnswer(question.id, TEXT))
    assert held.publish_at == question.created_at + 7 * HOUR  # when staff is warned
    drained(town, held.publish_at)
    assert bodies(town, question) == [TEXT]
    guard = QuestionsAndAnswers(orphan_after=9 * HOUR)
    late = make_town(yield_window=100 * HOUR, first_reply_within=500 * HOUR, plugins=[guard])
    question = late.question()
    assert late.do("amy", HoldAnswer(question.id, TEXT)).publish_at == question.created_at + 9 * HOUR


def test_it_waits_on_while_the_clock_is_paused(make_town: Callable[..., Any]) -> None:
    town = make_town(yield_window=10 * HOUR)
    question = town.question()
    held = town.do("amy", HoldAnswer(question.id, TEXT))
    town.do("stew", RequestInformation(question.id, "Which version?"))
    drained(town, held.publish_at)
    assert bodies(town, question) == ["Which version?"]
    drained(town, question.created_at + 10 * HOUR)
    assert bodies(town, question)[-1] == TEXT


def test_a_member_who_was_right_is_endorsed_instead(town: Any) -> None:
    question = town.question()
    held = town.do("amy", HoldAnswer(question.id, TEXT))
    answer = town.answer(question.id)
    facts = town.emitted("ada", AcceptAnswer(question.id, answer.id))
    assert {"support.held_answer_yielded", "support.answer_endorsed"} <= set(facts)
    (endorsement,) = town.ask("cid", ListEndorsements(answer.id))
    assert (endorsement.member, endorsement.by_staff) == (held.author, True)
    drained(town, held.publish_at)
    assert bodies(town, question) == ["Try it with a clean cache."]
    numbers = town.ask("stew", ReadYieldNumbers())
    assert (numbers.held, numbers.waiting, numbers.yielded, numbers.published) == (1, 0, 1, 0)
    assert numbers.yielded_share is not None
    assert round(numbers.yielded_share.low, 4) == 0.2065


def test_staff_agrees_before_anybody_accepts(town: Any) -> None:
    question, other = town.question(), town.question("Another one")
    held = town.do("amy", HoldAnswer(question.id, TEXT))
    with pytest.raises(Invalid):
        town.do("amy", YieldToAnswer(held.id, town.answer(other.id).id))
    answer = town.answer(question.id)
    ended = town.do("amy", YieldToAnswer(held.id, answer.id))
    assert (ended.state, ended.post) == (HeldState.YIELDED, answer.id)
    assert len(town.ask("cid", ListEndorsements(answer.id))) == 1
    with town.refused("support.no_longer_held", Conflict):
        town.do("amy", WithdrawHeldAnswer(held.id))


def test_it_is_not_published_where_it_was_withdrawn_or_the_question_closed(town: Any) -> None:
    first, second = town.question(), town.question("Another one")
    withdrawn = town.do("amy", HoldAnswer(first.id, TEXT))
    with pytest.raises(NotFound):
        town.do("stew", WithdrawHeldAnswer(withdrawn.id))
    town.do("amy", WithdrawHeldAnswer(withdrawn.id))
    held = town.do("amy", HoldAnswer(second.id, TEXT))
    town.do("ada", CloseQuestion(second.id, "It went away."))
    drained(town, held.publish_at)
    assert TEXT not in bodies(town, first) + bodies(town, second)
    numbers = town.ask("amy", ReadYieldNumbers())
    assert (numbers.withdrawn, numbers.yielded, numbers.yielded_share.value) == (1, 1, 1.0)


def test_whoever_may_not_any_more_publishes_nothing(town: Any) -> None:
    question = town.question()
    held = town.do("amy", HoldAnswer(question.id, TEXT))
    amy = town.member("amy")
    town.do("owner", AssignRole(amy, "member"))
    drained(town, held.publish_at)
    assert bodies(town, question) == []


def test_it_is_exported_and_erased_with_its_author(town: Any) -> None:
    question = town.question()
    town.do("amy", HoldAnswer(question.id, TEXT))
    with town.kit.session("amy") as lobby:
        rows = lobby.ask(ExportPerson()).rows["commkit_support_held_answer"]
        assert [row["body"] for row in rows] == [TEXT]
        assert lobby.do(ErasePerson()).not_cleaned == ()
    assert town.ask("stew", ListHeldAnswers(question.id)) == ()


def seen_by(town: Any, actor: str, question: Any, author: Any) -> list[Any]:
    """All that a member reads where an answer could show."""
    town.kit.worker().drain()
    queries = (
        ReadPost(question.id),
        ReadThread(question.id),
        ViewThread(question.id, rendered=False),
        ListNewestPosts(question.id),
        ListThreads(),
        ListUnreadThreads(),
        ListMemberPosts(author),
        SearchContent("zeppelin"),
        ListInbox(limit=50),
    )
    return [dump(town.ask(actor, query)) for query in queries]


@pytest.mark.parametrize("actor", ["ada", "bob"])
def test_members_see_nothing_of_it(town: Any, actor: str) -> None:
    question = town.question()
    author = town.member("amy")
    before = seen_by(town, actor, question, author)
    held = town.do("amy", HoldAnswer(question.id, TEXT))
    assert seen_by(town, actor, question, author) == before
    with pytest.raises(Denied):
        town.ask(actor, ListHeldAnswers(question.id))
    for command in (PublishHeldAnswer(held.id), WithdrawHeldAnswer(held.id)):
        with pytest.raises(Denied):
            town.do(actor, command)
    drained(town, held.publish_at)
    assert seen_by(town, actor, question, author) != before  # the control: what is published shows


def test_why_it_waits_is_explained(town: Any) -> None:
    question = town.question()

    def step(member: str) -> Any:
        query = ExplainDecision(town.member(member), "posts.create_reply", question.id, record="Post")
        steps = town.ask("owner", query).steps
        return next(step for step in steps if step.rule == "the yield window, for answers")

    assert "members may answer until 2026-03-02 11:00 UTC" in step("amy").because
    assert step("bob").because == "it is for staff; others answer at once"


@pytest.mark.parametrize(
    "wrong", [{"window": timedelta()}, {"safety_words": ("",)}, {"safety_words": ("...",)}]
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        YieldSettings(**wrong)
    assert caught.value.code == "support.bad_settings"


def accepted_while_publishing(town: Any) -> tuple[int, list[str]]:
    """An answer is accepted after the publisher looked: (answers of the thread, states of held ones)."""
    question = town.question()
    answer = town.answer(question.id)
    held = town.do("amy", HoldAnswer(question.id, TEXT))
    town.clock.advance_to(held.publish_at)
    looked, accepted = Event(), Event()

    def hold(sql: str) -> None:
        if "UPDATE commkit_support_held_answer" in sql and not looked.is_set():
            looked.set()
            accepted.wait(1)  # with the lock it comes only after our commit

    town.kit.database.observer = hold

    def accept() -> None:
        assert looked.wait(60)
        town.do("ada", AcceptAnswer(question.id, answer.id))
        accepted.set()

    town.at_once(lambda: town.do("amy", PublishHeldAnswer(held.id)), accept)
    numbers = town.ask("stew", ReadYieldNumbers())
    states = ["published"] * numbers.published + ["yielded"] * numbers.yielded
    return len(bodies(town, question)), states


@pytest.mark.postgres
def test_it_is_published_or_gives_way_never_both(town_class: Any, postgres_town_url: str) -> None:
    town = town_class(postgres_town_url, yield_window=2 * HOUR)
    try:
        assert accepted_while_publishing(town) == (2, ["published"])
    finally:
        town.kit.close()


def test_of_many_publishers_one_publishes(town: Any) -> None:
    for number in range(4):
        question = town.question(f"Question {number}")
        held = town.do("amy", HoldAnswer(question.id, TEXT))
        town.clock.advance_to(held.publish_at)
        town.at_once(*[lambda held=held: town.do("amy", PublishHeldAnswer(held.id))] * 3)
        assert bodies(town, question) == [TEXT]


def test_control_without_the_end_each_publishes(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    question = town.question()
    held = town.do("amy", HoldAnswer(question.id, TEXT))
    town.clock.advance_to(held.publish_at)
    monkeypatch.setattr("commkit_support.yielding.handlers.own_held_answer", lambda *_: held)
    monkeypatch.setattr("commkit_support.yielding.statements.END", sql.SET_POST)
    for _ in range(2):
        town.do("amy", PublishHeldAnswer(held.id))
    assert len(bodies(town, question)) == 2


def test_a_reply_is_asked_for_the_window_in_two_statements(town: Any) -> None:
    question = town.question()
    with town.counted() as seen, pytest.raises(Denied):
        town.do("amy", CreateReply(question.id, TEXT, kind="answer"))
    assert len(seen) <= 4, seen
