"""How slow mode is set for a thread."""

import math
from datetime import timedelta

from commkit.moderation.feature import moderation
from commkit.moderation.records import ModerationSettings
from commkit.moderation.slow_mode import statements as sql
from commkit.moderation.slow_mode.facts import SlowModeChanged
from commkit.moderation.slow_mode.messages import SetSlowMode
from commkit.moderation.slow_mode.policy import MAX_PAUSE
from commkit.posts import Post, PostId
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.context import Context


@moderation.handles(SetSlowMode)
def set_slow_mode(context: Context, command: SetSlowMode) -> None:
    """Store the pause in whole seconds, rounded up."""
    thread = context.get(Post, command.thread, need=SetSlowMode.permission).thread
    if not context.settings(ModerationSettings).thread_slow_mode:
        raise Conflict("moderation.slow_mode_disabled", "switch the setting `thread_slow_mode` on first")
    if not timedelta() <= command.pause <= MAX_PAUSE:
        raise Invalid.field("pause", "out_of_range", f"give 0 seconds to {MAX_PAUSE.days} days")
    seconds = math.ceil(command.pause.total_seconds())
    context.run(sql.SET_PAUSE, thread=thread, seconds=seconds)
    context.emit(SlowModeChanged(thread=thread, seconds=seconds))


def waive_pause(context: Context, thread: PostId) -> None:
    """Let the next reply of the actor in a thread pass its pause, which begins anew with that reply.

    It is for features in which some reply must not wait; call it in the transaction of the reply. The pause of the
    whole community, and all other checks, hold.

    Args:
        context: The context of a command.
        thread: The post that opened the thread; the caller loaded it.
    """
    context.run(sql.FORGET_POST, member=context.member, thread=thread)
