"""The gate that takes no reports from members whose reports are not processed."""

from commkit.moderation.cases.messages import FileReport
from commkit.moderation.decisions.records import ModerationAction
from commkit.moderation.feature import moderation
from commkit.moderation.misuse import statements as sql
from commkit.moderation.misuse.policy import suspended_until
from commkit.moderation.records import ModerationSettings
from commkit.runtime.model.messages import Deny
from commkit.runtime.sessions.context import Context


@moderation.gates(FileReport)
def check_processing(context: Context, command: FileReport) -> Deny | None:
    """Refuse reports while they are suspended, but for those of a danger to somebody's life."""
    if context.member_or_none is None or command.reason in context.settings(ModerationSettings).life_reasons:
        return None
    action = ModerationAction.SUSPEND_REPORTS
    running = context.one(sql.RUNNING, me=context.member, action=action, now=context.now)
    return suspended_until(action, running[0]) if running is not None else None
