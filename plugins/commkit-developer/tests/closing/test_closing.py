"""Closing by votes: who votes, how many close a question, with which reason, and how it is opened again."""

from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from threading import Barrier, local
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import bindparam, select

from commkit import CommkitError, Conflict, Denied, Feature, Invalid, Kit, NotFound, hookimpl
from commkit.communities import UpdateSettings
from commkit.explaining import ExplainDecision
from commkit.posts import (
    CreateThread,
    ListMemberPosts,
    LockThread,
    PostId,
    ReadPost,
    ReadThread,
    RemovePost,
    UpdatePostState,
    ViewThread,
    post,
)
from commkit.privacy import ErasePerson
from commkit.storage import Id, statement
from commkit_developer import (
    DEVELOPER,
    CloseReason,
    ClosingSettings,
    ClosingStatus,
    Developer,
    ListCloseReasons,
    ReadClosing,
    ReadClosingNumbers,
    ReasonCount,
    RetractClosingVote,
    VoteToClose,
    VoteToReopen,
)
from commkit_developer.closing.policy import chosen_vote, count_reasons
from commkit_developer.closing.records import ClosingVote
from commkit_qa import AcceptAnswer, CloseQuestion, ReopenQuestion
from tests.plugin_town import MONDAY

OFF_TOPIC, DETAILS, DUPLICATE = "developer.off_topic", "developer.needs_details", "developer.duplicate"


@pytest.fixture
def trusted(town: Any) -> Any:
    """bob, cid, dan and eve have earned the privilege: three of them close a question."""
    town.privilege("bob", "cid", "dan", "eve")
    return town


def state(town: Any, question: PostId) -> str:
    found: str = town.ask("bob", ReadPost(question)).state
    return found


def closed_by_votes(town: Any, *reasons: str) -> PostId:
    question: PostId = town.question().id
    for actor, reason in zip(("bob", "cid", "dan"), reasons or (OFF_TOPIC,) * 3, strict=True):
        town.do(actor, VoteToClose(question, reason))
    return question


def test_enough_votes_close_a_question_with_the_reason_of_the_most(trusted: Any) -> None:
    town = trusted
    question = town.question().id
    assert town.emitted("bob", VoteToClose(question, DETAILS)) == [
        "developer.close_voted",
        "developer.review_opened",
    ]
    status = town.do("cid", VoteToClose(question, OFF_TOPIC))
    assert (status.state, status.votes_to_close, status.voted) == ("open", 3, True)
    assert status.close_votes == (ReasonCount(DETAILS, 1), ReasonCount(OFF_TOPIC, 1))
    assert town.ask("eve", ListMemberPosts(town.member("dan"))).items == (), "what he writes now is his first"
    facts = town.emitted("dan", VoteToClose(question, OFF_TOPIC))
    of_reviews = {"developer.review_opened", "developer.review_ended"}
    assert [fact for fact in facts if fact not in of_reviews] == [
        "posts.state_changed",
        "posts.created",
        "posts.first_post_created",  # the comment is of whose vote was the last one
        "qa.question_closed",
        "developer.closed_by_community",
    ]
    after = town.ask("ada", ReadClosing(question))
    assert (after.state, after.close_votes, after.voted) == ("closed", (), False)
    assert (after.closure.reason, after.closure.votes, after.closure.alone) == (OFF_TOPIC, 3, False)
    comment = town.ask("ada", ReadThread(question)).items[-1]
    assert (comment.kind, comment.body.partition(".")[0]) == ("comment", "**Off topic")
    assert comment.author_name == "dan", "whose vote was the last one"
    assert "developer.closed_off_topic" in town.ask("ada", ViewThread(question)).thread.marks
    assert town.inbox("ada") == [("developer.question_closed", question)]


