"""Whether a decision is complete and fits its case."""

from collections.abc import Iterator
from datetime import datetime

from commkit.moderation.cases.records import Case
from commkit.moderation.decisions.messages import DecideCase
from commkit.moderation.decisions.records import DecisionGround, ModerationAction
from commkit.moderation.sanctions.policy import PROCESSING, RESTRICTIONS
from commkit.runtime.model.errors import FieldError, Invalid

WITHOUT_SANCTION = (ModerationAction.DISMISS, ModerationAction.RESTORE)
"""The actions that harm nobody: they need no reasons, and cannot be appealed."""
MISUSE = (DecisionGround.UNFOUNDED_NOTICE, DecisionGround.UNFOUNDED_APPEAL)
"""The grounds that are about what a member did, and not about the object."""


def fits_object(action: ModerationAction, case: Case) -> bool:
    """Whether a decision can do this to the object of a case, and to whom it belongs."""
    if action in (ModerationAction.REMOVE, ModerationAction.RESTORE):
        return case.record == "Post"
    if action in PROCESSING:
        return case.record == "Membership" and case.owner is not None
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
    elif command.action in PROCESSING and not fits:
        message = "report the member whose reports or appeals are unfounded, as a Membership, and decide that"
        faults.append(FieldError("action", "not_a_member", message))
    elif not fits:
        faults.append(FieldError("action", "nobody", "this object belongs to no member"))
    ends = command.action in RESTRICTIONS or command.action in PROCESSING
    if command.until is not None and (not ends or command.until <= now):
        message = "only a silence, a suspension or a ban ends, and in the future"
        faults.append(FieldError("until", "no_end", message))
    faults += _misuse_faults(command)
    if faults:
        raise Invalid(faults)


def _misuse_faults(command: DecideCase) -> Iterator[FieldError]:
    if command.action not in PROCESSING:
        if command.evidence:
            message = "name unfounded reports or appeals only where these are suspended"
            yield FieldError("evidence", "not_needed", message)
        return
    if command.until is None:
        yield FieldError("until", "blank", "reports and appeals are suspended for a time; say until when")
    if command.ground is not PROCESSING[command.action]:
        message = f"give the ground {PROCESSING[command.action].value} for {command.action.value}"
        yield FieldError("ground", "other_misuse", message)


def is_claimed(case: Case, now: datetime) -> bool:
    """Whether a moderator has a claim on the case that has not expired."""
    return case.claimed_by is not None and not (case.claimed_until is not None and case.claimed_until <= now)
