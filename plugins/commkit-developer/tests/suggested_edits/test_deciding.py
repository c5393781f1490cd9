"""Decisions about suggested edits: who decides, that it happens once, and that nothing is lost."""

from datetime import timedelta
from threading import Barrier, local
from typing import Any

import pytest
from sqlalchemy import bindparam, select, update

from commkit import SYSTEM, CommkitError, Conflict, Denied, Invalid
from commkit.communities import UpdateSettings
from commkit.explaining import ExplainDecision
from commkit.members import AssignRole
from commkit.posts import (
    CompareRevisions,
    EditPost,
    ListRevisions,
    Post,
    ReadPost,
    RemovePost,
    ReserveTag,
)
from commkit.privacy import ErasePerson
from commkit.storage import Id, UtcDateTime, statement
from commkit.testing.contexts import context_of
from commkit_developer import (
    ApproveSuggestedEdit,
    EditState,
    ImproveSuggestedEdit,
    ListSuggestedEdits,
    ReadEditNumbers,
    ReadSuggestedEdit,
    RejectSuggestedEdit,
    RewriteSuggestedEdit,
    SuggestedEdit,
    SuggestedEditSettings,
    SuggestEdit,
    WithdrawSuggestedEdit,
)
from commkit_developer.tables import suggested_edit

BODY = "It worked yesterday. What now?"


def suggest(town: Any, post: Post, by: str = "bob", body: str = BODY) -> SuggestedEdit:
    edit: SuggestedEdit = town.do(
        by, SuggestEdit(post=post.id, version=post.version, body=body, reason="Grammar.")
    )
    return edit


@pytest.mark.parametrize("actor", ["ada", "max", "stew", "owner"])
def test_an_approved_edit_is_a_version_in_the_name_of_its_suggester(town: Any, actor: str) -> None:
    question = town.question()
    edit = suggest(town, question)
    facts = town.emitted(actor, ApproveSuggestedEdit(edit.id, 1, reason="Thanks."))
    assert facts == ["posts.edited", "developer.edit_approved"]
    after = town.ask("cid", ReadPost(question.id))
    assert (after.body, after.version, after.author) == (BODY, 2, question.author)
    (before,) = town.ask("cid", ListRevisions(question.id)).items
    assert (before.edited_by, before.reason, before.body) == (town.member("bob"), "Grammar.", question.body)
    decided = town.ask("bob", ReadSuggestedEdit(edit.id)).queued.edit
    assert (decided.state, decided.result, decided.decision) == (EditState.APPROVED, 2, "Thanks.")
    assert decided.decided_by == town.member(actor)
    shown = town.ask("bob", ReadSuggestedEdit(edit.id))
    assert shown.diff.body == town.ask("bob", CompareRevisions(question.id)).body
    assert not shown.queued.outdated
    assert town.inbox("bob") == [("developer.edit_approved", question.id)]


def test_a_rejected_edit_changes_nothing_and_says_why(town: Any) -> None:
    question = town.question()
    edit = suggest(town, question)
    with pytest.raises(Invalid):
        town.do("ada", RejectSuggestedEdit(edit.id, 1, " "))
    assert town.emitted("ada", RejectSuggestedEdit(edit.id, 1, "It is right.")) == ["developer.edit_rejected"]
    assert town.ask("cid", ReadPost(question.id)) == question
    assert town.ask("bob", ReadSuggestedEdit(edit.id)).queued.edit.decision == "It is right."
    assert town.inbox("bob") == [("developer.edit_rejected", question.id)]


def test_an_improved_edit_is_two_versions_each_with_its_writer(town: Any) -> None:
    question = town.question()
    edit = suggest(town, question)
    improve = ImproveSuggestedEdit(edit=edit.id, version=1, title="Build fails since Monday", tags=("build",))
    approved = town.do("stew", improve)
    assert (approved.state, approved.improved, approved.result) == (EditState.APPROVED, True, 2)
    after = town.ask("cid", ReadPost(question.id))
    assert (after.title, after.body, after.tags, after.version) == (
        "Build fails since Monday",
        BODY,
        ("build",),
        3,
    )
    first, second = town.ask("cid", ListRevisions(question.id)).items
    assert (first.edited_by, second.edited_by) == (town.member("bob"), town.member("stew"))
    assert (second.title, second.body) == (question.title, BODY)


def test_a_blank_improvement_leaves_nothing_of_itself(town: Any) -> None:
    question = town.question()
    edit = suggest(town, question)
    with pytest.raises(Invalid):
        town.do("stew", ImproveSuggestedEdit(edit=edit.id, version=1, title=" "))
    assert town.ask("stew", ReadSuggestedEdit(edit.id)).queued.edit == edit
    assert town.ask("cid", ReadPost(question.id)) == question


