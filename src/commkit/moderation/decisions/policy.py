"""Whether a decision is complete and fits its case."""

from datetime import datetime

from commkit.moderation.cases.records import Case
from commkit.moderation.decisions.messages import DecideCase
from commkit.moderation.decisions.records import DecisionGround, ModerationAction
from commkit.moderation.sanctions.policy import RESTRICTIONS
from commkit.runtime.model.errors import FieldError, Invalid

WITHOUT_SANCTION = (ModerationAction.DISMISS, ModerationAction.RESTORE)
"""The actions that harm nobody: they need no reasons, and cannot be appealed."""
MISUSE = (DecisionGround.UNFOUNDED_NOTICE, DecisionGround.UNFOUNDED_APPEAL)
"""The grounds that are about what a member did, and not about the object."""


def fits_object(action: ModerationAction, case: Case) -> bool:
    """Whether a decision can do this to the object of a case, and to whom it belongs."""
    if action in (ModerationAction.REMOVE, ModerationAction.RESTORE):
        return case.record == "Post"
    return action is ModerationAction.DISMISS or case.owner is not None


def check_decision(command: DecideCase, case: Case, now: datetime) -> None:
    """Check that a decision has its reasons, and that its action fits the object.

    Raises:
        Invalid: With every fault.
    """
    faults = []
    if command.action not in WITHOUT_SANCTION:
        faults += [
            FieldError(name, "blank", "a decision against somebody needs its reasons")
            for name, text in (("rule", command.rule), ("facts", command.facts))
            if not text.strip()
        ]
    if command.ground is DecisionGround.LAW and not command.law.strip():
        faults.append(FieldError("law", "blank", "name the law, and why the object is against it"))
    if command.ground in MISUSE and command.action in (ModerationAction.REMOVE, *WITHOUT_SANCTION):
        message = "unfounded reports and appeals are a ground for a warning, a strike or a restriction only"
        faults.append(FieldError("ground", "not_about_the_member", message))
    fits = fits_object(command.action, case)
    if command.action in (ModerationAction.REMOVE, ModerationAction.RESTORE) and not fits:
        message = "only posts are removed and restored here; use the command of the object's own kind"
        faults.append(FieldError("action", "not_a_post", message))
    elif not fits:
        faults.append(FieldError("action", "nobody", "this object belongs to no member"))
    if command.until is not None and (command.action not in RESTRICTIONS or command.until <= now):
        message = "only a silence, a suspension or a ban ends, and in the future"
        faults.append(FieldError("until", "no_end", message))
    if faults:
        raise Invalid(faults)


def is_claimed(case: Case, now: datetime) -> bool:
    """Whether a moderator has a claim on the case that has not expired."""
    return case.claimed_by is not None and not (case.claimed_until is not None and case.claimed_until <= now)
