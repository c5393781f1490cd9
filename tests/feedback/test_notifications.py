"""Who is told what by the worker: each follower once, however the crowd is cut into pieces."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Denied, Kit
from commkit.communities import ArchiveCommunity
from commkit.feedback import (
    ApplyToPanel,
    AssignPanelTask,
    ClosePanel,
    CreatePanel,
    CreatePanelTask,
    CreateSurvey,
    InviteToSurvey,
    MergeSuggestions,
    ReplyToSuggestion,
    SubmitFindings,
    SuggestionStatus,
    SurveyQuestionDraft,
    SurveyQuestionKind,
    UpdatePanelConsent,
    UpdateSuggestionStatus,
    VoteOnSuggestion,
)
from commkit.feedback.jobs import NotifySuggestionFollowers
from commkit.members import AddMember
from commkit.notifications.tables import inbox, notification
from commkit.testing.clock import ManualClock
from tests.feedback.helpers import DAY, member, suggest
from tests.helpers import assert_refused, assert_unchanged, do


def told(kit: Kit) -> list[tuple[str, str]]:
    """After the worker: the kinds of notifications and the keys of who got them."""
    kit.worker().drain()
    assert kit.worker().parked() == ()
    keys = {member(kit, key): key for key in ("ada", "bob", "eve", "sue", "owner")}
    query = select(notification.c.kind, inbox.c.member).where(
        inbox.c.community_id == notification.c.community_id, inbox.c.notification == notification.c.id
    )
    with kit.database.engine.connect() as connection:
        return sorted((kind, keys.get(who, "somebody")) for kind, who in connection.execute(query))


def test_a_status_notifies_author_and_voters_but_not_who_set_it(both: Kit) -> None:
    made = suggest(both)
    for key in ("bob", "sue"):
        do(both, key, "town", VoteOnSuggestion(made.id))
    do(both, "sue", "town", UpdateSuggestionStatus(made.id, SuggestionStatus.PLANNED, "In spring."))
    assert told(both) == [("feedback.suggestion_status", "ada"), ("feedback.suggestion_status", "bob")]
    do(both, "owner", "town", ReplyToSuggestion(made.id, "It rains."))
    assert [who for kind, who in told(both) if kind == "feedback.suggestion_reply"] == ["ada", "bob", "sue"]


def test_the_author_of_a_duplicate_follows_the_target(both: Kit) -> None:
    gone, kept = suggest(both, "bob", title="Night mode"), suggest(both)
    do(both, "eve", "town", VoteOnSuggestion(gone.id))
    do(both, "sue", "town", MergeSuggestions(suggestion=gone.id, into=kept.id))
    assert told(both) == [("feedback.suggestion_merged", "bob")]
    do(both, "sue", "town", UpdateSuggestionStatus(kept.id, SuggestionStatus.PLANNED))
    assert [who for kind, who in told(both) if kind == "feedback.suggestion_status"] == ["ada", "bob", "eve"]


@pytest.mark.parametrize("voters", [2, 3, 7])
def test_followers_are_notified_in_batches_and_once(
    town: Kit, voters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit.feedback.suggestions.jobs.BATCH_SIZE", 3)
    made = suggest(town)
    for number in range(voters):
        do(town, SYSTEM, "town", AddMember(f"fan {number}"))
        do(town, f"fan {number}", "town", VoteOnSuggestion(made.id))
    do(town, "sue", "town", UpdateSuggestionStatus(made.id, SuggestionStatus.DECLINED, "No."))
    assert len(told(town)) == voters + 1
    with town.database.engine.connect() as connection:
        got = connection.execute(select(inbox.c.member)).scalars().all()
    assert len(set(got)) == voters + 1


def test_only_the_host_notifies_followers(town: Kit) -> None:
    command = NotifySuggestionFollowers(
        suggestion=suggest(town).id, notification_kind="feedback.suggestion_status"
    )
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "owner", "town", command)


def test_an_archived_community_still_notifies(town: Kit) -> None:
    made = suggest(town)
    do(town, "sue", "town", UpdateSuggestionStatus(made.id, SuggestionStatus.PLANNED))
    do(town, "owner", "town", ArchiveCommunity("Over."))
    assert told(town) == [("feedback.suggestion_status", "ada")]


def test_the_audience_is_notified_of_a_survey(town: Kit) -> None:
    question = SurveyQuestionDraft(kind=SurveyQuestionKind.NPS, prompt="Would you?")
    made = do(town, "sue", "town", CreateSurvey(title="How?", questions=(question,), staff=False))
    do(town, "sue", "town", InviteToSurvey(made.id))
    assert told(town) == [("feedback.survey_invitation", key) for key in ("ada", "bob", "eve")]


def panel(kit: Kit, clock: ManualClock) -> tuple[Any, Any]:
    made = do(kit, "sue", "town", CreatePanel(title="Beta", description="The app.", consent="I agree."))
    for key in ("ada", "bob"):
        do(kit, key, "town", ApplyToPanel(panel=made.id, consent_version=1))
    command = CreatePanelTask(panel=made.id, title="Log in", instructions="Try.", due_at=clock.now + 7 * DAY)
    task = do(kit, "sue", "town", command)
    do(kit, "sue", "town", AssignPanelTask(task.id, (member(kit, "ada"), member(kit, "bob"))))
    return made, task


def test_panelists_are_notified_of_a_task_and_reminded(town: Kit, clock: ManualClock) -> None:
    _, task = panel(town, clock)
    assert told(town) == [("feedback.panel_task_assigned", "ada"), ("feedback.panel_task_assigned", "bob")]
    do(town, "ada", "town", SubmitFindings(task.id))
    clock.advance(6 * DAY - timedelta(seconds=1))
    assert len(told(town)) == 2
    clock.advance(timedelta(seconds=1))
    assert [who for kind, who in told(town) if kind == "feedback.panel_task_due"] == ["bob"]


def test_a_closed_panel_reminds_nobody(town: Kit, clock: ManualClock) -> None:
    made, _ = panel(town, clock)
    do(town, "sue", "town", ClosePanel(made.id))
    clock.advance(7 * DAY)
    assert "feedback.panel_task_due" not in {kind for kind, _ in told(town)}


def test_paused_panelists_are_notified_of_a_new_consent(town: Kit, clock: ManualClock) -> None:
    made, _ = panel(town, clock)
    do(town, "sue", "town", UpdatePanelConsent(panel=made.id, version=1, text="More."))
    assert [who for kind, who in told(town) if kind == "feedback.panel_consent_updated"] == ["ada", "bob"]