def test_who_has_not_earned_it_does_not_vote_and_a_second_vote_is_none(town: Any) -> None:
    question = town.question().id
    with pytest.raises(Denied):
        town.do("bob", VoteToClose(question, OFF_TOPIC))
    town.privilege("bob")
    for reason in (OFF_TOPIC, DETAILS, OFF_TOPIC, DETAILS):
        status = town.do("bob", VoteToClose(question, reason))
    assert status.close_votes == (ReasonCount(DETAILS, 1),)


@pytest.mark.parametrize("actor", ["stew", "max", "owner"])
def test_who_settles_questions_decides_alone(trusted: Any, actor: str) -> None:
    town = trusted
    question = town.question().id
    town.do("bob", VoteToClose(question, DETAILS))
    assert town.do(actor, VoteToClose(question, OFF_TOPIC)).state == "closed"
    closure = town.ask("bob", ReadClosing(question)).closure
    assert (closure.reason, closure.votes, closure.alone) == (OFF_TOPIC, 2, True)


def test_the_asker_agrees_and_it_is_closed(trusted: Any) -> None:
    town = trusted
    town.privilege("ada")
    question = town.question().id
    town.do("bob", VoteToClose(question, DETAILS))
    assert town.do("ada", VoteToClose(question, DETAILS)).state == "closed"


def test_votes_expire(trusted: Any) -> None:
    town = trusted
    question = town.question().id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    town.do("cid", VoteToClose(question, OFF_TOPIC))
    town.clock.advance(timedelta(days=14))
    status = town.do("dan", VoteToClose(question, OFF_TOPIC))
    assert (status.state, status.close_votes) == ("open", (ReasonCount(OFF_TOPIC, 1),))
    town.do("bob", VoteToClose(question, OFF_TOPIC))  # anew
    assert town.do("cid", VoteToClose(question, OFF_TOPIC)).state == "closed"


def test_a_vote_is_taken_back(trusted: Any) -> None:
    town = trusted
    question = town.question().id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    assert town.emitted("bob", RetractClosingVote(question)) == [
        "developer.closing_vote_retracted",
        "developer.review_ended",
    ]
    assert town.emitted("bob", RetractClosingVote(question)) == []
    town.do("cid", VoteToClose(question, OFF_TOPIC))
    assert town.do("dan", VoteToClose(question, OFF_TOPIC)).state == "open"


def test_a_repeated_question_names_the_other_one(trusted: Any) -> None:
    town = trusted
    first, question = town.question("Build fails on 3.13"), town.question("Build fails here")
    removed = town.question("Removed one")
    town.do("ada", RemovePost(removed.id))
    answer = town.answer(first.id, by="cid")
    for wrong in (None, question.id, answer.id):
        with pytest.raises(Invalid) as caught:
            town.do("bob", VoteToClose(question.id, DUPLICATE, original=wrong))
        assert caught.value.errors[0].path == "original"
    with pytest.raises(NotFound):
        town.do("bob", VoteToClose(question.id, DUPLICATE, original=removed.id))
    with pytest.raises(Invalid):  # what would be ignored is refused
        town.do("bob", VoteToClose(question.id, OFF_TOPIC, original=first.id))
    with pytest.raises(Invalid):
        town.do("bob", VoteToClose(question.id, "developer.because"))
    for actor in ("bob", "cid", "dan"):
        town.do(actor, VoteToClose(question.id, DUPLICATE, original=first.id))
    assert town.ask("eve", ReadClosing(question.id)).closure.original == first.id
    town.do("ada", RemovePost(first.id))
    assert (
        town.ask("eve", ReadClosing(question.id)).closure.original is None
    )  # who does not see it is not told
    assert town.ask("stew", ReadClosing(question.id)).closure.original == first.id