def test_nobody_decides_about_their_own(town: Any) -> None:
    edit = suggest(town, town.question())
    town.do(SYSTEM, AssignRole(town.member("bob"), "steward"))
    for command in (
        ApproveSuggestedEdit(edit.id, 1),
        RejectSuggestedEdit(edit.id, 1, "No."),
        ImproveSuggestedEdit(edit=edit.id, version=1, body="Mine."),
    ):
        with town.refused("developer.own_edit", Denied):
            town.do("bob", command)


def test_what_was_edited_since_is_not_approved_and_not_lost(town: Any) -> None:
    question = town.question()
    edit = suggest(town, question)
    town.do("ada", EditPost(post=question.id, version=1, body="It never worked."))
    for command in (
        ApproveSuggestedEdit(edit.id, 1),
        ImproveSuggestedEdit(edit=edit.id, version=1, body="Other."),
    ):
        with town.refused("developer.edit_outdated", Conflict):
            town.do("stew", command)
    assert town.ask("stew", ReadPost(question.id)).body == "It never worked."
    assert town.ask("stew", ReadSuggestedEdit(edit.id)).queued.outdated
    town.do("bob", RewriteSuggestedEdit(edit=edit.id, base=2, body="It never worked. Why?"))
    with town.refused("developer.edit_rewritten", Conflict):  # not the text that they saw
        town.do("stew", ApproveSuggestedEdit(edit.id, 1))
    town.do("stew", ApproveSuggestedEdit(edit.id, 2))
    assert town.ask("stew", ReadPost(question.id)).body == "It never worked. Why?"
    other = suggest(town, town.ask("bob", ReadPost(question.id)), body="Again.")
    town.do("ada", EditPost(post=question.id, version=3, body="Solved."))
    town.do("stew", RejectSuggestedEdit(other.id, 1, "It is solved."))  # what is outdated may be rejected


def test_what_is_decided_stays_so(sqlite_town: Any) -> None:
    edit = suggest(sqlite_town, sqlite_town.question())
    sqlite_town.do("stew", RejectSuggestedEdit(edit.id, 1, "No."))
    for actor, command in (
        ("stew", ApproveSuggestedEdit(edit.id, 1)),
        ("ada", RejectSuggestedEdit(edit.id, 1, "No.")),
        ("bob", WithdrawSuggestedEdit(edit.id)),
    ):
        with sqlite_town.refused("developer.edit_decided", Conflict):
            sqlite_town.do(actor, command)


def test_an_edit_of_a_removed_post_is_not_approved(sqlite_town: Any) -> None:
    question = sqlite_town.question()
    edit = suggest(sqlite_town, question)
    sqlite_town.do("ada", RemovePost(question.id))
    with sqlite_town.refused("developer.post_removed", Conflict):
        sqlite_town.do("stew", ApproveSuggestedEdit(edit.id, 1))


def test_a_reserved_tag_is_set_by_those_alone_who_may(sqlite_town: Any) -> None:
    town = sqlite_town
    town.do("stew", ReserveTag("status-planned"))
    question = town.question()
    edit = town.do("bob", SuggestEdit(post=question.id, version=1, tags=("status-planned",), reason="It is."))
    with town.refused("posts.reserved_tag", Denied):
        town.do("ada", ApproveSuggestedEdit(edit.id, 1))
    assert town.ask("ada", ReadSuggestedEdit(edit.id)).queued.edit == edit
    town.do("stew", ApproveSuggestedEdit(edit.id, 1))
    assert town.ask("cid", ReadPost(question.id)).tags == ("status-planned",)


def test_the_text_of_who_was_erased_is_never_given_to_a_post(town: Any) -> None:
    question = town.question()
    edit = suggest(town, question)
    with town.kit.session("bob") as lobby:
        lobby.do(ErasePerson())
    for command in (
        ApproveSuggestedEdit(edit.id, 1),
        ImproveSuggestedEdit(edit=edit.id, version=1, body="Other."),
    ):
        with town.refused("developer.suggester_erased", Conflict):
            town.do("stew", command)
    shown = town.ask("stew", ReadSuggestedEdit(edit.id)).queued.edit
    assert (shown.title, shown.body, shown.reason) == ("", "", "")
    town.do("stew", RejectSuggestedEdit(edit.id, 1, "It is gone."))
    assert town.ask("cid", ReadPost(question.id)) == question


# --- several reviewers ---------------------------------------------------------------------------------------------


@pytest.fixture
def reviewed(make_town: Any) -> Any:
    """Two reviewers must agree; cid and dan have earned the privilege."""
    town = make_town(suggested_edits=SuggestedEditSettings(reviews_needed=2))
    town.privilege("cid", "dan")
    return town


