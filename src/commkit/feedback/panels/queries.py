"""Handlers of queries of test panels."""

from uuid import UUID

from attrs import evolve

from commkit.feedback.feature import feedback
from commkit.feedback.findings import statements as findings_sql
from commkit.feedback.findings.policy import saturation_curve
from commkit.feedback.incentives import statements as incentives_sql
from commkit.feedback.panels import statements as sql
from commkit.feedback.panels.handlers import fetch_panelist
from commkit.feedback.panels.messages import (
    ListPanelists,
    ListPanels,
    ListScreeningQuestions,
    ReadMyPanelParticipation,
    ReadPanel,
    ReadPanelConsent,
    ReadPanelMetrics,
)
from commkit.feedback.panels.records import (
    Panel,
    PanelConsent,
    Panelist,
    PanelistState,
    PanelMetrics,
    ScreeningQuestion,
)
from commkit.feedback.tasks import statements as tasks_sql
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="feedback.panels")
_BY_MEMBER = keyset(UUID, of="feedback.panelists")
_MAX_VERSION = 2**31 - 1


@feedback.handles(ReadPanel)
def read_panel(context: Context, query: ReadPanel) -> Panel:
    """Load the panel."""
    return context.get(Panel, query.panel)


@feedback.handles(ListPanels)
def list_panels(context: Context, query: ListPanels) -> Page[Panel]:
    """List by id, which rises with time."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PANEL_PAGE, after=after, size=limit + 1)
    return _BY_ID.page(rows, limit, lambda panel: (panel.id,))


@feedback.handles(ListScreeningQuestions)
def list_screening_questions(
    context: Context, query: ListScreeningQuestions
) -> tuple[ScreeningQuestion, ...]:
    """List the questions; the accepted options only for who manages panels."""
    panel = context.get(Panel, query.panel)
    questions = context.rows(sql.SCREENING_QUESTIONS, panel=panel.id)
    if context.can("feedback.manage_panels"):
        return tuple(questions)
    return tuple(evolve(question, accepted_options=()) for question in questions)


@feedback.handles(ReadPanelConsent)
def read_panel_consent(context: Context, query: ReadPanelConsent) -> PanelConsent:
    """Read a consent of a panel visible to the actor."""
    panel = context.get(Panel, query.panel)
    version = panel.consent_version if query.version is None else query.version
    if 0 < version <= _MAX_VERSION:
        consent = context.one(sql.CONSENT, panel=panel.id, version=version)
        if consent is not None:
            return consent
    raise NotFound("feedback.consent_not_found", f"this panel has no consent of version {version}")


@feedback.handles(ReadMyPanelParticipation)
def read_my_panel_participation(context: Context, query: ReadMyPanelParticipation) -> Panelist:
    """Read the actor's participation in a panel visible to them."""
    panel = context.get(Panel, query.panel)
    return fetch_panelist(context, panel.id, context.member)


@feedback.handles(ListPanelists)
def list_panelists(context: Context, query: ListPanelists) -> Page[Panelist]:
    """List by the id of the member."""
    panel = context.get(Panel, query.panel)
    limit = page_size(query.limit)
    by_member = _BY_MEMBER.of_query(query)
    (after,) = by_member.decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.PANELIST_PAGE, panel=panel.id, state=query.state, after=after, size=limit + 1)
    return by_member.page(rows, limit, lambda panelist: (panelist.member,))


@feedback.handles(ReadPanelMetrics)
def read_panel_metrics(context: Context, query: ReadPanelMetrics) -> PanelMetrics:
    """Count at the time of the query: it is asked rarely, so no counters are maintained for it."""
    panel = context.get(Panel, query.panel)
    panelists: dict[tuple[PanelistState, bool], int] = {
        (state, bool(active)): count
        for state, active, count in context.rows(sql.PANELIST_COUNTS, panel=panel.id)
    }
    active = panelists.get((PanelistState.ACCEPTED, True), 0)
    paused = panelists.get((PanelistState.ACCEPTED, False), 0)
    ((assigned, submitted, overdue, findings, new_findings),) = context.rows(
        tasks_sql.ASSIGNMENT_COUNTS, panel=panel.id, now=context.now
    )
    ((promised, fulfilled),) = context.rows(incentives_sql.INCENTIVE_COUNTS, panel=panel.id)
    return PanelMetrics(
        applicants=sum(panelists.values()),
        accepted=active + paused,
        active=active,
        paused=paused,
        assigned=assigned,
        submitted=submitted,
        overdue=overdue,
        completion_rate=submitted / assigned if assigned else None,
        findings=findings,
        new_findings=new_findings,
        saturation_curve=saturation_curve(context.rows(findings_sql.SUBMISSION_COUNTS, panel=panel.id)),
        saturated_at=panel.saturated_at,
        incentives_owed=promised - fulfilled,
        incentives_fulfilled=fulfilled,
    )
