"""How panels are read: the panels, their questions and consents, panelists, tasks, findings, promises and numbers."""

from uuid import UUID

from attrs import evolve

from commkit.feedback.feature import feedback
from commkit.feedback.keyset import id_after
from commkit.feedback.panels import statements as sql
from commkit.feedback.panels import task_statements as tasks_sql
from commkit.feedback.panels.handlers import eyes, fetch_panelist
from commkit.feedback.panels.policy import curve
from commkit.feedback.panels.questions import (
    Findings,
    Incentives,
    MyPart,
    MyTasks,
    Panelists,
    PanelPage,
    ReadConsent,
    ReadFinding,
    ReadPanel,
    ReadPanelNumbers,
    ReadTask,
    ScreeningQuestions,
)
from commkit.feedback.panels.records import (
    Assignment,
    Consent,
    Finding,
    Incentive,
    Panel,
    Panelist,
    PanelistState,
    PanelNumbers,
    PanelTask,
    ScreeningQuestion,
)
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_LAST_VERSION = 2**31 - 1


@feedback.handles(ReadPanel)
def read_panel(session: Session, query: ReadPanel) -> Panel:
    """Through the door."""
    return session.get(Panel, query.panel)


@feedback.handles(PanelPage)
def panel_page(session: Session, query: PanelPage) -> Page[Panel]:
    """By id, which rises with time."""
    limit = page_size(query.limit)
    found = session.rows(sql.PANEL_PAGE, after=id_after(query.after), size=limit + 1, **eyes(session))
    return cut(found, limit, lambda panel: panel.id.bytes)


@feedback.handles(ScreeningQuestions)
def screening_questions(session: Session, query: ScreeningQuestions) -> tuple[ScreeningQuestion, ...]:
    """Without what is accepted, for all who might apply."""
    found = session.get(Panel, query.panel)
    asked = session.rows(sql.SCREENING, panel=found.id)
    if session.can("feedback.panel"):
        return tuple(asked)
    return tuple(evolve(question, accepts=()) for question in asked)


@feedback.handles(ReadConsent)
def read_consent(session: Session, query: ReadConsent) -> Consent:
    """Of a panel the actor may see."""
    found = session.get(Panel, query.panel)
    version = found.consent_version if query.version is None else query.version
    if 0 < version <= _LAST_VERSION:
        consent = session.one(sql.CONSENT, panel=found.id, version=version)
        if consent is not None:
            return consent
    raise NotFound("feedback.no_consent", f"this panel has no consent of version {version}")


@feedback.handles(MyPart)
def my_part(session: Session, query: MyPart) -> Panelist:
    """In a panel the actor may see."""
    found = session.get(Panel, query.panel)
    return fetch_panelist(session, found.id, session.member)


@feedback.handles(MyTasks)
def my_tasks(session: Session, query: MyTasks) -> Page[Assignment]:
    """By the ids of the tasks."""
    limit = page_size(query.limit)
    found = session.rows(
        tasks_sql.MY_TASKS, member=session.member, after=id_after(query.after), size=limit + 1
    )
    return cut(found, limit, lambda mine: mine.task.bytes)


@feedback.handles(ReadTask)
def read_task(session: Session, query: ReadTask) -> PanelTask:
    """Through the door."""
    return session.get(PanelTask, query.task)


@feedback.handles(Panelists)
def panelists(session: Session, query: Panelists) -> Page[Panelist]:
    """By member."""
    panel = session.get(Panel, query.panel)
    limit = page_size(query.limit)
    after = UUID(int=0) if query.after is None else UUID(bytes=decode_cursor(query.after, 16))
    found = session.rows(sql.PANELIST_PAGE, panel=panel.id, state=query.state, after=after, size=limit + 1)
    return cut(found, limit, lambda panelist: panelist.member.bytes)


@feedback.handles(ReadFinding)
def read_finding(session: Session, query: ReadFinding) -> Finding:
    """Through the door."""
    return session.get(Finding, query.finding)


@feedback.handles(Findings)
def findings(session: Session, query: Findings) -> Page[Finding]:
    """Of a panel the actor may see, by id."""
    panel = session.get(Panel, query.panel)
    limit = page_size(query.limit)
    found = session.rows(
        tasks_sql.FINDING_PAGE, panel=panel.id, after=id_after(query.after), size=limit + 1, **eyes(session)
    )
    return cut(found, limit, lambda finding: finding.id.bytes)


@feedback.handles(Incentives)
def incentives(session: Session, query: Incentives) -> Page[Incentive]:
    """Of a panel the actor may see, by id."""
    panel = session.get(Panel, query.panel)
    limit = page_size(query.limit)
    found = session.rows(
        tasks_sql.INCENTIVE_PAGE, panel=panel.id, after=id_after(query.after), size=limit + 1, **eyes(session)
    )
    return cut(found, limit, lambda incentive: incentive.id.bytes)


@feedback.handles(ReadPanelNumbers)
def read_panel_numbers(session: Session, query: ReadPanelNumbers) -> PanelNumbers:
    """Counted when asked: who runs a panel looks now and then."""
    panel = session.get(Panel, query.panel)
    panelists: dict[tuple[PanelistState, bool], int] = {
        (state, bool(active)): count
        for state, active, count in session.rows(tasks_sql.STATES, panel=panel.id)
    }
    active = panelists.get((PanelistState.ACCEPTED, True), 0)
    paused = panelists.get((PanelistState.ACCEPTED, False), 0)
    ((given, submitted, overdue, found, new),) = session.rows(
        tasks_sql.GIVEN_OUT, panel=panel.id, now=session.now
    )
    ((promised, paid),) = session.rows(tasks_sql.PROMISES, panel=panel.id)
    return PanelNumbers(
        applicants=sum(panelists.values()),
        accepted=active + paused,
        active=active,
        paused=paused,
        given=given,
        submitted=submitted,
        overdue=overdue,
        completion_rate=submitted / given if given else None,
        findings=found,
        new_findings=new,
        curve=curve(session.rows(tasks_sql.CURVE, panel=panel.id)),
        saturated_at=panel.saturated_at,
        owed=promised - paid,
        paid=paid,
    )
