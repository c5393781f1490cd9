"""Whether a member's reports are processed, without filing one."""

from collections.abc import Iterator

from commkit.moderation.decisions.records import ModerationAction
from commkit.moderation.feature import moderation
from commkit.moderation.misuse import statements as sql
from commkit.moderation.misuse.gates import check_processing
from commkit.moderation.records import ModerationSettings
from commkit.runtime.model.traces import ExplainRequest, TraceStep
from commkit.runtime.sessions.context import Context


@moderation.explains("moderation.file_report", gate=check_processing)
def explain_processing(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """Explain the suspension of reports, and what it does not hold for."""
    if context.member_or_none is None:
        return
    action = ModerationAction.SUSPEND_REPORTS
    running = context.one(sql.RUNNING, me=context.member, action=action, now=context.now)
    if running is None:
        yield TraceStep("suspension of reports", True, "their reports are processed")
        return
    taken = ", ".join(context.settings(ModerationSettings).life_reasons) or "none"
    because = (
        f"their reports are not processed until {running[0]:%Y-%m-%d %H:%M} UTC, but for the reasons: {taken}"
    )
    yield TraceStep("suspension of reports", False, because)
