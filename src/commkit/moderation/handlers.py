"""How rows that are no longer needed are deleted."""

from commkit.moderation.checks import statements as checks
from commkit.moderation.feature import moderation
from commkit.moderation.messages import PurgeModeration
from commkit.moderation.records import ModerationSettings
from commkit.moderation.slow_mode import statements as slow_mode
from commkit.moderation.slow_mode.policy import MAX_PAUSE
from commkit.runtime.sessions.context import Context


@moderation.handles(PurgeModeration)
def purge_moderation(context: Context, command: PurgeModeration) -> int:
    """Delete what is older than the longest window and the longest pause."""
    settings = context.settings(ModerationSettings)
    window = max(settings.repeat_window, settings.rate_window)
    pause = max(settings.slow_mode, MAX_PAUSE)
    return context.run(checks.PURGE, before=context.now - window) + context.run(
        slow_mode.PURGE, before=context.now - pause
    )