def test_only_open_questions_that_are_not_locked_are_closed(trusted: Any) -> None:
    town = trusted
    question = town.question()
    answer = town.answer(question.id)
    with pytest.raises(Invalid):
        town.do("cid", VoteToClose(answer.id, OFF_TOPIC))
    town.do("stew", LockThread(question.id, "Calm down."))
    with town.refused("developer.locked", Conflict):
        town.do("cid", VoteToClose(question.id, OFF_TOPIC))
    other = town.question()
    town.do("cid", VoteToClose(other.id, OFF_TOPIC))
    town.do("ada", AcceptAnswer(other.id, town.answer(other.id).id))
    with town.refused("qa.already_settled", Conflict):
        town.do("dan", VoteToClose(other.id, OFF_TOPIC))
    town.do("ada", ReopenQuestion(other.id))
    assert (
        town.ask("bob", ReadClosing(other.id)).close_votes == ()
    )  # votes are about the state they were given in


# --- opened again --------------------------------------------------------------------------------------------------


def test_the_asker_alone_does_not_undo_what_others_closed(trusted: Any) -> None:
    town = trusted
    question = closed_by_votes(town)
    for command in (ReopenQuestion(question, "It is on topic."), UpdatePostState(question, "open")):
        with town.refused("developer.closed_by_community", Denied):
            town.do("ada", command)
    assert town.emitted("ada", VoteToReopen(question)) == [
        "developer.reopen_voted",
        "developer.review_opened",
    ]
    town.do("bob", VoteToReopen(question))
    status = town.ask("cid", ReadClosing(question))
    assert (status.reopen_votes, status.votes_to_reopen, status.voted) == (2, 3, False)
    facts = town.emitted("cid", VoteToReopen(question))
    assert facts == [
        "posts.state_changed",
        "developer.review_ended",
        "qa.question_reopened",
        "developer.reopened_by_community",
    ]
    after = town.ask("cid", ReadClosing(question))
    assert (after.state, after.reopen_votes, after.closure) == ("open", 0, None)
    assert ("developer.question_reopened", question) in town.inbox("ada")


def test_what_its_asker_closed_they_open_again(sqlite_town: Any) -> None:
    question = sqlite_town.question().id
    sqlite_town.do("ada", CloseQuestion(question, "Never mind."))
    assert sqlite_town.ask("ada", ReadClosing(question)).closure is None
    assert sqlite_town.do("ada", ReopenQuestion(question)).state == "open"


@pytest.mark.parametrize("command", [VoteToReopen, ReopenQuestion])
def test_stewards_open_it_alone(trusted: Any, command: Any) -> None:
    town = trusted
    question = closed_by_votes(town)
    town.do("stew", command(question))
    assert state(town, question) == "open"
    numbers = town.ask("max", ReadClosingNumbers())
    assert (numbers.closed, numbers.reopened, numbers.by_votes) == (1, 1, 1)


def test_an_accepted_answer_ends_a_closure_too(trusted: Any) -> None:
    town = trusted
    question = town.question().id
    answer = town.answer(question)
    for actor in ("bob", "cid", "dan"):
        town.do(actor, VoteToClose(question, DETAILS))
    town.do("ada", AcceptAnswer(question, answer.id))
    assert town.ask("ada", ReadClosing(question)).closure is None
    assert town.ask("stew", ReadClosingNumbers()).reopened == 0
    with town.refused("developer.not_closed", Conflict):
        town.do("ada", VoteToReopen(question))


def test_only_askers_and_the_trusted_vote_to_reopen(town: Any) -> None:
    question = town.question().id
    town.do("stew", VoteToClose(question, OFF_TOPIC))
    with pytest.raises(Denied):
        town.do("bob", VoteToReopen(question))
    assert town.do("ada", VoteToReopen(question)).reopen_votes == 1


# --- declared reasons ------------------------------------------------------------------------------------------------


class Homework:
    """A plugin that knows one more reason, and one in other words."""

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield Feature(
            "homework.rules",
            requires=("developer.closing",),
            declares=(CloseReason("homework.exercise", "Homework", "Show what you tried."),),
        )


