"""New threads get their time."""

from datetime import timedelta

from commkit import Context
from commkit.posts import PostCreated
from commkit_media.closing.feature import ClosingSettings, closing_feature
from commkit_media.closing.handlers import set_times


@closing_feature.reacts_to(PostCreated)
def schedule_closing(context: Context, fact: PostCreated) -> None:
    """Threads of the kinds that the settings name, where these say a time."""
    settings = context.settings(ClosingSettings)
    if fact.parent is not None or not settings.close_after_days or fact.kind not in settings.kinds:
        return
    closes = context.now + timedelta(days=settings.close_after_days)
    days = settings.archive_after_days
    set_times(context, fact.post, closes, closes + timedelta(days=days) if days else None)
