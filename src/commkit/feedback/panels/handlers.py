"""How panels are made, continued and closed, and how panelists apply, agree and leave."""

from typing import Any
from uuid import UUID

from attrs import evolve

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.panels import statements as sql
from commkit.feedback.panels.facts import (
    PanelClosed,
    PanelConsentAccepted,
    PanelConsentUpdated,
    PanelCreated,
    PanelistApplied,
    PanelistLeft,
    PanelResumed,
)
from commkit.feedback.panels.messages import (
    AcceptPanelConsent,
    ApplyToPanel,
    ClosePanel,
    CreatePanel,
    LeavePanel,
    ResumePanel,
    UpdatePanelConsent,
)
from commkit.feedback.panels.policy import answer_errors, passes, screening_errors
from commkit.feedback.panels.records import Panel, PanelConsent, PanelId, Panelist, PanelistState
from commkit.runtime.model.errors import Conflict, FieldError, Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

_MAX_RUN_LENGTH = 1_000
_NOBODY = UUID(int=0)


@feedback.loads(Panel)
def fetch_panel(session: Session, id: PanelId) -> Panel | None:
    """An open panel, one that the actor tests in, or any for who runs panels."""
    return session.one(sql.ONE_PANEL, id=id, **visibility_params(session))


@feedback.handles(CreatePanel)
def create_panel(session: Session, command: CreatePanel) -> Panel:
    """With its questions and its first consent."""
    run_length = command.run_length
    if run_length is None:
        run_length = session.settings(FeedbackSettings).run_length
    faults = screening_errors(command.screening)
    if not 1 <= run_length <= _MAX_RUN_LENGTH:
        faults.append(FieldError("run_length", "out_of_range", f"name 1 to {_MAX_RUN_LENGTH} submissions"))
    if faults:
        raise Invalid(faults)
    made = Panel(
        id=PanelId(session.new_id()),
        title=command.title,
        description=command.description,
        consent_version=1,
        run_length=run_length,
        created_at=session.now,
        closed_at=None,
        saturated_at=None,
        submission_count=0,
    )
    session.run(sql.ADD_PANEL, made, created_by=session.member_or_none, counted_from=0)
    session.run_many(
        sql.ADD_SCREENING_QUESTION,
        [
            {
                "panel": made.id,
                "number": number,
                "prompt": draft.prompt,
                "options": "\n".join(draft.options),
                "accepted_options": tuple(map(str, sorted(set(draft.accepted_options)))),
            }
            for number, draft in enumerate(command.screening, 1)
        ],
    )
    _add_consent(session, PanelConsent(made.id, 1, command.consent, session.now))
    session.emit(PanelCreated(panel=made.id))
    return made


@feedback.handles(ClosePanel)
def close_panel(session: Session, command: ClosePanel) -> Panel:
    """For good."""
    found = session.get(Panel, command.panel)
    if not session.run(sql.CLOSE_PANEL, id=found.id, now=session.now):
        raise Conflict("feedback.panel_closed", "this panel is closed already")
    session.emit(PanelClosed(panel=found.id))
    return evolve(found, closed_at=session.now)


@feedback.handles(ResumePanel)
def resume_panel(session: Session, command: ResumePanel) -> Panel:
    """Count for saturation anew."""
    found = session.get(Panel, command.panel)
    if not session.run(sql.RESUME_PANEL, id=found.id):
        raise Conflict("feedback.not_saturated", "this panel is not saturated, or it is closed")
    session.emit(PanelResumed(panel=found.id))
    return evolve(found, saturated_at=None)


@feedback.handles(UpdatePanelConsent)
def update_panel_consent(session: Session, command: UpdatePanelConsent) -> PanelConsent:
    """One version further, unless somebody was faster; earlier texts are kept as what panelists agreed to."""
    found = session.get(Panel, command.panel)
    seen = found.consent_version
    if command.version != seen or not session.run(sql.SET_CONSENT, id=found.id, seen=seen):
        raise Conflict("feedback.stale", "the consent was changed in the meantime; read it again")
    changed = PanelConsent(found.id, command.version + 1, command.text, session.now)
    _add_consent(session, changed)
    session.emit(PanelConsentUpdated(panel=found.id, version=changed.version))
    return changed


