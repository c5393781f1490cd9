"""Who may do what with feedback, and how suggestions, surveys and panels are made for it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from commkit import SYSTEM
from commkit.feedback import (
    Apply,
    ClosePanel,
    FeedbackKind,
    FeedbackStatus,
    FindingDraft,
    FindingId,
    GiveTask,
    IncentiveId,
    MakePanel,
    MakeSurvey,
    MakeTask,
    PanelId,
    PanelTaskId,
    PromiseIncentive,
    QuestionDraft,
    QuestionKind,
    SubmitFindings,
    Suggest,
    SuggestionId,
    SurveyId,
    WithdrawSuggestion,
)
from commkit.feedback import Findings as ListFindings
from commkit.members import AddMember
from commkit.testing.permissions import Thing, by
from commkit.testing.stage import FOUNDER

WORDED = QuestionDraft(kind=QuestionKind.TEXT, prompt="How is it?", required=False)
READ = by(visitor="any", steward="any+gone")
LIST = by(visitor="any")
ANSWER = by(member="any", steward="any")
STEWARDS = by(steward="any")
VOTE = by(member="any", silenced="any", steward="any+gone", system="no")
HOST = by(system="any")


# --- things -----------------------------------------------------------------------------------------------------------


def suggestion(stage: Any, actor: str) -> SuggestionId:
    return SuggestionId(stage.do(actor, Suggest(kind=FeedbackKind.IDEA, title="Dark mode")).id)


def withdraw(stage: Any, id: SuggestionId) -> None:
    stage.do(SYSTEM, WithdrawSuggestion(id))


def survey(stage: Any, actor: str) -> SurveyId:
    return SurveyId(stage.do(actor, MakeSurvey(title="How is it?", questions=(WORDED,))).id)


def panel(stage: Any, actor: str) -> PanelId:
    return PanelId(stage.do(actor, MakePanel(title="Beta", about="The app.", consent="I agree.")).id)


def close(stage: Any, id: PanelId) -> None:
    stage.do(SYSTEM, ClosePanel(id))


def testing(stage: Any, actor: str) -> tuple[PanelId, PanelTaskId]:
    """A panel of the founder's in which somebody was given a task."""
    made = panel(stage, FOUNDER)
    return made, testing_in(stage, made, actor)


def testing_in(stage: Any, made: PanelId, actor: str) -> PanelTaskId:
    stage.do(actor, Apply(panel=made, consent_version=1))
    due = stage.clock() + timedelta(days=7)
    task = stage.do(FOUNDER, MakeTask(panel=made, title="Log in", instructions="Try.", due_at=due))
    stage.do(FOUNDER, GiveTask(task.id, (stage.member(actor),)))
    return PanelTaskId(task.id)


def task(stage: Any, actor: str) -> PanelTaskId:
    return testing(stage, actor)[1]


def finding(stage: Any, actor: str) -> FindingId:
    made, given = testing(stage, actor)
    stage.do(
        actor, SubmitFindings(given, (FindingDraft(title="It crashes"), FindingDraft(title="It is slow")))
    )
    return FindingId(stage.ask(FOUNDER, ListFindings(made)).items[0].id)


def incentive(stage: Any, actor: str) -> IncentiveId:
    made, _ = testing(stage, actor)
    return IncentiveId(
        stage.do(FOUNDER, PromiseIncentive(panel=made, member=stage.member(actor), what="A mug")).id
    )


THINGS = {
    "SuggestionId": Thing(suggestion, gone=withdraw),
    "SurveyId": Thing(survey),
    "PanelId": Thing(panel, gone=close),
    "PanelTaskId": Thing(task),
    "FindingId": Thing(finding),
    "IncentiveId": Thing(incentive),
}


# --- values -----------------------------------------------------------------------------------------------------------


def another(cell: Any) -> SuggestionId:
    return suggestion(cell.stage, FOUNDER)


def earlier(cell: Any) -> FindingId:
    found = cell.fields["finding"]
    with cell.stage.kit.session(SYSTEM, cell.stage.community.slug, read_only=True) as session:
        from commkit.feedback import Finding  # noqa: PLC0415

        page = session.ask(ListFindings(session.get(Finding, found).panel))
    return FindingId(next(one.id for one in page.items if one.id != found))


def somebody(cell: Any) -> Any:
    return cell.stage.do(SYSTEM, AddMember(f"somebody-{uuid4().hex}")).id


def panelist(cell: Any) -> Any:
    stage, key = cell.stage, f"panelist-{uuid4().hex}"
    id = stage.do(SYSTEM, AddMember(key)).id
    stage.do(key, Apply(panel=cell.fields["panel"], consent_version=1))
    return id


