"""Suggestions: submitting, recording, editing, withdrawing, statuses and metrics."""

from datetime import timedelta

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, NotFound
from commkit.communities import UpdateSettings
from commkit.feedback import (
    EditSuggestion,
    ListSuggestions,
    ListSuggestionsByTag,
    ListSuggestionUpdates,
    ReadFeedbackMetrics,
    ReadSuggestion,
    RecordSuggestion,
    ReplyToSuggestion,
    SubmitSuggestion,
    SuggestionEdited,
    SuggestionKind,
    SuggestionStatus,
    SuggestionStatusChanged,
    SuggestionSubmitted,
    SuggestionWithdrawn,
    UpdateSuggestionStatus,
    VoteOnSuggestion,
    WithdrawSuggestion,
)
from commkit.feedback.suggestions.policy import CLOSED, STATUS_TRANSITIONS
from commkit.members import LeaveCommunity
from commkit.testing.clock import ManualClock
from tests.feedback.helpers import DAY, IDEA, member, suggest
from tests.helpers import ask, assert_invalid, assert_refused, assert_unchanged, do, emitted_facts

S = SuggestionStatus


def test_a_suggestion_is_submitted_and_read(both: Kit, clock: ManualClock) -> None:
    (fact,) = emitted_facts(
        both,
        "ada",
        "town",
        SubmitSuggestion(kind=IDEA, title="Dark mode", body="*Please*", tags=("UI", "ui")),
    )
    found = ask(both, None, "town", ReadSuggestion(fact.suggestion))
    assert fact == SuggestionSubmitted(suggestion=found.id, kind=IDEA, author=member(both, "ada"))
    assert (found.author_name, found.tags, found.status, found.created_at) == (
        "ada",
        ("ui",),
        S.NEW,
        clock.now,
    )
    assert ask(both, None, "town", ListSuggestionsByTag("Ui")).items == (found,)


def test_a_suggestion_of_the_host_has_no_author(town: Kit) -> None:
    made = do(town, SYSTEM, "town", SubmitSuggestion(kind=IDEA, title="Dark mode"))
    assert (made.author, made.author_name) == (None, "")


def test_a_community_accepts_only_its_kinds(town: Kit) -> None:
    do(town, "owner", "town", UpdateSettings("feedback", {"kinds": ["idea"], "max_tags": 1}))
    with assert_unchanged(town), assert_invalid(kind="kind_not_accepted"):
        suggest(town, kind=SuggestionKind.PRAISE)
    with assert_unchanged(town), assert_invalid(tags="too_many"):
        suggest(town, tags=("a", "b"))
    for bad in (
        {"kinds": []},
        {"kinds": ["wish"]},
        {"max_tags": 21},
        {"voting": "loud"},
        {"votes_per_member": 0},
    ):
        with assert_unchanged(town), assert_refused(Invalid, "runtime.invalid"):
            do(town, "owner", "town", UpdateSettings("feedback", bad))


def test_a_steward_records_a_suggestion_for_a_member(town: Kit) -> None:
    ada = member(town, "ada")
    made = do(town, "sue", "town", RecordSuggestion(member=ada, source="call", kind=IDEA, title="Dark mode"))
    assert (made.author, made.source) == (ada, "call")
    assert ask(town, "sue", "town", ReadSuggestion(made.id)).source == "call"
    assert ask(town, "ada", "town", ReadSuggestion(made.id)).source == ""
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", RecordSuggestion(member=ada, source="call", kind=IDEA, title="Mine"))
    do(town, "ada", "town", EditSuggestion(suggestion=made.id, version=1, body="My words"))
    do(town, "ada", "town", LeaveCommunity())
    with assert_unchanged(town), assert_refused(Conflict, "feedback.member_not_active"):
        do(town, "sue", "town", RecordSuggestion(member=ada, source="call", kind=IDEA, title="Late"))


