"""Who may do what with feedback, and how suggestions, surveys and panels are made for it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from commkit import SYSTEM
from commkit.feedback import (
    ApplyToPanel,
    AssignPanelTask,
    ClosePanel,
    CreatePanel,
    CreatePanelTask,
    CreateSurvey,
    FindingDraft,
    FindingId,
    IncentiveId,
    ListFindings,
    PanelId,
    PanelTaskId,
    PromiseIncentive,
    SubmitFindings,
    SubmitSuggestion,
    SuggestionId,
    SuggestionKind,
    SuggestionStatus,
    SurveyId,
    SurveyQuestionDraft,
    SurveyQuestionKind,
    WithdrawSuggestion,
)
from commkit.members import AddMember
from commkit.testing.contexts import context_of
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import CREATOR

WORDED = SurveyQuestionDraft(kind=SurveyQuestionKind.TEXT, prompt="How is it?", required=False)
READ = allowed(visitor="any", steward="any+removed")
LIST = allowed(visitor="any")
ANSWER = allowed(member="any", steward="any")
STEWARDS = allowed(steward="any")
VOTE = allowed(member="any", silenced="any", steward="any+removed", system="no")
HOST = allowed(system="any")


# --- things -----------------------------------------------------------------------------------------------------------


def suggestion(scenario: Any, actor: str) -> SuggestionId:
    return SuggestionId(scenario.do(actor, SubmitSuggestion(kind=SuggestionKind.IDEA, title="Dark mode")).id)


def withdraw(scenario: Any, id: SuggestionId) -> None:
    scenario.do(SYSTEM, WithdrawSuggestion(id))


def survey(scenario: Any, actor: str) -> SurveyId:
    return SurveyId(scenario.do(actor, CreateSurvey(title="How is it?", questions=(WORDED,))).id)


def panel(scenario: Any, actor: str) -> PanelId:
    return PanelId(
        scenario.do(actor, CreatePanel(title="Beta", description="The app.", consent="I agree.")).id
    )


def close(scenario: Any, id: PanelId) -> None:
    scenario.do(SYSTEM, ClosePanel(id))


def testing(scenario: Any, actor: str) -> tuple[PanelId, PanelTaskId]:
    """A panel of the founder's in which somebody was given a task."""
    made = panel(scenario, CREATOR)
    return made, testing_in(scenario, made, actor)


def testing_in(scenario: Any, made: PanelId, actor: str) -> PanelTaskId:
    scenario.do(actor, ApplyToPanel(panel=made, consent_version=1))
    due = scenario.clock() + timedelta(days=7)
    task = scenario.do(CREATOR, CreatePanelTask(panel=made, title="Log in", instructions="Try.", due_at=due))
    scenario.do(CREATOR, AssignPanelTask(task.id, (scenario.member(actor),)))
    return PanelTaskId(task.id)


def task(scenario: Any, actor: str) -> PanelTaskId:
    return testing(scenario, actor)[1]


def finding(scenario: Any, actor: str) -> FindingId:
    made, given = testing(scenario, actor)
    scenario.do(
        actor, SubmitFindings(given, (FindingDraft(title="It crashes"), FindingDraft(title="It is slow")))
    )
    return FindingId(scenario.ask(CREATOR, ListFindings(made)).items[0].id)


def incentive(scenario: Any, actor: str) -> IncentiveId:
    made, _ = testing(scenario, actor)
    return IncentiveId(
        scenario.do(
            CREATOR, PromiseIncentive(panel=made, member=scenario.member(actor), description="A mug")
        ).id
    )


FIXTURES = {
    "SuggestionId": Fixture(suggestion, removed=withdraw),
    "SurveyId": Fixture(survey),
    "PanelId": Fixture(panel, removed=close),
    "PanelTaskId": Fixture(task),
    "FindingId": Fixture(finding),
    "IncentiveId": Fixture(incentive),
}


# --- values -----------------------------------------------------------------------------------------------------------


def another(cell: Any) -> SuggestionId:
    return suggestion(cell.scenario, CREATOR)


def earlier(cell: Any) -> FindingId:
    found = cell.fields["finding"]
    with cell.scenario.kit.session(SYSTEM, cell.scenario.community.slug, read_only=True) as session:
        from commkit.feedback import Finding  # noqa: PLC0415

        page = session.ask(ListFindings(context_of(session).get(Finding, found).panel))
    return FindingId(next(one.id for one in page.items if one.id != found))


def somebody(cell: Any) -> Any:
    return cell.scenario.do(SYSTEM, AddMember(f"somebody-{uuid4().hex}")).id


def panelist(cell: Any) -> Any:
    scenario, key = cell.scenario, f"panelist-{uuid4().hex}"
    id = scenario.do(SYSTEM, AddMember(key)).id
    scenario.do(key, ApplyToPanel(panel=cell.fields["panel"], consent_version=1))
    return id


def own_panel(cell: Any) -> PanelId:
    """One that the sender tests in, where they can test at all."""
    if cell.role in cell.scenario.people:
        return testing(cell.scenario, cell.role)[0]
    return panel(cell.scenario, CREATOR)


def saturated(cell: Any) -> PanelId:
    command = CreatePanel(title="Beta", description="The app.", consent="I agree.", run_length=1)
    made = PanelId(cell.scenario.do(CREATOR, command).id)
    cell.scenario.do(CREATOR, SubmitFindings(testing_in(cell.scenario, made, CREATOR)))
    return made