def test_plugins_and_types_declare_reasons(sqlite_town: Any) -> None:
    names = [
        DUPLICATE,
        DETAILS,
        "developer.needs_focus",
        OFF_TOPIC,
        "developer.opinion_based",
        "developer.tracked",
    ]
    assert [reason.name for reason in sqlite_town.ask(None, ListCloseReasons())] == names
    words = CloseReason(OFF_TOPIC, "Not about Python", "Ask elsewhere.")
    school = evolve(
        DEVELOPER, name="school", features=(*DEVELOPER.features, "homework.rules"), declares=(words,)
    )
    with closing(Kit(sqlite_town.url, plugins=[Developer(), Homework()], types=[school])) as kit:
        with kit.session("owner") as lobby:
            lobby.do(evolve(sqlite_town.community, slug="school", type="school"))
        with kit.session("owner", "school") as session:
            reasons = session.ask(ListCloseReasons())
            question = session.do(CreateThread(kind="question", title="Exercise 4", body="What is it?"))
            assert session.do(VoteToClose(question.id, "homework.exercise")).state == "closed"
    assert {*names, "homework.exercise"} == {reason.name for reason in reasons}
    assert words in reasons
    with sqlite_town.refused("runtime.invalid", Invalid):
        sqlite_town.do("stew", VoteToClose(sqlite_town.question().id, "homework.exercise"))


# --- races -----------------------------------------------------------------------------------------------------------


def test_of_votes_at_once_the_last_one_closes_it_once(trusted: Any) -> None:
    town = trusted
    for _ in range(4):
        question = town.question().id
        outcomes = town.at_once(
            *(
                lambda actor=actor, question=question: town.do(actor, VoteToClose(question, OFF_TOPIC))
                for actor in ("bob", "cid", "dan", "eve")
            )
        )
        assert state(town, question) == "closed"
        late = [outcome for outcome in outcomes if not isinstance(outcome, ClosingStatus)]
        assert len(late) == 1
        assert isinstance(late[0], Conflict)
        comments = [item for item in town.ask("ada", ReadThread(question)).items if item.kind == "comment"]
        assert len(comments) == 1
    assert town.ask("stew", ReadClosingNumbers()).closed == 4


