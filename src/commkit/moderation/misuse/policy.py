"""What a suspension of reports or appeals needs; no database."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from commkit.moderation.decisions.messages import DecideCase
from commkit.moderation.decisions.records import DecisionGround, ModerationAction
from commkit.moderation.misuse.records import Evidence
from commkit.moderation.records import ModerationSettings
from commkit.moderation.sanctions.policy import PROCESSING
from commkit.runtime.model.errors import Denied, FieldError
from commkit.runtime.model.messages import Deny

_MADE = {ModerationAction.SUSPEND_REPORTS: "reports", ModerationAction.SUSPEND_APPEALS: "appeals"}
_CODES = {
    ModerationAction.SUSPEND_REPORTS: "moderation.reports_suspended",
    ModerationAction.SUSPEND_APPEALS: "moderation.appeals_suspended",
}


def period_start(settings: ModerationSettings, now: datetime) -> datetime:
    """Where the period begins that is looked at: with a day (UTC), as a statement of reasons names it."""
    return (now - settings.misuse_period).replace(hour=0, minute=0, second=0, microsecond=0)


def ground_of(action: ModerationAction) -> DecisionGround:
    """The ground on which reports, or appeals, are suspended."""
    return PROCESSING[action]


def faults_of_evidence(
    command: DecideCase,
    settings: ModerationSettings,
    now: datetime,
    *,
    found: Mapping[UUID, datetime],
    warned_at: datetime | None,
) -> Iterator[FieldError]:
    """What a decision to suspend lacks: Regulation (EU) 2022/2065, art. 23 (2) and (3).

    Args:
        command: The decision.
        settings: Of the community.
        now: The moment.
        found: When each report or appeal that it names was made; of those of the member that led to nothing.
        warned_at: When the member was first warned of it in the period; None where they were not.
    """
    made = _MADE[command.action]
    named = set(command.evidence)
    if len(named) < settings.misuse_least:
        message = f"name {settings.misuse_least} {made} at least that were manifestly unfounded"
        yield FieldError("evidence", "too_few", message)
    elif named - found.keys():
        message = (
            f"name {made} of this member that led to nothing since {period_start(settings, now):%Y-%m-%d}"
        )
        yield FieldError("evidence", "not_unfounded", message)
    elif warned_at is not None and not any(at > warned_at for at in found.values()):
        message = "they have made none of these since they were warned; wait whether they do it again"
        yield FieldError("evidence", "before_warning", message)
    if warned_at is None:
        message = f"warn them first, on the ground {ground_of(command.action).value}"
        yield FieldError("action", "not_warned", message)
    if command.until is not None and command.until > now + settings.longest_processing_suspension:
        days = settings.longest_processing_suspension.days
        yield FieldError("until", "too_long", f"suspend it for {days} days at most")


def numbers_told(action: ModerationAction, evidence: Evidence, now: datetime) -> str:
    """The sentence about the numbers that a statement of reasons has, as art. 23 (3) names them."""
    return (
        f"From {evidence.since:%Y-%m-%d} to {now:%Y-%m-%d} the member made {evidence.made} {_MADE[action]}, "
        f"of which {len(evidence.ids)} were manifestly unfounded."
    )


def suspended_until(action: ModerationAction, until: datetime) -> Deny:
    """The refusal of a report or an appeal."""
    return Deny(
        _CODES[action],
        f"your {_MADE[action]} are not processed until {until:%Y-%m-%d %H:%M} UTC; the decision says why, "
        "and can be appealed",
    )


def judged_by_people() -> Denied:
    """The error of a rule that would suspend: art. 23 (3) asks for a judgement of each case."""
    return Denied(
        "moderation.judged_by_people", "a moderator decides this case by case; decide it as a member who may"
    )