def test_edits_need_the_permission_and_the_current_version(both: Kit) -> None:
    made = suggest(both, tags=("ui", "old"))
    (fact,) = emitted_facts(
        both,
        "ada",
        "town",
        EditSuggestion(suggestion=made.id, version=1, title="Night mode", tags=("ui", "new")),
    )
    assert fact == SuggestionEdited(suggestion=made.id, version=2)
    edited = ask(both, "ada", "town", ReadSuggestion(made.id))
    assert (edited.title, edited.body, edited.version) == ("Night mode", made.body, 2)
    assert ask(both, None, "town", ListSuggestionsByTag("old")).items == ()
    assert ask(both, None, "town", ListSuggestionsByTag("new")).items == (edited,)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.stale"):
        do(both, "sue", "town", EditSuggestion(suggestion=made.id, version=1, title="Mine"))
    with assert_unchanged(both), assert_refused(Denied, "runtime.not_permitted"):
        do(both, "bob", "town", EditSuggestion(suggestion=made.id, version=2, title="Mine"))


def test_a_withdrawn_suggestion_is_visible_to_stewards_only(both: Kit) -> None:
    made = suggest(both, tags=("ui",))
    assert emitted_facts(both, "ada", "town", WithdrawSuggestion(made.id, "Never mind.")) == [
        SuggestionWithdrawn(suggestion=made.id, author=made.author)
    ]
    with assert_refused(NotFound, "runtime.not_found"):
        ask(both, "ada", "town", ReadSuggestion(made.id))
    assert ask(both, "sue", "town", ReadSuggestion(made.id)).removed_at is not None
    for actor in (None, "sue"):
        assert ask(both, actor, "town", ListSuggestions()).items == ()
        assert ask(both, actor, "town", ListSuggestionsByTag("ui")).items == ()
    for command in (
        WithdrawSuggestion(made.id),
        VoteOnSuggestion(made.id),
        EditSuggestion(suggestion=made.id, version=1, title="Up"),
        UpdateSuggestionStatus(made.id, S.PLANNED),
        ReplyToSuggestion(made.id, "Hm."),
    ):
        with (
            assert_unchanged(both),
            assert_refused(
                Conflict,
                "feedback.voting_closed" if isinstance(command, VoteOnSuggestion) else "feedback.stale",
            ),
        ):
            do(both, "sue", "town", command)


@pytest.mark.parametrize("start", list(S))
@pytest.mark.parametrize("to", list(S))
def test_status_transitions(town: Kit, start: SuggestionStatus, to: SuggestionStatus) -> None:
    made = suggest(town)
    if start is not S.NEW:
        do(town, "sue", "town", UpdateSuggestionStatus(made.id, start, "So far."))
    move = UpdateSuggestionStatus(made.id, to, "And now.")
    if to not in STATUS_TRANSITIONS[start]:
        with assert_unchanged(town), assert_refused(Conflict, "feedback.invalid_status_transition"):
            do(town, "sue", "town", move)
        return
    moved = do(town, "sue", "town", move)
    assert (moved.status, moved.reply) == (to, "And now.")
    assert (moved.closed_at is not None) is (to in CLOSED)
    assert moved == ask(town, "sue", "town", ReadSuggestion(made.id))