@pytest.mark.postgres
def test_control_without_the_lock_no_vote_sees_the_others(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = postgres_town
    town.privilege("bob", "cid")
    town.do("owner", UpdateSettings("developer.closing", {"votes_to_close": 2}))
    question = town.question().id
    unlocked = statement(
        lambda: select(post.c.state).where(
            post.c.community_id == bindparam("community_id"), post.c.id == bindparam("question", type_=Id)
        )
    )
    monkeypatch.setattr("commkit_developer.closing.statements.LOCK_QUESTION", unlocked)
    both_counted, mine = Barrier(2), local()

    def hold(sql: str) -> None:
        """Let each go on with the statement after its first count once both have counted."""
        if getattr(mine, "counts", 0) == 1:
            both_counted.wait(30)
        if getattr(mine, "counts", 0) or (sql.startswith("SELECT") and "closing_vote" in sql):
            mine.counts = getattr(mine, "counts", 0) + 1

    town.kit.database.observer = hold
    town.at_once(*(lambda a=actor: town.do(a, VoteToClose(question, OFF_TOPIC)) for actor in ("bob", "cid")))
    town.kit.database.observer = None
    status = town.ask("ada", ReadClosing(question))
    assert (status.state, status.close_votes) == ("open", (ReasonCount(OFF_TOPIC, 2),))


def test_a_vote_costs_the_same_however_many_there_are(make_town: Any) -> None:
    town = make_town(closing=ClosingSettings(votes_to_close=9))
    town.privilege("bob", "cid", "dan", "eve")
    question = town.question().id
    costs = set()
    for actor in ("bob", "cid", "dan", "eve"):
        with town.counted() as seen:
            town.do(actor, VoteToClose(question, OFF_TOPIC))
        costs.add(len(seen))
    assert len(costs) == 1, costs


# --- rules -----------------------------------------------------------------------------------------------------------


def test_why_somebody_may_not_vote(trusted: Any) -> None:
    town = trusted
    question = town.question().id

    def why(actor: str, action: str) -> tuple[bool, str]:
        trace = town.ask(actor, ExplainDecision(town.member(actor), action, question))
        votes = [step.because for step in trace.steps if step.rule == "votes"]
        return trace.allowed, *votes  # type: ignore[return-value]

    assert why("bob", "developer.vote_to_close") == (True, "3 votes are needed")
    assert why("stew", "developer.vote_to_close") == (True, "their vote is enough")
    assert why("ada", "developer.vote_to_reopen") == (False, "3 votes are needed")
    town.do("stew", VoteToClose(question, OFF_TOPIC))
    assert why("ada", "developer.vote_to_reopen") == (True, "3 votes are needed")
    assert why("bob", "developer.vote_to_close")[0] is False


def test_the_vote_of_who_was_erased_is_gone(trusted: Any) -> None:
    town = trusted
    question = town.question().id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    with town.kit.session("bob") as lobby:
        lobby.do(ErasePerson())
    assert town.ask("ada", ReadClosing(question)).close_votes == ()


def test_numbers_have_their_sample_size(trusted: Any) -> None:
    town = trusted
    assert town.ask("stew", ReadClosingNumbers()).reopen_rate is None
    for reasons in ((), (DETAILS,) * 3, (OFF_TOPIC, DETAILS, DETAILS)):
        closed_by_votes(town, *reasons)
    town.clock.advance(timedelta(days=1))
    question = town.question().id
    town.do("stew", VoteToClose(question, OFF_TOPIC))
    town.do("stew", VoteToReopen(question))
    numbers = town.ask("stew", ReadClosingNumbers())
    assert numbers.by_reason == (ReasonCount(DETAILS, 2), ReasonCount(OFF_TOPIC, 2))
    assert (numbers.closed, numbers.by_votes, numbers.reopened, numbers.reopen_rate) == (4, 3, 1, 0.25)
    assert town.ask("stew", ReadClosingNumbers(since=town.clock.now)).closed == 1
    with pytest.raises(Denied):
        town.ask("bob", ReadClosingNumbers())


@pytest.mark.parametrize(
    "settings",
    [
        {"votes_to_close": 0},
        {"votes_to_reopen": 21},
        {"votes_expire_after": timedelta(minutes=59)},
        {"votes_expire_after": timedelta(days=61)},
    ],
    ids=str,
)
def test_settings_have_bounds(settings: dict[str, Any]) -> None:
    with pytest.raises(CommkitError) as caught:
        ClosingSettings(**settings)
    assert caught.value.code == "developer.bad_settings"


VOTES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from([None, 1, 2])).map(
        lambda drawn: ClosingVote(0, 0, False, drawn[0], drawn[1], MONDAY)  # type: ignore[arg-type]
    ),
    min_size=1,
)


@given(VOTES)
def test_the_reason_of_the_most_votes_is_always_chosen(votes: list[ClosingVote]) -> None:
    chosen = chosen_vote(votes)
    assert chosen in votes
    by_reason = {reason: sum(vote.reason == reason for vote in votes) for reason in "abc"}
    assert by_reason[chosen.reason] == max(by_reason.values())
    same = [vote.original for vote in votes if vote.reason == chosen.reason]
    assert same.count(chosen.original) == max(same.count(original) for original in same)
    counted = count_reasons(vote.reason for vote in votes)
    assert sum(count.count for count in counted) == len(votes)
    assert counted[0].reason == chosen.reason


def test_a_question_by_anybody_can_be_closed(sqlite_town: Any) -> None:
    question = sqlite_town.do(
        "bob", CreateThread(kind="question", title="Which editor?", body="The best one.")
    )
    assert sqlite_town.do("stew", VoteToClose(question.id, "developer.opinion_based")).state == "closed"
