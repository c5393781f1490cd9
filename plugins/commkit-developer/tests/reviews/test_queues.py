"""What comes into the queues, what leaves them, and what is told of them."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve

from commkit import SYSTEM, CommkitError, CommunityType, Denied, Kit, Role
from commkit.communities import UpdateSettings
from commkit.members import AddAgent, JoinCommunity
from commkit.posts import (
    CreateReply,
    CreateThread,
    LockThread,
    MergeThreads,
    ReadThread,
    RemovePost,
    RestorePost,
)
from commkit_developer import (
    REVIEW_POSTS,
    ClaimReview,
    Developer,
    ListReviewQueues,
    ReadReviewNumbers,
    RetractClosingVote,
    ReviewQueue,
    ReviewSettings,
    SuggestEdit,
    VoteToClose,
    VoteToReopen,
)
from commkit_qa import ANSWER, COMMENT, QUESTION, AcceptAnswer, CloseQuestion, ReopenQuestion

OFF_TOPIC = "developer.off_topic"
CLOSE, REOPEN = ReviewQueue.CLOSE_VOTES, ReviewQueue.REOPEN_VOTES


def test_the_first_post_of_each_member_waits_and_no_other(desk: Any) -> None:
    town = desk.town
    first = town.question()
    assert desk.waiting() == {"first_posts": 1}
    town.question("Another one")
    town.answer(first.id, by="eve", kind="comment")
    assert desk.waiting() == {"first_posts": 2}
    town.do("max", CreateThread(kind="guide", title="How to ask", body="Politely."))
    assert desk.waiting() == {"first_posts": 2}, "a guide is neither a question nor a reply to one"


def test_an_answer_to_an_old_question_by_somebody_else_is_late(desk: Any) -> None:
    town = desk.town
    question = town.question()
    town.clock.advance(timedelta(days=30) - timedelta(seconds=1))
    town.answer(question.id, by="bob")
    assert "late_answers" not in desk.waiting()
    town.clock.advance(timedelta(seconds=1))
    town.answer(question.id, by="ada")
    town.answer(question.id, by="bob", kind="comment")
    assert "late_answers" not in desk.waiting(), "neither the asker's own, nor a comment"
    assert "developer.review_opened" in town.emitted("bob", CreateReply(question.id, "Late.", kind="answer"))
    assert desk.waiting("cid")["late_answers"] == 1


def test_an_answer_by_an_agent_of_the_asker_is_the_askers(sqlite_desk: Any) -> None:
    town = sqlite_desk.town
    question = town.question()
    town.do("owner", UpdateSettings("members", {"agents_per_member": 1}))
    robot = town.do("ada", AddAgent(name="Robot", scopes=("posts.",), acts_for=town.member("ada")))
    town.clock.advance(timedelta(days=40))
    town.do(robot.key, CreateReply(question.id, "Clean the cache.", kind="answer"))
    assert "late_answers" not in sqlite_desk.waiting()


def test_the_first_vote_opens_an_item_and_the_last_one_withdraws_it(desk: Any) -> None:
    town = desk.town
    question = town.question().id
    assert "developer.review_opened" in town.emitted("bob", VoteToClose(question, OFF_TOPIC))
    assert "developer.review_opened" not in town.emitted("cid", VoteToClose(question, OFF_TOPIC))
    assert desk.waiting("dan")["close_votes"] == 1
    town.do("bob", RetractClosingVote(question))
    assert desk.waiting("dan")["close_votes"] == 1
    town.do("cid", RetractClosingVote(question))
    assert "close_votes" not in desk.waiting("dan")
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    assert desk.waiting("dan")["close_votes"] == 1


def test_votes_that_have_expired_leave_nothing_to_review_and_the_next_one_begins_anew(desk: Any) -> None:
    town = desk.town
    question = town.question().id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    desk.review("dan", "leave_open", CLOSE)
    town.clock.advance(timedelta(days=14))
    assert "close_votes" not in desk.waiting("dan")
    assert desk.claim("eve", CLOSE) is None
    town.do("cid", VoteToClose(question, OFF_TOPIC))
    assert desk.claim("dan", CLOSE).post == question, "what dan said was about other votes"


@pytest.mark.parametrize("how", ["by a steward", "by its asker", "solved", "by votes", "removed", "merged"])
def test_a_question_that_is_settled_or_gone_needs_no_votes_to_close_it(desk: Any, how: str) -> None:
    town = desk.town
    question = town.question().id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    claimed = desk.claim("eve", CLOSE)
    if how == "by a steward":
        town.do("stew", VoteToClose(question, OFF_TOPIC))
    elif how == "by its asker":
        town.do("ada", CloseQuestion(question, "Never mind."))
    elif how == "solved":
        town.do("ada", AcceptAnswer(question, town.answer(question).id))
    elif how == "by votes":
        town.do("cid", VoteToClose(question, OFF_TOPIC))
        town.do("dan", VoteToClose(question, OFF_TOPIC))
    elif how == "removed":
        town.do("stew", RemovePost(question, "Spam."))
    else:
        town.do("stew", MergeThreads(question, town.question("The other one", by="cid").id))
    assert "close_votes" not in desk.waiting("eve")
    with town.refused("developer.review_withdrawn"):
        desk.decide("eve", claimed, "leave_open")
    assert desk.claim("eve", CLOSE) is None


def test_votes_to_open_a_question_wait_until_it_is_open(desk: Any) -> None:
    town = desk.town
    question = town.question().id
    town.do("stew", VoteToClose(question, OFF_TOPIC))
    town.do("ada", VoteToReopen(question))
    assert desk.waiting()["reopen_votes"] == 1
    town.do("stew", ReopenQuestion(question, "It is on topic."))
    assert "reopen_votes" not in desk.waiting()


def test_a_removed_post_waits_for_nobody_until_it_is_restored(desk: Any) -> None:
    town = desk.town
    question = town.question()
    answer = town.answer(question.id, by="cid")
    assert desk.waiting() == {"first_posts": 2}
    town.do("stew", RemovePost(answer.id, "Spam."))
    assert desk.waiting() == desk.waiting("stew") == {"first_posts": 1}
    town.do("stew", RestorePost(answer.id))
    assert desk.waiting() == {"first_posts": 2}
    town.do("stew", RemovePost(question.id, "Spam."))
    assert desk.waiting() == desk.waiting("stew") == {}, "nor does what stands in a thread that was removed"


def test_what_was_decided_does_not_wait_again_when_it_is_restored(sqlite_desk: Any) -> None:
    town = sqlite_desk.town
    question = town.question()
    sqlite_desk.review("max", "fine")
    town.do("stew", RemovePost(question.id, "Spam."))
    town.do("stew", RestorePost(question.id))
    assert sqlite_desk.waiting() == {}


def test_the_reason_why_a_question_was_closed_is_no_first_post(sqlite_desk: Any) -> None:
    town = sqlite_desk.town
    question = town.question().id
    town.do("stew", VoteToClose(question, OFF_TOPIC))
    assert sqlite_desk.waiting() == {"first_posts": 1}, "the question, and not the comment of the steward"
    reason = town.ask("stew", ReadThread(question)).items[-1].id
    town.do("sten", RemovePost(reason, "By mistake."))
    town.do("sten", RestorePost(reason))
    assert sqlite_desk.waiting() == {"first_posts": 1}


def test_nobody_is_given_votes_about_a_locked_thread(sqlite_desk: Any) -> None:
    town = sqlite_desk.town
    question = town.question().id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    town.do("stew", LockThread(question, "Calm down."))
    assert sqlite_desk.claim("eve", CLOSE) is None


def test_the_queues_tell_how_many_wait_since_when_and_which_one_may_take(desk: Any) -> None:
    town = desk.town
    question = town.question()
    began = town.clock.now
    town.clock.advance(timedelta(hours=2))
    desk.newcomer()
    town.do("bob", VoteToClose(question.id, OFF_TOPIC))
    edit = SuggestEdit(post=question.id, version=1, body="It works again.", reason="Clearer.")
    town.do("eve", edit)
    town.unprivilege("eve")
    told = {status.queue: status for status in town.ask("cid", ListReviewQueues())}
    assert (told["first_posts"].waiting, told["first_posts"].oldest) == (2, began)
    assert told["close_votes"].oldest == began + timedelta(hours=2)
    assert {name for name, status in told.items() if status.has_one_for_reader} == {
        "first_posts",
        "close_votes",
        "suggested_edits",
    }
    theirs = {
        key: {status.queue for status in town.ask(key, ListReviewQueues()) if status.has_one_for_reader}
        for key in ("ada", "bob", "eve")
    }
    assert theirs["bob"] == {"first_posts", "suggested_edits"}, "bob votes about the question himself"
    assert theirs["ada"] == {"suggested_edits"}, "of her own post"
    assert theirs["eve"] == set(), "she may not review, and the edit is her own"


def test_what_one_has_counts_as_waiting_and_may_be_taken(sqlite_desk: Any) -> None:
    sqlite_desk.newcomer()
    sqlite_desk.claim("bob")
    mine, theirs = (next(iter(sqlite_desk.town.ask(actor, ListReviewQueues()))) for actor in ("bob", "cid"))
    assert (mine.waiting, mine.has_one_for_reader) == (1, True)
    assert (theirs.waiting, theirs.has_one_for_reader) == (1, False)


def test_visitors_do_not_see_the_queues(sqlite_desk: Any) -> None:
    with pytest.raises(Denied):
        sqlite_desk.town.ask(None, ListReviewQueues())


def test_the_numbers_of_each_queue(desk: Any) -> None:
    town = desk.town
    for hours in (1, 3):
        desk.newcomer()
        town.clock.advance(timedelta(hours=hours))
        for actor in ("bob", "cid"):
            desk.review(actor, "fine")
    removed = desk.newcomer()
    town.do("stew", RemovePost(removed.id, "Spam."))
    since = town.clock.now
    town.clock.advance(timedelta(hours=1))
    desk.newcomer()
    town.clock.advance(timedelta(hours=5))
    first, *others = town.ask("max", ReadReviewNumbers()).queues
    assert (first.open, first.oldest) == (1, timedelta(hours=5))
    assert (first.decided, first.median_decision) == (2, timedelta(hours=2))
    assert (first.withdrawn, first.audits_passed) == (1, None)
    assert [(other.open, other.decided, other.median_decision) for other in others] == [(0, 0, None)] * 3
    later = town.ask("stew", ReadReviewNumbers(since=since + timedelta(minutes=1))).queues[0]
    assert (later.open, later.decided, later.withdrawn) == (1, 0, 0)
    with pytest.raises(Denied):
        town.ask("bob", ReadReviewNumbers())


def test_lists_and_numbers_cost_the_same_however_much_waits(desk: Any) -> None:
    town = desk.town
    costs = set()
    for _ in range(2):
        for _ in range(3):
            desk.newcomer()
        with town.counted() as seen:
            town.ask("bob", ListReviewQueues())
            town.ask("max", ReadReviewNumbers())
        costs.add(len(seen))
    assert len(costs) == 1


def test_a_type_without_suggested_edits_or_privileges_has_queues_too(sqlite_town: Any) -> None:
    plain = CommunityType(
        "plain",
        features=("posts", "developer.reviews"),
        post_kinds=(QUESTION, ANSWER, COMMENT),
        roles={"member": Role(grants=frozenset({REVIEW_POSTS}))},
    )
    with closing(Kit(sqlite_town.url, plugins=[Developer()], types=[plain])) as kit:
        with kit.session("owner") as lobby:
            lobby.do(evolve(sqlite_town.community, slug="plain", type="plain"))
        for name in ("ada", "bob"):
            with kit.session(name, "plain") as session:
                session.do(JoinCommunity())
        with kit.session("ada", "plain") as session:
            question = session.do(
                CreateThread(
                    kind="question", title="Why does it fail?", body="It worked yesterday, what now?"
                )
            )
        with kit.session("bob", "plain") as session:
            assert [status.queue for status in session.ask(ListReviewQueues())] == list(ReviewQueue)
            claimed = session.do(ClaimReview(ReviewQueue.FIRST_POSTS))
            with pytest.raises(Denied):
                session.do(ClaimReview(CLOSE))
    assert claimed is not None
    assert claimed.post == question.id


@pytest.mark.parametrize(
    "settings",
    [
        {"late_after": timedelta(hours=23)},
        {"claim_lasts": timedelta(seconds=59)},
        {"reviews_needed": 0},
        {"audit_percent": 101},
        {"failed_allowed": 21},
        {"paused_for": timedelta(days=366)},
    ],
    ids=str,
)
def test_settings_have_bounds(settings: dict[str, Any]) -> None:
    with pytest.raises(CommkitError) as caught:
        ReviewSettings(**settings)
    assert caught.value.code == "developer.bad_settings"


def test_what_the_host_writes_is_nobodys_first_post(sqlite_desk: Any) -> None:
    sqlite_desk.town.do(SYSTEM, CreateThread(kind="question", title="By the host", body="Of nobody."))
    assert sqlite_desk.waiting() == {}
