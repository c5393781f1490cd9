"""Questions that are merged, split off and moved: their clocks, the queue and the numbers follow."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Invalid
from commkit.posts import (
    CreateReply,
    MergeThreads,
    MovePost,
    ReadPost,
    RemovePost,
    SplitThread,
    UpdatePostState,
)
from commkit_qa import AcceptAnswer, ListOrphans
from commkit_support import (
    CheckClocks,
    Goal,
    HandoffState,
    ListHandoffs,
    ListUnansweredQuestions,
    OfferHandoff,
    PromiseStatus,
    ReadClock,
    ReadSupportMetrics,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
)
from commkit_support.clock.policy import promise_status

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def merge(town: Any, thread: Any, into: Any) -> Any:
    return town.do("stew", MergeThreads(thread.id, into.id))


def where(town: Any, question: Any) -> PromiseStatus:
    return promise_status(town.ask("ada", ReadClock(question.id)), Goal.FIRST_REPLY, town.clock.now)


def queued(town: Any) -> list[Any]:
    return [question.id for question in town.ask("ada", ListUnansweredQuestions()).items]


def test_a_merged_question_closes_as_merged_and_the_other_one_still_waits(town: Any) -> None:
    first, again = town.question(), town.question("Build fails for me too", by="cid")
    town.clock.advance(HOUR)
    merged = merge(town, again, first)
    assert (merged.kind, merged.thread) == ("comment", first.id)  # it asks the same, and answers nothing
    assert where(town, again) is PromiseStatus.MERGED
    assert town.ask("ada", ReadClock(again.id)).merged_into == first.id

    # Another one asked; nobody replied. The first one waits for its reply, and no fact is emitted for the other.
    assert (where(town, first), queued(town)) == (PromiseStatus.RUNNING, [first.id])
    assert town.ask("amy", ReadSupportMetrics()).questions == 1
    town.clock.advance(8 * HOUR)
    assert town.do(SYSTEM, CheckClocks()).overdue == 1
    town.clock.advance(3 * DAY)
    assert town.do(SYSTEM, CheckClocks()).orphaned == 1
    assert [question.id for question in town.ask("ada", ListOrphans()).items] == [first.id]


def test_a_reply_that_comes_with_it_stops_the_clock_at_that_moment(town: Any) -> None:
    first, again = town.question(), town.question("Build fails for me too", by="cid")
    reply = town.answer(again.id)
    at = town.clock.advance(HOUR)
    with town.kit.session("stew", "help") as session:
        session.do(MergeThreads(again.id, first.id))
        assert "support.first_reply_received" in [fact.name for fact in session.facts]
    case = town.ask("ada", ReadClock(first.id))
    assert (case.reply, case.replied_at) == (reply.id, at)  # not when it was written elsewhere


def test_a_reply_that_is_moved_away_no_longer_counts(town: Any) -> None:
    first, other = town.question(), town.question("Another one", by="cid")
    reply = town.answer(first.id)
    assert where(town, first) is PromiseStatus.IN_TIME
    town.do("stew", MovePost(reply.id, other.id))
    assert (where(town, first), where(town, other)) == (PromiseStatus.RUNNING, PromiseStatus.IN_TIME)
    town.do("stew", MovePost(reply.id, first.id))
    assert (where(town, first), where(town, other)) == (PromiseStatus.IN_TIME, PromiseStatus.RUNNING)


def test_a_split_off_question_has_a_promise_from_then_on(town: Any) -> None:
    question = town.question()
    me_too = town.do("cid", CreateReply(question.id, "With me it is the linker.", kind="comment"))
    assert where(town, question) is PromiseStatus.IN_TIME
    at = town.clock.advance(DAY)
    town.do("stew", SplitThread(me_too.id, kind="question", title="The linker fails"))
    case = town.ask("ada", ReadClock(me_too.id))
    assert (case.opened_at, case.first_reply.due_at, case.reply) == (at, at + 8 * HOUR, None)
    assert where(town, question) is PromiseStatus.OVERDUE  # that was its only reply
    assert set(queued(town)) == {question.id, me_too.id}


def test_a_merge_that_is_undone_resumes_the_clock(town: Any) -> None:
    first, again = town.question(), town.question("Build fails for me too", by="cid")
    town.clock.advance(HOUR)
    merge(town, again, first)
    town.clock.advance(DAY)
    town.do("stew", SplitThread(again.id, kind="question", title=again.title))
    case = town.ask("ada", ReadClock(again.id))
    assert (case.merged_into, case.first_reply.due_at) == (None, town.clock.now + 7 * HOUR)
    # An announcement has no clock.
    merge(town, again, first)
    town.do("stew", SplitThread(again.id, kind="announcement", title="Known fault"))
    assert again.id not in queued(town)
    with town.refused("support.no_clock"):
        town.ask("ada", ReadClock(again.id))


def test_merging_settled_questions_starts_no_clocks(town: Any) -> None:
    first, solved, waiting = (
        town.question(),
        town.question("A solved one"),
        town.question("One that waits"),
    )
    town.do("ada", AcceptAnswer(solved.id, town.answer(solved.id).id))
    town.do("amy", UpdatePostState(waiting.id, "waiting"))
    for question in (solved, waiting):
        merge(town, question, first)
        assert where(town, question) is PromiseStatus.MERGED
    town.do("stew", RemovePost(solved.id))  # a comment, now
    assert where(town, first) is PromiseStatus.IN_TIME  # the answer that came with it counts
    assert queued(town) == [first.id]  # though it is an answer to another one


def test_a_handed_over_question_cannot_be_merged(town: Any) -> None:
    handoff = town.offer()
    other = town.question("The same as before")
    with town.refused("support.already_handed_off", Denied):
        town.do("stew", MergeThreads(handoff.question, other.id))
    assert town.ask("stew", ReadPost(handoff.question)).opens

    # Another question may be merged into it, and the answer comes back all the same.
    merge(town, other, town.ask("ada", ReadPost(handoff.question)))
    town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "Restart it."))
    town.kit.worker().drain()
    assert town.where(handoff) is HandoffState.RETURNED


def test_a_question_may_be_merged_after_its_handoff_ended(town: Any) -> None:
    handoff = town.offer()
    town.do("stew", RecordHandoffDeclined(handoff.id, "Not ours."))
    question, other = town.ask("ada", ReadPost(handoff.question)), town.question("The same as before")
    merge(town, question, other)
    with town.refused("runtime.invalid", Invalid):
        town.do("ada", OfferHandoff(question.id, "Once more."))
    assert len(town.ask("ada", ListHandoffs(question.id))) == 1


def test_members_do_not_merge(sqlite_town: Any) -> None:
    first, again = sqlite_town.question(), sqlite_town.question("Build fails for me too", by="cid")
    for actor in ("ada", "cid", "amy"):
        with pytest.raises(Denied):
            sqlite_town.do(actor, MergeThreads(again.id, first.id))
