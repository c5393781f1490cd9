"""Which restriction each action imposes."""

from typing import Literal

from commkit.moderation.decisions.records import DecisionGround, ModerationAction

Restriction = Literal["silenced", "suspended", "banned"]
RESTRICTIONS: dict[ModerationAction, Restriction] = {
    ModerationAction.SILENCE: "silenced",
    ModerationAction.SUSPEND: "suspended",
    ModerationAction.BAN: "banned",
}
"""The status of the member that an action imposes."""
PROCESSING: dict[ModerationAction, DecisionGround] = {
    ModerationAction.SUSPEND_REPORTS: DecisionGround.UNFOUNDED_NOTICE,
    ModerationAction.SUSPEND_APPEALS: DecisionGround.UNFOUNDED_APPEAL,
}
"""The ground of each action by which something that a member sends is not processed for a time."""