def own_panel(cell: Any) -> PanelId:
    """One that the sender tests in, where they can test at all."""
    if cell.role in cell.stage.people:
        return testing(cell.stage, cell.role)[0]
    return panel(cell.stage, FOUNDER)


def saturated(cell: Any) -> PanelId:
    wish = MakePanel(title="Beta", about="The app.", consent="I agree.", run_length=1)
    made = PanelId(cell.stage.do(FOUNDER, wish).id)
    cell.stage.do(FOUNDER, SubmitFindings(testing_in(cell.stage, made, FOUNDER)))
    return made


def own_task(cell: Any) -> PanelTaskId:
    if cell.role in cell.stage.people:
        return task(cell.stage, cell.role)
    return task(cell.stage, FOUNDER)


KIND = {"kind": FeedbackKind.IDEA}

EXPECTED = {
    "feedback.suggest": by(member="any", given=KIND),
    "feedback.suggest_for": by(steward="any", given={**KIND, "member": somebody}),
    "feedback.edit_suggestion": by(member="own", steward="any+gone"),
    "feedback.withdraw_suggestion": by(member="own", steward="any+gone"),
    "feedback.vote": VOTE,
    "feedback.unvote": VOTE,
    "feedback.vote_for": by(steward="any+gone", given={"member": somebody}),
    "feedback.merge_suggestions": by(steward="any+gone", given={"into": another}),
    "feedback.change_status": by(steward="any+gone", given={"status": FeedbackStatus.PLANNED}),
    "feedback.reply_to_suggestion": by(steward="any+gone"),
    "feedback.tell_followers": by(
        system="any+gone", archived=True, given={"notification_kind": "feedback.status"}
    ),
    "feedback.read_suggestion": READ,
    "feedback.suggestion_history": READ,
    "feedback.suggestion_page": LIST,
    "feedback.tagged_suggestions": LIST,
    "feedback.roadmap": LIST,
    "feedback.my_votes": by(member="any", silenced="any", system="no"),
    "feedback.my_budget": by(member="any", silenced="any", system="no"),
    "feedback.read_numbers": STEWARDS,
    "feedback.make_survey": by(steward="any", given={"questions": (WORDED,)}),
    "feedback.close_survey": STEWARDS,
    "feedback.invite_to_survey": STEWARDS,
    "feedback.ask_audience": HOST,
    "feedback.next_survey": by(member="any", system="no"),
    "feedback.answer_survey": by(member="any", system="no", given={"answers": ()}),
    "feedback.read_survey": ANSWER,
    "feedback.survey_questions": ANSWER,
    "feedback.survey_page": by(member="any"),
    "feedback.survey_results": STEWARDS,
    "feedback.text_answers": STEWARDS,
    "feedback.make_panel": by(steward="any", given={"screening": ()}),
    "feedback.close_panel": by(steward="any+gone"),
    "feedback.continue_panel": by(steward="any", given={"panel": saturated}),
    "feedback.change_consent": by(steward="any+gone"),
    "feedback.make_task": by(steward="any+gone"),
    "feedback.give_task": by(steward="any", given={"members": lambda cell: (somebody(cell),)}),
    "feedback.mark_repeat": by(steward="any", given={"of": earlier}),
    "feedback.promise_incentive": by(steward="any", given={"panel": own_panel, "member": panelist}),
    "feedback.give_incentive": STEWARDS,
    "feedback.apply": by(member="any", steward="any+gone", system="no", given={"consent_version": 1}),
    "feedback.give_consent": by(member="any", system="no", given={"panel": own_panel, "version": 1}),
    "feedback.leave_panel": by(member="any", system="no", given={"panel": own_panel}),
    "feedback.submit_findings": by(member="any", system="no", given={"task": own_task}),
    "feedback.remind_panelist": by(system="any", given={"member": somebody}),
    "feedback.tell_panelists": by(system="any+gone", archived=True),
    "feedback.read_panel": by(member="any", steward="any+gone"),
    "feedback.panel_page": by(member="any"),
    "feedback.screening_questions": by(member="any", steward="any+gone"),
    "feedback.read_consent": by(member="any", steward="any+gone"),
    "feedback.my_part": by(member="any", system="no", given={"panel": own_panel}),
    "feedback.my_tasks": by(member="any", system="no"),
    "feedback.read_task": by(member="own", steward="any"),
    "feedback.panelists": by(steward="any+gone"),
    "feedback.read_finding": by(member="own", steward="any"),
    "feedback.findings": by(member="any", steward="any+gone"),
    "feedback.incentives": by(member="any", steward="any+gone"),
    "feedback.read_panel_numbers": by(steward="any+gone"),
}

SETTINGS = {"feedback": {"fatigue_period": 0}}
"""Nobody gets tired here: each thing that is made gives its maker a task."""
