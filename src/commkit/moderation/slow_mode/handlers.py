"""How slow mode is set for a thread."""

import math
from datetime import timedelta

from commkit.moderation.feature import moderation
from commkit.moderation.records import ModerationSettings
from commkit.moderation.slow_mode import statements as sql
from commkit.moderation.slow_mode.facts import SlowModeChanged
from commkit.moderation.slow_mode.messages import SetSlowMode
from commkit.moderation.slow_mode.policy import MAX_PAUSE
from commkit.posts import Post
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.context import Context


@moderation.handles(SetSlowMode)
def set_slow_mode(context: Context, command: SetSlowMode) -> None:
    """Store the pause in whole seconds, rounded up."""
    if not context.settings(ModerationSettings).thread_slow_mode:
        raise Conflict("moderation.slow_mode_disabled", "switch the setting `thread_slow_mode` on first")
    if not timedelta() <= command.pause <= MAX_PAUSE:
        raise Invalid.field("pause", "out_of_range", f"give 0 seconds to {MAX_PAUSE.days} days")
    thread = context.get(Post, command.thread).thread
    seconds = math.ceil(command.pause.total_seconds())
    context.run(sql.SET_PAUSE, thread=thread, seconds=seconds)
    context.emit(SlowModeChanged(thread=thread, seconds=seconds))
