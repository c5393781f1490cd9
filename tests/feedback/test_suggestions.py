"""Suggestions: made, recorded for others, edited, withdrawn, moved on with a public reply, and counted."""

from datetime import timedelta

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, NotFound
from commkit.communities import UpdateSettings
from commkit.feedback import (
    ChangeStatus,
    EditSuggestion,
    FeedbackKind,
    FeedbackStatus,
    ReadNumbers,
    ReadSuggestion,
    ReplyToSuggestion,
    StatusChanged,
    Suggest,
    SuggestFor,
    SuggestionEdited,
    SuggestionHistory,
    SuggestionMade,
    SuggestionPage,
    SuggestionWithdrawn,
    TaggedSuggestions,
    Vote,
    WithdrawSuggestion,
)
from commkit.feedback.suggestions.policy import CLOSED, MOVES
from commkit.members import LeaveCommunity
from commkit.testing.clock import ManualClock
from tests.acting import ask, do, faulty, no_trace, refused, told
from tests.feedback.acting import DAY, IDEA, member, suggest

S = FeedbackStatus


def test_a_suggestion_is_made_and_read(both: Kit, clock: ManualClock) -> None:
    (fact,) = told(
        both, "ada", "town", Suggest(kind=IDEA, title="Dark mode", body="*Please*", tags=("UI", "ui"))
    )
    found = ask(both, None, "town", ReadSuggestion(fact.suggestion))
    assert fact == SuggestionMade(suggestion=found.id, kind=IDEA, author=member(both, "ada"))
    assert (found.author_name, found.tags, found.status, found.created_at) == (
        "ada",
        ("ui",),
        S.NEW,
        clock.now,
    )
    assert ask(both, None, "town", TaggedSuggestions("Ui")).items == (found,)


def test_the_host_suggests_for_nobody(town: Kit) -> None:
    made = do(town, SYSTEM, "town", Suggest(kind=IDEA, title="Dark mode"))
    assert (made.author, made.author_name) == (None, "")


def test_a_community_says_what_it_takes(town: Kit) -> None:
    do(town, "owner", "town", UpdateSettings("feedback", {"kinds": ["idea"], "max_tags": 1}))
    with no_trace(town), faulty(kind="kind_not_taken"):
        suggest(town, kind=FeedbackKind.PRAISE)
    with no_trace(town), faulty(tags="too_many"):
        suggest(town, tags=("a", "b"))
    for bad in ({"kinds": []}, {"kinds": ["wish"]}, {"max_tags": 21}, {"voting": "loud"}, {"budget": 0}):
        with no_trace(town), refused(Invalid, "runtime.invalid"):
            do(town, "owner", "town", UpdateSettings("feedback", bad))


def test_a_steward_records_what_was_heard_elsewhere(town: Kit) -> None:
    ada = member(town, "ada")
    made = do(town, "sue", "town", SuggestFor(member=ada, source="call", kind=IDEA, title="Dark mode"))
    assert (made.author, made.source) == (ada, "call")
    assert ask(town, "sue", "town", ReadSuggestion(made.id)).source == "call"
    assert ask(town, "ada", "town", ReadSuggestion(made.id)).source == ""
    with no_trace(town), refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", SuggestFor(member=ada, source="call", kind=IDEA, title="Mine"))
    do(town, "ada", "town", EditSuggestion(suggestion=made.id, version=1, body="My words"))
    do(town, "ada", "town", LeaveCommunity())
    with no_trace(town), refused(Conflict, "feedback.not_inside"):
        do(town, "sue", "town", SuggestFor(member=ada, source="call", kind=IDEA, title="Late"))


def test_who_edits_what_and_whose_edit_counts(both: Kit) -> None:
    made = suggest(both, tags=("ui", "old"))
    (fact,) = told(
        both,
        "ada",
        "town",
        EditSuggestion(suggestion=made.id, version=1, title="Night mode", tags=("ui", "new")),
    )
    assert fact == SuggestionEdited(suggestion=made.id, version=2)
    edited = ask(both, "ada", "town", ReadSuggestion(made.id))
    assert (edited.title, edited.body, edited.version) == ("Night mode", made.body, 2)
    assert ask(both, None, "town", TaggedSuggestions("old")).items == ()
    assert ask(both, None, "town", TaggedSuggestions("new")).items == (edited,)
    with no_trace(both), refused(Conflict, "feedback.stale"):
        do(both, "sue", "town", EditSuggestion(suggestion=made.id, version=1, title="Mine"))
    with no_trace(both), refused(Denied, "runtime.not_permitted"):
        do(both, "bob", "town", EditSuggestion(suggestion=made.id, version=2, title="Mine"))


def test_what_is_withdrawn_is_there_for_stewards_only(both: Kit) -> None:
    made = suggest(both, tags=("ui",))
    assert told(both, "ada", "town", WithdrawSuggestion(made.id, "Never mind.")) == [
        SuggestionWithdrawn(suggestion=made.id, author=made.author)
    ]
    with refused(NotFound, "runtime.not_found"):
        ask(both, "ada", "town", ReadSuggestion(made.id))
    assert ask(both, "sue", "town", ReadSuggestion(made.id)).removed_at is not None
    for actor in (None, "sue"):
        assert ask(both, actor, "town", SuggestionPage()).items == ()
        assert ask(both, actor, "town", TaggedSuggestions("ui")).items == ()
    for command in (
        WithdrawSuggestion(made.id),
        Vote(made.id),
        EditSuggestion(suggestion=made.id, version=1, title="Up"),
        ChangeStatus(made.id, S.PLANNED),
        ReplyToSuggestion(made.id, "Hm."),
    ):
        with (
            no_trace(both),
            refused(Conflict, "feedback.closed" if isinstance(command, Vote) else "feedback.stale"),
        ):
            do(both, "sue", "town", command)


