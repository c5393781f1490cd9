"""Approved edits that were kept speak for who suggested them, and no more once they are rolled back."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, Invalid
from commkit.communities import UpdateSettings
from commkit.members import AddGroupMember, CreateGroup
from commkit.posts import CreateThread, EditPost, Post, ReadPost, RemovePost, RestorePost
from commkit.privacy import ErasePerson
from commkit_developer import (
    ApproveSuggestedEdit,
    EditKept,
    ImproveSuggestedEdit,
    ReadEditNumbers,
    SuggestedEditId,
    SuggestedEditSettings,
    SuggestEdit,
)
from commkit_developer.jobs import KeepEdit
from commkit_reputation import ListEvidence, ReadReputation, VoidEvidence

WEEK = timedelta(days=7)
BODY = "It worked yesterday. What now?"


def approve(town: Any, question: Post, by: str = "ada") -> SuggestedEditId:
    """An edit of bob's that was approved."""
    suggested = SuggestEdit(post=question.id, version=question.version, body=BODY, reason="Grammar.")
    edit: SuggestedEditId = town.do("bob", suggested).id
    town.do(by, ApproveSuggestedEdit(edit, 1))
    return edit


def write_back(town: Any, question: Post, version: int = 2, by: str = "ada") -> None:
    """Let the post say again what it said at first."""
    town.do(by, EditPost(post=question.id, version=version, body=question.body, reason="As it was."))


def points(town: Any, member: str = "bob") -> int:
    town.kit.worker().drain()
    found: int = town.ask(None, ReadReputation(town.member(member))).points
    return found


def test_one_that_stood_long_enough_is_evidence(town: Any) -> None:
    question = town.question()
    approve(town, question)
    town.clock.advance(WEEK - timedelta(seconds=1))
    assert points(town) == 0
    town.clock.advance(timedelta(seconds=1))
    assert points(town) == 2
    (item,) = town.ask("bob", ListEvidence(town.member("bob"))).items
    assert (item.evidence, item.quality) == ("developer.edit_kept", 1)
    numbers = town.ask("stew", ReadEditNumbers())
    assert (numbers.kept, numbers.rolled_back, numbers.kept_share.n) == (1, 0, 1)


def test_one_that_is_rolled_back_first_is_none(town: Any) -> None:
    question = town.question()
    edit = approve(town, question)
    again = EditPost(post=question.id, version=2, body=question.body)
    assert town.emitted("ada", again) == ["posts.edited", "developer.edit_rolled_back"]
    town.clock.advance(WEEK)
    assert points(town) == 0
    assert not town.do(SYSTEM, KeepEdit(edit))
    numbers = town.ask("stew", ReadEditNumbers())
    assert (numbers.kept, numbers.rolled_back) == (0, 1)


def test_rolling_it_back_later_takes_the_points_with_it(town: Any) -> None:
    question = town.question()
    approve(town, question)
    town.clock.advance(WEEK)
    assert points(town) == 2
    town.do("ada", EditPost(post=question.id, version=2, body="Something else."))
    assert points(town) == 2, "it was built upon"
    write_back(town, question, version=3, by="stew")
    assert points(town) == 0
    write_back_again = EditPost(post=question.id, version=4, body=BODY)
    town.do("ada", write_back_again)
    assert points(town) == 0, "what was rolled back once stays so"


def test_the_points_go_with_the_post_and_come_back_with_it(town: Any) -> None:
    question = town.question()
    approve(town, question)
    town.clock.advance(WEEK)
    assert points(town) == 2
    town.do("stew", RemovePost(question.id, "Spam."))
    assert points(town) == 0
    town.do("stew", RestorePost(question.id))
    assert points(town) == 2
    town.do("stew", VoidEvidence(town.member("ada"), town.member("bob"), "They know each other."))
    assert points(town) == 0


def test_what_stands_before_an_audience_earns_nothing(town: Any) -> None:
    group = town.do("stew", CreateGroup("desk", "Desk"))
    for member in ("ada", "bob"):
        town.do("stew", AddGroupMember(group.id, town.member(member)))
    text = {"title": "Build fails", "body": "It worked yesterday, what now?"}
    question = town.do("ada", CreateThread(kind="question", **text, audience=group.id))
    approve(town, question)
    town.clock.advance(WEEK)
    assert points(town) == 0
    assert town.ask("bob", ListEvidence(town.member("bob"))).items == ()


def test_an_improved_edit_is_kept_for_its_suggester(town: Any) -> None:
    question = town.question()
    suggested = SuggestEdit(post=question.id, version=1, body=BODY, reason="Grammar.")
    edit = town.do("bob", suggested).id
    town.do("ada", ImproveSuggestedEdit(edit=edit, version=1, body=f"{BODY} Please."))
    town.clock.advance(WEEK)
    assert (points(town), points(town, "ada")) == (2, 0)


def test_the_time_is_a_setting_and_holds_from_the_approval_on(town: Any) -> None:
    town.do("owner", UpdateSettings("developer.suggested_edits", {"kept_after": "P1D"}))
    first = town.question()
    approve(town, first)
    town.do("owner", UpdateSettings("developer.suggested_edits", {"kept_after": "P30D"}))
    town.clock.advance(timedelta(days=1))
    assert points(town) == 2
    for wrong in (timedelta(), timedelta(days=61)):
        with pytest.raises(Invalid):
            SuggestedEditSettings(kept_after=wrong)


def test_once_from_eight_workers(town: Any) -> None:
    edit = approve(town, town.question())
    town.clock.advance(WEEK)
    told: list[Any] = []
    town.kit.on(EditKept)(told.append)
    assert sorted(town.at_once(*([lambda: town.do(SYSTEM, KeepEdit(edit))] * 8))) == [False] * 7 + [True]
    assert len(told) == 1


def test_who_is_erased_leaves_no_points_behind(town: Any) -> None:
    question = town.question()
    approve(town, question)
    town.clock.advance(WEEK)
    assert points(town) == 2
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("bob"))
    write_back(town, town.ask("ada", ReadPost(question.id)), version=2)
    report = town.kit.worker().drain()
    assert (report.failed, report.parked) == (0, 0)


TEXTS = ("It worked yesterday, what now?", BODY, "It fails on Windows.")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(TEXTS), st.booleans()), max_size=4))
def test_it_counts_exactly_while_no_version_says_what_was_before(
    sqlite_town: Any, edits: list[tuple[str, bool]]
) -> None:
    town = sqlite_town
    before = points(town)
    question = town.question()
    approve(town, question)
    version, rolled_back = 2, False
    for body, waits in edits:
        if waits:
            town.clock.advance(WEEK)
            town.kit.worker().drain()
        town.do("ada", EditPost(post=question.id, version=version, body=body))
        version, rolled_back = version + 1, rolled_back or body == question.body
    town.clock.advance(WEEK)
    assert points(town) == before + (0 if rolled_back else 2)
