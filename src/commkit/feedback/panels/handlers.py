"""Handlers of commands of test panels, and their loader."""

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
from commkit.feedback.panels.tables import panel
from commkit.runtime.model.errors import Conflict, FieldError, Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.spaces import place_in_space

_MAX_RUN_LENGTH = 1_000


@feedback.loads(Panel, table=panel)
def fetch_panel(context: Context, id: PanelId) -> Panel | None:
    """Load a panel that the actor may see."""
    return context.one(sql.ONE_PANEL, id=id)


@feedback.handles(CreatePanel)
def create_panel(context: Context, command: CreatePanel) -> Panel:
    """Add the panel with its screening questions and its first consent."""
    run_length = command.run_length
    if run_length is None:
        run_length = context.settings(FeedbackSettings).run_length
    errors = screening_errors(command.screening)
    if not 1 <= run_length <= _MAX_RUN_LENGTH:
        errors.append(FieldError("run_length", "out_of_range", f"give 1 to {_MAX_RUN_LENGTH} submissions"))
    if errors:
        raise Invalid(errors)
    space, audience = place_in_space(context, command.space)
    panel = Panel(
        id=PanelId(context.new_id()),
        title=command.title,
        description=command.description,
        consent_version=1,
        run_length=run_length,
        created_at=context.now,
        closed_at=None,
        saturated_at=None,
        submission_count=0,
        space=space,
        audience=audience,
    )
    context.run(sql.ADD_PANEL, panel, created_by=context.member_or_none, counted_from=0)
    context.run_many(
        sql.ADD_SCREENING_QUESTION,
        [
            {
                "panel": panel.id,
                "number": number,
                "prompt": draft.prompt,
                "options": "\n".join(draft.options),
                "accepted_options": tuple(map(str, sorted(set(draft.accepted_options)))),
            }
            for number, draft in enumerate(command.screening, 1)
        ],
    )
    _add_consent(context, PanelConsent(panel.id, 1, command.consent, context.now))
    context.emit(PanelCreated(panel=panel.id))
    return panel


@feedback.handles(ClosePanel)
def close_panel(context: Context, command: ClosePanel) -> Panel:
    """Close it now."""
    panel = context.get(Panel, command.panel)
    if not context.run(sql.CLOSE_PANEL, id=panel.id, now=context.now):
        raise Conflict("feedback.panel_closed", "this panel is closed already")
    context.emit(PanelClosed(panel=panel.id))
    return evolve(panel, closed_at=context.now)


@feedback.handles(ResumePanel)
def resume_panel(context: Context, command: ResumePanel) -> Panel:
    """Start counting towards saturation again."""
    panel = context.get(Panel, command.panel)
    if not context.run(sql.RESUME_PANEL, id=panel.id):
        raise Conflict("feedback.not_saturated", "this panel is not saturated, or it is closed")
    context.emit(PanelResumed(panel=panel.id))
    return evolve(panel, saturated_at=None)


@feedback.handles(UpdatePanelConsent)
def update_panel_consent(context: Context, command: UpdatePanelConsent) -> PanelConsent:
    """Add the next version if the current one is the expected one; earlier versions, which panelists accepted, stay."""
    panel = context.get(Panel, command.panel)
    if command.version != panel.consent_version or not context.run(
        sql.SET_CONSENT, id=panel.id, expected=panel.consent_version
    ):
        raise Conflict("feedback.stale", "the consent was changed in the meantime; read it again")
    changed = PanelConsent(panel.id, command.version + 1, command.text, context.now)
    _add_consent(context, changed)
    context.emit(PanelConsentUpdated(panel=panel.id, version=changed.version))
    return changed


@feedback.handles(ApplyToPanel)
def apply_to_panel(context: Context, command: ApplyToPanel) -> Panelist:
    """Add the application, which a key limits to one, and decide it by the answers."""
    panel = context.get(Panel, command.panel)
    member = context.member
    if panel.closed_at is not None:
        raise Conflict("feedback.panel_closed", "this panel accepts no more panelists")
    if command.consent_version != panel.consent_version:
        raise Conflict("feedback.consent_outdated", "the consent has changed; read it and apply again")
    questions = context.rows(sql.SCREENING_QUESTIONS, panel=panel.id)
    errors = answer_errors(questions, command.answers)
    if errors:
        raise Invalid(errors)
    state = PanelistState.ACCEPTED if passes(questions, command.answers) else PanelistState.SCREENED_OUT
    if not context.run(
        sql.UPSERT_PANELIST,
        panel=panel.id,
        member=member,
        state=state,
        consent_version=command.consent_version,
        consented_at=context.now,
        applied_at=context.now,
    ):
        raise Conflict("feedback.already_applied", "you have applied to this panel")
    context.run(sql.DELETE_SCREENING_ANSWERS, panel=panel.id, member=member)
    context.run_many(
        sql.ADD_SCREENING_ANSWER,
        [
            {"panel": panel.id, "member": member, "question": question.number, "chosen": chosen}
            for question, chosen in zip(questions, command.answers, strict=True)
        ],
    )
    context.emit(
        PanelistApplied(panel=panel.id, member=member, state=state, consent_version=command.consent_version)
    )
    return fetch_panelist(context, panel.id, member)


@feedback.handles(AcceptPanelConsent)
def accept_panel_consent(context: Context, command: AcceptPanelConsent) -> Panelist:
    """Accept the current version; a change that commits later pauses the panelist again."""
    panel = context.get(Panel, command.panel)
    member = context.member
    if command.version != panel.consent_version:
        raise Conflict("feedback.consent_outdated", "the consent has changed; read it first")
    if not context.run(
        sql.ACCEPT_CONSENT, panel=panel.id, member=member, version=command.version, now=context.now
    ):
        raise _not_a_panelist()
    context.emit(PanelConsentAccepted(panel=panel.id, member=member, version=command.version))
    return fetch_panelist(context, panel.id, member)


@feedback.handles(LeavePanel)
def leave_panel(context: Context, command: LeavePanel) -> Panelist:
    """Mark the panelist as left; their findings stay."""
    panel = context.get(Panel, command.panel)
    member = context.member
    if not context.run(sql.MARK_LEFT, panel=panel.id, member=member):
        raise _not_a_panelist()
    context.emit(PanelistLeft(panel=panel.id, member=member))
    return fetch_panelist(context, panel.id, member)


def fetch_panelist(context: Context, panel: PanelId, member: MemberId) -> Panelist:
    """Load a member's participation in a panel.

    Raises:
        NotFound: The member never applied.
    """
    panelist = context.one(sql.ONE_PANELIST, panel=panel, member=member)
    if panelist is None:
        raise NotFound("feedback.panelist_not_found", "this member has not applied to this panel")
    return panelist


def _not_a_panelist() -> Conflict:
    return Conflict(
        "feedback.not_a_panelist", "only accepted panelists of this panel can do that; apply first"
    )


def _add_consent(context: Context, consent: PanelConsent) -> None:
    context.run(sql.ADD_CONSENT, consent, by=context.member_or_none)