def own_task(cell: Any) -> PanelTaskId:
    if cell.role in cell.scenario.people:
        return task(cell.scenario, cell.role)
    return task(cell.scenario, CREATOR)


KIND = {"kind": SuggestionKind.IDEA}

EXPECTED_PERMISSIONS = {
    "feedback.submit_suggestion": allowed(member="any", given=KIND),
    "feedback.record_suggestion": allowed(steward="any", given={**KIND, "member": somebody}),
    "feedback.edit_suggestion": allowed(member="own", steward="any+removed"),
    "feedback.withdraw_suggestion": allowed(member="own", steward="any+removed"),
    "feedback.vote_on_suggestion": VOTE,
    "feedback.retract_suggestion_vote": VOTE,
    "feedback.record_suggestion_vote": allowed(steward="any+removed", given={"member": somebody}),
    "feedback.merge_suggestions": allowed(steward="any+removed", given={"into": another}),
    "feedback.update_suggestion_status": allowed(
        steward="any+removed", given={"status": SuggestionStatus.PLANNED}
    ),
    "feedback.reply_to_suggestion": allowed(steward="any+removed"),
    "feedback.notify_suggestion_followers": allowed(
        system="any+removed", archived=True, given={"notification_kind": "feedback.suggestion_status"}
    ),
    "feedback.read_suggestion": READ,
    "feedback.list_suggestion_updates": READ,
    "feedback.list_suggestions": LIST,
    "feedback.view_suggestions": LIST,
    "feedback.list_suggestions_by_tag": LIST,
    "feedback.read_roadmap": LIST,
    "feedback.list_my_suggestion_votes": allowed(member="any", silenced="any", system="no"),
    "feedback.read_my_vote_budget": allowed(member="any", silenced="any", system="no"),
    "feedback.read_feedback_metrics": STEWARDS,
    "feedback.create_survey": allowed(steward="any", given={"questions": (WORDED,)}),
    "feedback.close_survey": STEWARDS,
    "feedback.invite_to_survey": STEWARDS,
    "feedback.notify_survey_audience": HOST,
    "feedback.start_next_survey": allowed(member="any", system="no"),
    "feedback.answer_survey": allowed(member="any", system="no", given={"answers": ()}),
    "feedback.read_survey": ANSWER,
    "feedback.list_survey_questions": ANSWER,
    "feedback.list_surveys": allowed(member="any"),
    "feedback.read_survey_results": STEWARDS,
    "feedback.list_survey_text_answers": STEWARDS,
    "feedback.create_panel": allowed(steward="any", given={"screening": ()}),
    "feedback.close_panel": allowed(steward="any+removed"),
    "feedback.resume_panel": allowed(steward="any", given={"panel": saturated}),
    "feedback.update_panel_consent": allowed(steward="any+removed"),
    "feedback.create_panel_task": allowed(steward="any+removed"),
    "feedback.assign_panel_task": allowed(steward="any", given={"members": lambda cell: (somebody(cell),)}),
    "feedback.mark_duplicate_finding": allowed(steward="any", given={"original": earlier}),
    "feedback.promise_incentive": allowed(steward="any", given={"panel": own_panel, "member": panelist}),
    "feedback.fulfill_incentive": STEWARDS,
    "feedback.apply_to_panel": allowed(
        member="any", steward="any+removed", system="no", given={"consent_version": 1}
    ),
    "feedback.accept_panel_consent": allowed(
        member="any", system="no", given={"panel": own_panel, "version": 1}
    ),
    "feedback.leave_panel": allowed(member="any", system="no", archived=True, given={"panel": own_panel}),
    "feedback.submit_findings": allowed(member="any", system="no", given={"task": own_task}),
    "feedback.remind_panelist": allowed(system="any", given={"member": somebody}),
    "feedback.notify_panelists": allowed(system="any+removed", archived=True),
    "feedback.read_panel": allowed(member="any", steward="any+removed"),
    "feedback.list_panels": allowed(member="any"),
    "feedback.list_screening_questions": allowed(member="any", steward="any+removed"),
    "feedback.read_panel_consent": allowed(member="any", steward="any+removed"),
    "feedback.read_my_panel_participation": allowed(member="any", system="no", given={"panel": own_panel}),
    "feedback.list_my_panel_tasks": allowed(member="any", system="no"),
    "feedback.read_panel_task": allowed(member="own", steward="any"),
    "feedback.list_panelists": allowed(steward="any+removed"),
    "feedback.read_finding": allowed(member="own", steward="any"),
    "feedback.list_findings": allowed(member="any", steward="any+removed"),
    "feedback.list_incentives": allowed(member="any", steward="any+removed"),
    "feedback.read_panel_metrics": allowed(steward="any+removed"),
}

SETTINGS = {"feedback": {"fatigue_period": "P0D"}}
"""Nobody gets tired here: each thing that is made gives its maker a task."""

MAY_MENTION_HIDDEN = {"feedback.list_incentives": ("PanelTask",)}
"""For which task something is owed to somebody."""

SAMPLE_VALUES = {
    "questions": ((SurveyQuestionDraft(kind=SurveyQuestionKind.NPS, prompt="Would you recommend us?"),),),
    "opens_at": (None,),
    "closes_at": (None,),
    "quota": (None, 3),
    "min_trust": (0,),
    "screening": ((),),
    "run_length": (None,),
}
