"""Which restriction each action imposes."""

from typing import Literal

from commkit.moderation.decisions.records import ModerationAction

Restriction = Literal["silenced", "suspended", "banned"]
RESTRICTIONS: dict[ModerationAction, Restriction] = {
    ModerationAction.SILENCE: "silenced",
    ModerationAction.SUSPEND: "suspended",
    ModerationAction.BAN: "banned",
}
"""The status of the member that an action imposes."""