def test_a_status_change_and_its_reply_are_public(both: Kit, clock: ManualClock) -> None:
    made = suggest(both)
    clock.advance(DAY)
    (fact,) = emitted_facts(both, "sue", "town", UpdateSuggestionStatus(made.id, S.UNDER_REVIEW))
    assert fact == SuggestionStatusChanged(
        suggestion=made.id, before=S.NEW, after=S.UNDER_REVIEW, update=fact.update
    )
    clock.advance(DAY)
    do(both, "sue", "town", ReplyToSuggestion(made.id, "We look at it."))
    do(both, "sue", "town", UpdateSuggestionStatus(made.id, S.PLANNED, "In spring."))
    clock.advance(2 * DAY)
    with assert_unchanged(both), assert_invalid(reply="blank"):
        do(both, "sue", "town", UpdateSuggestionStatus(made.id, S.DONE, " "))
    do(both, "sue", "town", UpdateSuggestionStatus(made.id, S.DONE, "Here it is."))
    with assert_unchanged(both), assert_refused(Conflict, "feedback.voting_closed"):
        do(both, "bob", "town", VoteOnSuggestion(made.id))
    steps = ask(both, None, "town", ListSuggestionUpdates(made.id))
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
        for at in (found.first_replied_at, found.decided_at, found.done_at, found.status_changed_at)
        if at is not None
    ] == [2 * DAY, 2 * DAY, 4 * DAY, 4 * DAY]
    reopened = do(both, "sue", "town", UpdateSuggestionStatus(made.id, S.IN_PROGRESS))
    assert (reopened.done_at, reopened.closed_at, reopened.reply) == (None, None, "Here it is.")
    do(both, "bob", "town", VoteOnSuggestion(made.id))


def test_members_cannot_do_what_stewards_do(town: Kit) -> None:
    made = suggest(town)
    for command in (UpdateSuggestionStatus(made.id, S.PLANNED), ReplyToSuggestion(made.id, "No.")):
        with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
            do(town, "ada", "town", command)
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, None, "town", SubmitSuggestion(kind=IDEA, title="Dark mode"))


def test_the_metrics_of_a_period(both: Kit, clock: ManualClock) -> None:
    suggest(both, title="Before")
    start = clock.advance(DAY)
    answered, decided, done, withdrawn = (suggest(both, title=f"Number {n}") for n in range(4))
    suggest(both, title="Untouched")
    do(both, "bob", "town", VoteOnSuggestion(done.id))
    do(both, "eve", "town", VoteOnSuggestion(done.id))
    do(both, "ada", "town", WithdrawSuggestion(withdrawn.id))
    clock.advance(timedelta(hours=2))
    do(both, "sue", "town", ReplyToSuggestion(answered.id, "Thanks."))
    clock.advance(timedelta(hours=2))
    do(both, "sue", "town", UpdateSuggestionStatus(decided.id, S.PLANNED))
    do(both, "sue", "town", UpdateSuggestionStatus(done.id, S.PLANNED, "Yes."))
    clock.advance(timedelta(hours=20))
    do(both, "sue", "town", UpdateSuggestionStatus(done.id, S.DONE, "There."))
    clock.advance(DAY)
    suggest(both, title="After")
    found = ask(both, "sue", "town", ReadFeedbackMetrics(start, start + DAY))
    assert (found.suggestions, found.voters, found.votes) == (4, 2, 2)
    assert {name: n for name, n in found.by_status.items() if n} == {"new": 2, "planned": 1, "done": 1}
    assert found.reply_rate == 0.5
    assert found.time_to_reply == timedelta(hours=3)
    assert (found.time_to_decision, found.time_to_completion, found.lead_time) == (
        timedelta(hours=4),
        timedelta(hours=20),
        DAY,
    )
    empty = ask(both, "sue", "town", ReadFeedbackMetrics(start - 30 * DAY, start - 20 * DAY))
    assert (empty.suggestions, empty.reply_rate, empty.lead_time) == (0, None, None)
    assert ask(both, "sue", "town", ReadFeedbackMetrics(start)).suggestions == 5
    with assert_refused(Denied, "runtime.not_permitted"):
        ask(both, "ada", "town", ReadFeedbackMetrics(start))


@pytest.mark.parametrize("version", [-(2**63), 0, 2, 2**31, 2**63 - 1])
def test_an_unknown_version_is_stale(both: Kit, version: int) -> None:
    made = suggest(both)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.stale"):
        do(both, "ada", "town", EditSuggestion(suggestion=made.id, version=version, title="Light mode"))