def test_as_many_reviewers_as_the_settings_say(reviewed: Any) -> None:
    town = reviewed
    question = town.question()
    edit = suggest(town, question)
    approve = ApproveSuggestedEdit(edit.id, 1)
    assert town.emitted("cid", approve) == ["developer.edit_reviewed"]
    assert town.do("cid", approve).state is EditState.PENDING  # twice is once
    with town.refused("developer.more_reviews_needed", Denied):
        town.do("dan", ImproveSuggestedEdit(edit=edit.id, version=1, body="Other."))
    town.do("dan", RejectSuggestedEdit(edit.id, 1, "I do not see why."))
    (queued,) = town.ask("stew", ListSuggestedEdits()).items
    assert (queued.approvals, queued.rejections) == (1, 1)
    assert town.do("dan", approve).state is EditState.APPROVED  # who changes their mind is counted once
    assert town.ask("bob", ReadPost(question.id)).version == 2


def test_rewriting_is_reviewed_anew(reviewed: Any) -> None:
    town = reviewed
    edit = suggest(town, town.question())
    town.do("cid", ApproveSuggestedEdit(edit.id, 1))
    town.do("bob", RewriteSuggestedEdit(edit=edit.id, base=1, body="It is otherwise."))
    assert town.do("dan", ApproveSuggestedEdit(edit.id, 2)).state is EditState.PENDING
    assert town.do("ada", ApproveSuggestedEdit(edit.id, 2)).state is EditState.APPROVED  # the author alone


def test_a_reviewer_reviews_until_they_lose_the_privilege(reviewed: Any) -> None:
    town = reviewed
    edit = suggest(town, town.question())
    town.unprivilege("cid")
    with pytest.raises(CommkitError):
        town.do("cid", ApproveSuggestedEdit(edit.id, 1))


def test_the_trace_says_why(reviewed: Any) -> None:
    town = reviewed
    edit = suggest(town, town.question())

    def why(actor: str) -> tuple[bool, str]:
        trace = town.ask(actor, ExplainDecision(town.member(actor), "developer.decide_edits", edit.id))
        (reviews,) = [step.because for step in trace.steps if step.rule == "reviews"]
        return trace.allowed, reviews

    assert why("cid") == (True, "2 reviewers must agree")
    assert why("stew") == (True, "they decide alone")
    assert why("bob")[0] is False
    question = edit.post
    trace = town.ask("ada", ExplainDecision(town.member("ada"), "developer.suggest_edit", question))
    assert trace.denied_by is not None
    assert trace.denied_by.because == "they may edit it without asking"


# --- races -----------------------------------------------------------------------------------------------------------


def test_of_eight_decisions_at_once_one_counts(town: Any) -> None:
    for _ in range(3):
        question = town.question()
        edit = suggest(town, question)
        works = [
            lambda actor=actor, command=command: town.do(actor, command)
            for actor in ("ada", "max", "stew", "sten")
            for command in (ApproveSuggestedEdit(edit.id, 1), RejectSuggestedEdit(edit.id, 1, "No."))
        ]
        outcomes = town.at_once(*works)
        (won,) = [outcome for outcome in outcomes if isinstance(outcome, SuggestedEdit)]
        assert all(isinstance(outcome, Conflict) for outcome in outcomes if outcome is not won)
        after = town.ask("cid", ReadPost(question.id))
        assert (after.version == 2) == (won.state is EditState.APPROVED)
        assert len(town.ask("cid", ListRevisions(question.id)).items) == after.version - 1


_OF_EDIT = (suggested_edit.c.community_id == bindparam("community_id")) & (
    suggested_edit.c.id == bindparam("id", type_=Id)
)
DECIDE_WITHOUT_CONDITION = statement(
    lambda: (
        update(suggested_edit)
        .values(state=bindparam("new_state"), decided_at=bindparam("now", type_=UtcDateTime))
        .where(_OF_EDIT)
    )
)


@pytest.mark.postgres
def test_control_without_the_condition_both_decide(postgres_town: Any) -> None:
    """The same race without the condition of the UPDATE: both read a pending suggestion, both succeed."""
    town = postgres_town
    edit = suggest(town, town.question())
    seen = Barrier(2)

    def look_then_write(actor: str, state: EditState) -> bool:
        with town.kit.session(actor, "code") as session:
            if session.ask(ReadSuggestedEdit(edit.id)).queued.edit.state is not EditState.PENDING:
                return False
            seen.wait()
            context = context_of(session)
            context.run(DECIDE_WITHOUT_CONDITION, id=edit.id, new_state=state, now=town.clock.now)
            return True

    won = town.at_once(
        lambda: look_then_write("stew", EditState.APPROVED),
        lambda: look_then_write("ada", EditState.REJECTED),
    )
    assert won == [True, True]