@feedback.handles(ApplyToPanel)
def apply_to_panel(session: Session, command: ApplyToPanel) -> Panelist:
    """Once, decided by the key; the answers decide at once."""
    found = session.get(Panel, command.panel)
    member = session.member
    if found.closed_at is not None:
        raise Conflict("feedback.panel_closed", "this panel takes no more panelists")
    if command.consent_version != found.consent_version:
        raise Conflict(
            "feedback.consent_outdated", "the consent is another one by now; read it and apply again"
        )
    questions = session.rows(sql.SCREENING_QUESTIONS, panel=found.id)
    faults = answer_errors(questions, command.answers)
    if faults:
        raise Invalid(faults)
    state = PanelistState.ACCEPTED if passes(questions, command.answers) else PanelistState.SCREENED_OUT
    if not session.run(
        sql.UPSERT_PANELIST,
        panel=found.id,
        member=member,
        state=state,
        consent_version=command.consent_version,
        consented_at=session.now,
        applied_at=session.now,
    ):
        raise Conflict("feedback.already_applied", "you have applied for this panel")
    session.run(sql.DELETE_SCREENING_ANSWERS, panel=found.id, member=member)
    session.run_many(
        sql.ADD_SCREENING_ANSWER,
        [
            {"panel": found.id, "member": member, "question": question.number, "chosen": chosen}
            for question, chosen in zip(questions, command.answers, strict=True)
        ],
    )
    session.emit(
        PanelistApplied(panel=found.id, member=member, state=state, consent_version=command.consent_version)
    )
    return fetch_panelist(session, found.id, member)


@feedback.handles(AcceptPanelConsent)
def accept_panel_consent(session: Session, command: AcceptPanelConsent) -> Panelist:
    """To the present version; should it change just now, they pause again."""
    found = session.get(Panel, command.panel)
    member = session.member
    if command.version != found.consent_version:
        raise Conflict("feedback.consent_outdated", "the consent is another one by now; read it first")
    if not session.run(
        sql.ACCEPT_CONSENT, panel=found.id, member=member, version=command.version, now=session.now
    ):
        raise not_a_panelist()
    session.emit(PanelConsentAccepted(panel=found.id, member=member, version=command.version))
    return fetch_panelist(session, found.id, member)


@feedback.handles(LeavePanel)
def leave_panel(session: Session, command: LeavePanel) -> Panelist:
    """What they found stays."""
    found = session.get(Panel, command.panel)
    member = session.member
    if not session.run(sql.MARK_LEFT, panel=found.id, member=member):
        raise not_a_panelist()
    session.emit(PanelistLeft(panel=found.id, member=member))
    return fetch_panelist(session, found.id, member)


def visibility_params(session: Session) -> dict[str, Any]:
    """What decides what the actor sees of panels."""
    return {"manages": session.can("feedback.manage_panels"), "me": session.member_or_none or _NOBODY}


def fetch_panelist(session: Session, panel: PanelId, member: MemberId) -> Panelist:
    """A member's part in a panel.

    Raises:
        NotFound: They never applied.
    """
    found = session.one(sql.ONE_PANELIST, panel=panel, member=member)
    if found is None:
        raise NotFound("feedback.panelist_not_found", "this member has not applied for this panel")
    return found


def not_a_panelist() -> Conflict:
    """The error of who does what only panelists do."""
    return Conflict("feedback.not_a_panelist", "only accepted panelists of this panel do that; apply first")


def _add_consent(session: Session, consent: PanelConsent) -> None:
    session.run(sql.ADD_CONSENT, consent, by=session.member_or_none)
