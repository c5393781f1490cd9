"""How panels are read: the panels, their questions and consents, panelists, tasks, findings, promises and numbers."""

from uuid import UUID

from attrs import evolve

from commkit.feedback.feature import feedback
from commkit.feedback.keyset import id_after
from commkit.feedback.panels import statements as sql
from commkit.feedback.panels import task_statements as tasks_sql
from commkit.feedback.panels.handlers import fetch_panelist, visibility_params
from commkit.feedback.panels.policy import saturation_curve
from commkit.feedback.panels.queries import (
    ListFindings,
    ListIncentives,
    ListMyTasks,
    ListPanelists,
    ListPanels,
    ListScreeningQuestions,
    ReadFinding,
    ReadMyPanelParticipation,
    ReadPanel,
    ReadPanelConsent,
    ReadPanelMetrics,
    ReadTask,
)
from commkit.feedback.panels.records import (
    Finding,
    Incentive,
    Panel,
    PanelConsent,
    Panelist,
    PanelistState,
    PanelMetrics,
    PanelTask,
    ScreeningQuestion,
    TaskAssignment,
)
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_LAST_VERSION = 2**31 - 1


@feedback.handles(ReadPanel)
def read_panel(context: Context, query: ReadPanel) -> Panel:
    """Through the door."""
    return context.get(Panel, query.panel)


@feedback.handles(ListPanels)
def list_panels(context: Context, query: ListPanels) -> Page[Panel]:
    """By id, which rises with time."""
    limit = page_size(query.limit)
    found = context.rows(
        sql.PANEL_PAGE, after=id_after(query.after), size=limit + 1, **visibility_params(context)
    )
    return cut(found, limit, lambda panel: panel.id.bytes)


@feedback.handles(ListScreeningQuestions)
def list_screening_questions(
    context: Context, query: ListScreeningQuestions
) -> tuple[ScreeningQuestion, ...]:
    """Without what is accepted, for all who might apply."""
    found = context.get(Panel, query.panel)
    asked = context.rows(sql.SCREENING_QUESTIONS, panel=found.id)
    if context.can("feedback.manage_panels"):
        return tuple(asked)
    return tuple(evolve(question, accepted_options=()) for question in asked)


@feedback.handles(ReadPanelConsent)
def read_panel_consent(context: Context, query: ReadPanelConsent) -> PanelConsent:
    """Of a panel the actor may see."""
    found = context.get(Panel, query.panel)
    version = found.consent_version if query.version is None else query.version
    if 0 < version <= _LAST_VERSION:
        consent = context.one(sql.CONSENT, panel=found.id, version=version)
        if consent is not None:
            return consent
    raise NotFound("feedback.consent_not_found", f"this panel has no consent of version {version}")


@feedback.handles(ReadMyPanelParticipation)
def read_my_panel_participation(context: Context, query: ReadMyPanelParticipation) -> Panelist:
    """In a panel the actor may see."""
    found = context.get(Panel, query.panel)
    return fetch_panelist(context, found.id, context.member)


@feedback.handles(ListMyTasks)
def list_my_tasks(context: Context, query: ListMyTasks) -> Page[TaskAssignment]:
    """By the ids of the tasks."""
    limit = page_size(query.limit)
    found = context.rows(
        tasks_sql.MY_TASKS, member=context.member, after=id_after(query.after), size=limit + 1
    )
    return cut(found, limit, lambda mine: mine.task.bytes)


@feedback.handles(ReadTask)
def read_task(context: Context, query: ReadTask) -> PanelTask:
    """Through the door."""
    return context.get(PanelTask, query.task)


@feedback.handles(ListPanelists)
def list_panelists(context: Context, query: ListPanelists) -> Page[Panelist]:
    """By member."""
    panel = context.get(Panel, query.panel)
    limit = page_size(query.limit)
    after = UUID(int=0) if query.after is None else UUID(bytes=decode_cursor(query.after, 16))
    found = context.rows(sql.PANELIST_PAGE, panel=panel.id, state=query.state, after=after, size=limit + 1)
    return cut(found, limit, lambda panelist: panelist.member.bytes)


@feedback.handles(ReadFinding)
def read_finding(context: Context, query: ReadFinding) -> Finding:
    """Through the door."""
    return context.get(Finding, query.finding)


@feedback.handles(ListFindings)
def list_findings(context: Context, query: ListFindings) -> Page[Finding]:
    """Of a panel the actor may see, by id."""
    panel = context.get(Panel, query.panel)
    limit = page_size(query.limit)
    found = context.rows(
        tasks_sql.FINDING_PAGE,
        panel=panel.id,
        after=id_after(query.after),
        size=limit + 1,
        **visibility_params(context),
    )
    return cut(found, limit, lambda finding: finding.id.bytes)


@feedback.handles(ListIncentives)
def list_incentives(context: Context, query: ListIncentives) -> Page[Incentive]:
    """Of a panel the actor may see, by id."""
    panel = context.get(Panel, query.panel)
    limit = page_size(query.limit)
    found = context.rows(
        tasks_sql.INCENTIVE_PAGE,
        panel=panel.id,
        after=id_after(query.after),
        size=limit + 1,
        **visibility_params(context),
    )
    return cut(found, limit, lambda incentive: incentive.id.bytes)


@feedback.handles(ReadPanelMetrics)
def read_panel_metrics(context: Context, query: ReadPanelMetrics) -> PanelMetrics:
    """Counted when asked: who runs a panel looks now and then."""
    panel = context.get(Panel, query.panel)
    panelists: dict[tuple[PanelistState, bool], int] = {
        (state, bool(active)): count
        for state, active, count in context.rows(tasks_sql.PANELIST_COUNTS, panel=panel.id)
    }
    active = panelists.get((PanelistState.ACCEPTED, True), 0)
    paused = panelists.get((PanelistState.ACCEPTED, False), 0)
    ((given, submitted, overdue, found, new),) = context.rows(
        tasks_sql.ASSIGNMENT_COUNTS, panel=panel.id, now=context.now
    )
    ((promised, paid),) = context.rows(tasks_sql.INCENTIVE_COUNTS, panel=panel.id)
    return PanelMetrics(
        applicants=sum(panelists.values()),
        accepted=active + paused,
        active=active,
        paused=paused,
        assigned=given,
        submitted=submitted,
        overdue=overdue,
        completion_rate=submitted / given if given else None,
        findings=found,
        new_findings=new,
        saturation_curve=saturation_curve(context.rows(tasks_sql.SUBMISSION_COUNTS, panel=panel.id)),
        saturated_at=panel.saturated_at,
        incentives_owed=promised - paid,
        incentives_fulfilled=paid,
    )