@pytest.mark.parametrize("start", list(S))
@pytest.mark.parametrize("to", list(S))
def test_the_pipeline(town: Kit, start: FeedbackStatus, to: FeedbackStatus) -> None:
    made = suggest(town)
    if start is not S.NEW:
        do(town, "sue", "town", ChangeStatus(made.id, start, "So far."))
    move = ChangeStatus(made.id, to, "And now.")
    if to not in MOVES[start]:
        with no_trace(town), refused(Conflict, "feedback.no_such_way"):
            do(town, "sue", "town", move)
        return
    moved = do(town, "sue", "town", move)
    assert (moved.status, moved.reply) == (to, "And now.")
    assert (moved.closed_at is not None) is (to in CLOSED)
    assert moved == ask(town, "sue", "town", ReadSuggestion(made.id))


def test_a_suggestion_moves_on_in_public(both: Kit, clock: ManualClock) -> None:
    made = suggest(both)
    clock.advance(DAY)
    (fact,) = told(both, "sue", "town", ChangeStatus(made.id, S.UNDER_REVIEW))
    assert fact == StatusChanged(suggestion=made.id, before=S.NEW, after=S.UNDER_REVIEW, step=fact.step)
    clock.advance(DAY)
    do(both, "sue", "town", ReplyToSuggestion(made.id, "We look at it."))
    do(both, "sue", "town", ChangeStatus(made.id, S.PLANNED, "In spring."))
    clock.advance(2 * DAY)
    with no_trace(both), faulty(reply="blank"):
        do(both, "sue", "town", ChangeStatus(made.id, S.DONE, " "))
    do(both, "sue", "town", ChangeStatus(made.id, S.DONE, "Here it is."))
    with no_trace(both), refused(Conflict, "feedback.closed"):
        do(both, "bob", "town", Vote(made.id))
    steps = ask(both, None, "town", SuggestionHistory(made.id))
    assert [(step.status, step.reply) for step in steps] == [
        (S.UNDER_REVIEW, ""),
        (S.UNDER_REVIEW, "We look at it."),
        (S.PLANNED, "In spring."),
        (S.DONE, "Here it is."),
    ]
    assert {step.by for step in steps} == {member(both, "sue")}
    found = ask(both, None, "town", ReadSuggestion(made.id))
    assert [
        at - made.created_at
        for at in (found.answered_at, found.decided_at, found.done_at, found.status_at)
        if at is not None
    ] == [2 * DAY, 2 * DAY, 4 * DAY, 4 * DAY]
    reopened = do(both, "sue", "town", ChangeStatus(made.id, S.IN_PROGRESS))
    assert (reopened.done_at, reopened.closed_at, reopened.reply) == (None, None, "Here it is.")
    do(both, "bob", "town", Vote(made.id))


def test_what_members_may_not(town: Kit) -> None:
    made = suggest(town)
    for command in (ChangeStatus(made.id, S.PLANNED), ReplyToSuggestion(made.id, "No.")):
        with no_trace(town), refused(Denied, "runtime.not_permitted"):
            do(town, "ada", "town", command)
    with no_trace(town), refused(Denied, "runtime.not_permitted"):
        do(town, None, "town", Suggest(kind=IDEA, title="Dark mode"))


def test_the_numbers_of_a_period(both: Kit, clock: ManualClock) -> None:
    suggest(both, title="Before")
    start = clock.advance(DAY)
    answered, decided, done, withdrawn = (suggest(both, title=f"Number {n}") for n in range(4))
    suggest(both, title="Untouched")
    do(both, "bob", "town", Vote(done.id))
    do(both, "eve", "town", Vote(done.id))
    do(both, "ada", "town", WithdrawSuggestion(withdrawn.id))
    clock.advance(timedelta(hours=2))
    do(both, "sue", "town", ReplyToSuggestion(answered.id, "Thanks."))
    clock.advance(timedelta(hours=2))
    do(both, "sue", "town", ChangeStatus(decided.id, S.PLANNED))
    do(both, "sue", "town", ChangeStatus(done.id, S.PLANNED, "Yes."))
    clock.advance(timedelta(hours=20))
    do(both, "sue", "town", ChangeStatus(done.id, S.DONE, "There."))
    clock.advance(DAY)
    suggest(both, title="After")
    found = ask(both, "sue", "town", ReadNumbers(start, start + DAY))
    assert (found.suggested, found.voters, found.votes) == (4, 2, 2)
    assert {name: n for name, n in found.by_status.items() if n} == {"new": 2, "planned": 1, "done": 1}
    assert found.share_answered == 0.5
    assert found.response_time == timedelta(hours=3)
    assert (found.time_to_decision, found.time_to_done, found.lead_time) == (
        timedelta(hours=4),
        timedelta(hours=20),
        DAY,
    )
    empty = ask(both, "sue", "town", ReadNumbers(start - 30 * DAY, start - 20 * DAY))
    assert (empty.suggested, empty.share_answered, empty.lead_time) == (0, None, None)
    assert ask(both, "sue", "town", ReadNumbers(start)).suggested == 5
    with refused(Denied, "runtime.not_permitted"):
        ask(both, "ada", "town", ReadNumbers(start))


@pytest.mark.parametrize("version", [-(2**63), 0, 2, 2**31, 2**63 - 1])
def test_a_version_that_is_none_is_stale(both: Kit, version: int) -> None:
    made = suggest(both)
    with no_trace(both), refused(Conflict, "feedback.stale"):
        do(both, "ada", "town", EditSuggestion(suggestion=made.id, version=version, title="Light mode"))
