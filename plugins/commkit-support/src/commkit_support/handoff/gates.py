"""What may not be done while a help desk is required, or has a question."""

from commkit import Context, Deny
from commkit.communities import UpdateSettings
from commkit.posts import MergeThreads
from commkit_support.handoff import statements as sql
from commkit_support.handoff.feature import HandoffSettings, handoff
from commkit_support.handoff.policy import HANDED_OFF, HELP_DESK_REQUIRED
from commkit_support.handoff.ports import HelpDesk


@handoff.gates(UpdateSettings)
def check_help_desk_reason(context: Context, command: UpdateSettings) -> Deny | None:
    """Refuse to clear the reason of a community without a help desk."""
    if command.feature != handoff.name:
        return None
    reason = command.values.get("no_help_desk_reason", context.settings(HandoffSettings).no_help_desk_reason)
    if context.port(HelpDesk) is not None or str(reason).strip():
        return None
    return Deny("support.help_desk_required", HELP_DESK_REQUIRED)


@handoff.gates(MergeThreads)
def check_merge_not_handed_off(context: Context, command: MergeThreads) -> Deny | None:
    """Refuse to merge a question that the help desk has: its answer would come back to a thread that is gone."""
    if context.one(sql.ACTIVE_HANDOFF, question=command.thread) is None:
        return None
    return Deny("support.already_handed_off", HANDED_OFF)