def test_what_is_approved_while_it_is_rewritten_is_what_the_reviewer_saw(town: Any) -> None:
    for _ in range(4):
        question = town.question()
        edit = suggest(town, question)
        approved, rewritten = town.at_once(
            lambda edit=edit: town.do("stew", ApproveSuggestedEdit(edit.id, 1)),
            lambda edit=edit: town.do(
                "bob", RewriteSuggestedEdit(edit=edit.id, base=1, body="Something else.")
            ),
        )
        after = town.ask("cid", ReadPost(question.id))
        assert after.body == (BODY if isinstance(approved, SuggestedEdit) else question.body)
        assert isinstance(approved, Conflict) != isinstance(rewritten, Conflict)


def test_of_an_approval_and_an_edit_at_once_no_text_is_lost(town: Any) -> None:
    for _ in range(4):
        question = town.question()
        edit = suggest(town, question)
        approved, edited = town.at_once(
            lambda edit=edit: town.do("stew", ApproveSuggestedEdit(edit.id, 1)),
            lambda post=question: town.do("ada", EditPost(post=post.id, version=1, body="It never worked.")),
        )
        after = town.ask("cid", ReadPost(question.id))
        assert isinstance(approved, Conflict) != isinstance(edited, Conflict)
        assert (after.version, after.body) == (
            2,
            BODY if isinstance(edited, Conflict) else "It never worked.",
        )
        shown = town.ask("stew", ReadSuggestedEdit(edit.id)).queued
        assert shown.outdated == isinstance(approved, Conflict)
        assert shown.edit.body == BODY


def test_of_two_last_reviews_at_once_both_are_seen(make_town: Any) -> None:
    town = make_town(suggested_edits=SuggestedEditSettings(reviews_needed=2))
    town.privilege("cid", "dan")
    for _ in range(4):
        question = town.question()
        edit = suggest(town, question)
        town.at_once(
            lambda edit=edit: town.do("cid", ApproveSuggestedEdit(edit.id, 1)),
            lambda edit=edit: town.do("dan", ApproveSuggestedEdit(edit.id, 1)),
        )
        assert town.ask("bob", ReadPost(question.id)).version == 2


@pytest.mark.postgres
def test_control_without_the_lock_each_sees_its_own_review_only(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = postgres_town
    town.do("owner", UpdateSettings("developer.suggested_edits", {"reviews_needed": 2}))
    town.privilege("cid", "dan")
    edit = suggest(town, town.question())
    unlocked = statement(lambda: select(suggested_edit.c.version).where(_OF_EDIT))
    monkeypatch.setattr("commkit_developer.suggested_edits.statements.LOCK", unlocked)
    both_counted, mine = Barrier(2), local()

    def hold(sql: str) -> None:
        """Let each go on with the statement after its count once both have counted."""
        if getattr(mine, "counts", False):
            mine.counts = False
            both_counted.wait(30)
        mine.counts = "count(*)" in sql and "edit_review" in sql

    town.kit.database.observer = hold
    town.at_once(
        lambda: town.do("cid", ApproveSuggestedEdit(edit.id, 1)),
        lambda: town.do("dan", ApproveSuggestedEdit(edit.id, 1)),
    )
    town.kit.database.observer = None
    assert town.ask("stew", ReadSuggestedEdit(edit.id)).queued.approvals == 2
    assert town.ask("bob", ReadPost(edit.post)).version == 1


# --- numbers -----------------------------------------------------------------------------------------------------


def test_numbers_have_their_sample_size(town: Any) -> None:
    empty = town.ask("stew", ReadEditNumbers())
    assert (empty.suggested, empty.approval_rate, empty.median_decision) == (0, None, None)
    edits = [suggest(town, town.question(f"Question {number}")) for number in range(5)]
    town.clock.advance(timedelta(hours=1))
    town.do("ada", ApproveSuggestedEdit(edits[0].id, 1))
    town.clock.advance(timedelta(hours=2))
    town.do("ada", RejectSuggestedEdit(edits[1].id, 1, "No."))
    town.do("bob", WithdrawSuggestedEdit(edits[2].id))
    town.do("ada", EditPost(post=edits[3].post, version=1, body="It is otherwise."))
    numbers = town.ask("max", ReadEditNumbers())
    assert (numbers.suggested, numbers.pending, numbers.outdated) == (5, 2, 1)
    assert (numbers.approved, numbers.rejected, numbers.withdrawn) == (1, 1, 1)
    assert (numbers.approval_rate, numbers.median_decision) == (0.5, timedelta(hours=2))
    assert town.ask("stew", ReadEditNumbers(since=town.clock.now)).suggested == 0
    with pytest.raises(Denied):
        town.ask("bob", ReadEditNumbers())
