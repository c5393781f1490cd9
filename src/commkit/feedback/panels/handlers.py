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
from commkit.runtime.sessions.context import Context

_MAX_RUN_LENGTH = 1_000
_NOBODY = UUID(int=0)


@feedback.loads(Panel)
def fetch_panel(context: Context, id: PanelId) -> Panel | None:
    """An open panel, one that the actor tests in, or any for who runs panels."""
    return context.one(sql.ONE_PANEL, id=id, **visibility_params(context))


@feedback.handles(CreatePanel)
def create_panel(context: Context, command: CreatePanel) -> Panel:
    """With its questions and its first consent."""
    run_length = command.run_length
    if run_length is None:
        run_length = context.settings(FeedbackSettings).run_length
    faults = screening_errors(command.screening)
    if not 1 <= run_length <= _MAX_RUN_LENGTH:
        faults.append(FieldError("run_length", "out_of_range", f"name 1 to {_MAX_RUN_LENGTH} submissions"))
    if faults:
        raise Invalid(faults)
    made = Panel(
        id=PanelId(context.new_id()),
        title=command.title,
        description=command.description,
        consent_version=1,
        run_length=run_length,
        created_at=context.now,
        closed_at=None,
        saturated_at=None,
        submission_count=0,
    )
    context.run(sql.ADD_PANEL, made, created_by=context.member_or_none, counted_from=0)
    context.run_many(
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
    _add_consent(context, PanelConsent(made.id, 1, command.consent, context.now))
    context.emit(PanelCreated(panel=made.id))
    return made


@feedback.handles(ClosePanel)
def close_panel(context: Context, command: ClosePanel) -> Panel:
    """For good."""
    found = context.get(Panel, command.panel)
    if not context.run(sql.CLOSE_PANEL, id=found.id, now=context.now):
        raise Conflict("feedback.panel_closed", "this panel is closed already")
    context.emit(PanelClosed(panel=found.id))
    return evolve(found, closed_at=context.now)


@feedback.handles(ResumePanel)
def resume_panel(context: Context, command: ResumePanel) -> Panel:
    """Count for saturation anew."""
    found = context.get(Panel, command.panel)
    if not context.run(sql.RESUME_PANEL, id=found.id):
        raise Conflict("feedback.not_saturated", "this panel is not saturated, or it is closed")
    context.emit(PanelResumed(panel=found.id))
    return evolve(found, saturated_at=None)


@feedback.handles(UpdatePanelConsent)
def update_panel_consent(context: Context, command: UpdatePanelConsent) -> PanelConsent:
    """One version further, unless somebody was faster; earlier texts are kept as what panelists agreed to."""
    found = context.get(Panel, command.panel)
    seen = found.consent_version
    if command.version != seen or not context.run(sql.SET_CONSENT, id=found.id, seen=seen):
        raise Conflict("feedback.stale", "the consent was changed in the meantime; read it again")
    changed = PanelConsent(found.id, command.version + 1, command.text, context.now)
    _add_consent(context, changed)
    context.emit(PanelConsentUpdated(panel=found.id, version=changed.version))
    return changed


@feedback.handles(ApplyToPanel)
def apply_to_panel(context: Context, command: ApplyToPanel) -> Panelist:
    """Once, decided by the key; the answers decide at once."""
    found = context.get(Panel, command.panel)
    member = context.member
    if found.closed_at is not None:
        raise Conflict("feedback.panel_closed", "this panel takes no more panelists")
    if command.consent_version != found.consent_version:
        raise Conflict(
            "feedback.consent_outdated", "the consent is another one by now; read it and apply again"
        )
    questions = context.rows(sql.SCREENING_QUESTIONS, panel=found.id)
    faults = answer_errors(questions, command.answers)
    if faults:
        raise Invalid(faults)
    state = PanelistState.ACCEPTED if passes(questions, command.answers) else PanelistState.SCREENED_OUT
    if not context.run(
        sql.UPSERT_PANELIST,
        panel=found.id,
        member=member,
        state=state,
        consent_version=command.consent_version,
        consented_at=context.now,
        applied_at=context.now,
    ):
        raise Conflict("feedback.already_applied", "you have applied for this panel")
    context.run(sql.DELETE_SCREENING_ANSWERS, panel=found.id, member=member)
    context.run_many(
        sql.ADD_SCREENING_ANSWER,
        [
            {"panel": found.id, "member": member, "question": question.number, "chosen": chosen}
            for question, chosen in zip(questions, command.answers, strict=True)
        ],
    )
    context.emit(
        PanelistApplied(panel=found.id, member=member, state=state, consent_version=command.consent_version)
    )
    return fetch_panelist(context, found.id, member)


@feedback.handles(AcceptPanelConsent)
def accept_panel_consent(context: Context, command: AcceptPanelConsent) -> Panelist:
    """To the present version; should it change just now, they pause again."""
    found = context.get(Panel, command.panel)
    member = context.member
    if command.version != found.consent_version:
        raise Conflict("feedback.consent_outdated", "the consent is another one by now; read it first")
    if not context.run(
        sql.ACCEPT_CONSENT, panel=found.id, member=member, version=command.version, now=context.now
    ):
        raise not_a_panelist()
    context.emit(PanelConsentAccepted(panel=found.id, member=member, version=command.version))
    return fetch_panelist(context, found.id, member)


@feedback.handles(LeavePanel)
def leave_panel(context: Context, command: LeavePanel) -> Panelist:
    """What they found stays."""
    found = context.get(Panel, command.panel)
    member = context.member
    if not context.run(sql.MARK_LEFT, panel=found.id, member=member):
        raise not_a_panelist()
    context.emit(PanelistLeft(panel=found.id, member=member))
    return fetch_panelist(context, found.id, member)


def visibility_params(context: Context) -> dict[str, Any]:
    """What decides what the actor sees of panels."""
    return {"manages": context.can("feedback.manage_panels"), "me": context.member_or_none or _NOBODY}


def fetch_panelist(context: Context, panel: PanelId, member: MemberId) -> Panelist:
    """A member's part in a panel.

    Raises:
        NotFound: They never applied.
    """
    found = context.one(sql.ONE_PANELIST, panel=panel, member=member)
    if found is None:
        raise NotFound("feedback.panelist_not_found", "this member has not applied for this panel")
    return found


def not_a_panelist() -> Conflict:
    """The error of who does what only panelists do."""
    return Conflict("feedback.not_a_panelist", "only accepted panelists of this panel do that; apply first")


def _add_consent(context: Context, consent: PanelConsent) -> None:
    context.run(sql.ADD_CONSENT, consent, by=context.member_or_none)
