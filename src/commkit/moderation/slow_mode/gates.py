"""The gate of slow mode; the row of a member's last post decides which of simultaneous posts passes."""

import math
from datetime import timedelta
from uuid import UUID

from commkit.moderation.feature import moderation
from commkit.moderation.records import ModerationSettings
from commkit.moderation.slow_mode import statements as sql
from commkit.moderation.slow_mode.policy import WHOLE_COMMUNITY
from commkit.posts import CreateReply, CreateThread, Post
from commkit.runtime.model.errors import RateLimited
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@moderation.gates(CreateThread, CreateReply)
def check_slow_mode(context: Context, command: CreateThread | CreateReply) -> None:
    """Refuse a post within the pause of the community, or of its thread.

    Raises:
        RateLimited: The member's last post is too recent.
    """
    settings = context.settings(ModerationSettings)
    if not (settings.slow_mode or settings.thread_slow_mode):
        return
    me = context.member_or_none
    if me is None or context.can("moderation.skip_checks"):
        return
    if settings.slow_mode:
        _note_post(context, me, WHOLE_COMMUNITY, settings.slow_mode)
    if settings.thread_slow_mode and isinstance(command, CreateReply):
        parent = context.get(Post, command.parent)
        row = context.one(sql.PAUSE, thread=parent.thread)
        if row is not None and row[0] and not context.can("moderation.skip_checks", parent):
            _note_post(context, me, parent.thread, timedelta(seconds=row[0]))


def _note_post(context: Context, me: MemberId, thread: UUID, pause: timedelta) -> None:
    before = context.now - pause
    if context.rows(sql.NOTE_POST, member=me, thread=thread, last_at=context.now, before=before):
        return
    last = context.one(sql.LAST_POST, member=me, thread=thread)
    wait = math.ceil((last[0] - before).total_seconds()) if last else math.ceil(pause.total_seconds())
    raise RateLimited(
        "moderation.slow_mode",
        f"slow mode: post again in {wait} seconds",
        retry_after=max(wait, 1),
    )
