"""Slow mode: each member writes only so often, here or in one thread; the row of their last post decides."""

import math
from datetime import timedelta
from uuid import UUID

from commkit.moderation import check_statements as sql
from commkit.moderation.facts import SlowModeChanged
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.moderation.messages import PurgeModeration, SetSlowMode
from commkit.posts import CreateReply, CreateThread, Post
from commkit.runtime.model.errors import Conflict, Invalid, RateLimited
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

WHOLE_COMMUNITY = UUID(int=0)
"""In place of a thread, for the pause of the whole community."""
_LONGEST = timedelta(days=7)


@moderation.gates(CreateThread, CreateReply)
def check_slow_mode(context: Context, command: CreateThread | CreateReply) -> None:
    """The pause of the community, and that of the thread.

    Raises:
        RateLimited: The member's last post was just now.
    """
    settings = context.settings(ModerationSettings)
    if not (settings.slow_mode or settings.thread_slow_mode):
        return
    me = context.member_or_none
    if me is None or context.can("moderation.skip_checks"):
        return
    if settings.slow_mode:
        _take_turn(context, me, WHOLE_COMMUNITY, settings.slow_mode)
    if settings.thread_slow_mode and isinstance(command, CreateReply):
        thread = context.get(Post, command.parent).thread
        pause = context.one(sql.INTERVAL, where=thread)
        if pause is not None and pause[0]:
            _take_turn(context, me, thread, timedelta(seconds=pause[0]))


@moderation.handles(SetSlowMode)
def set_slow_mode(context: Context, command: SetSlowMode) -> None:
    """Set the pause, or end it."""
    if not context.settings(ModerationSettings).thread_slow_mode:
        raise Conflict("moderation.slow_mode_disabled", "switch the setting `thread_slow_mode` on first")
    if not timedelta() <= command.pause <= _LONGEST:
        raise Invalid.field("pause", "out_of_range", f"give 0 seconds to {_LONGEST.days} days")
    thread = context.get(Post, command.thread)
    seconds = math.ceil(command.pause.total_seconds())
    context.run(sql.SET_INTERVAL, thread=thread.thread, seconds=seconds)
    context.emit(SlowModeChanged(thread=thread.thread, seconds=seconds))


@moderation.handles(PurgeModeration)
def purge_moderation(context: Context, command: PurgeModeration) -> int:
    """What lies behind every window."""
    settings = context.settings(ModerationSettings)
    window = max(settings.repeat_window, settings.rate_window)
    pause = max(settings.slow_mode, _LONGEST)
    return context.run(sql.PURGE_FINGERPRINTS, before=context.now - window) + context.run(
        sql.PURGE_SLOW_MODE, before=context.now - pause
    )


def _take_turn(context: Context, me: MemberId, where: UUID, pause: timedelta) -> None:
    before = context.now - pause
    if context.rows(sql.TAKE_TURN, member=me, thread=where, last_at=context.now, before=before):
        return
    last = context.one(sql.LAST_TURN, whose=me, where=where)
    wait = math.ceil((last[0] - before).total_seconds()) if last else math.ceil(pause.total_seconds())
    raise RateLimited(
        "moderation.slow_mode",
        f"slow mode: write again in {wait} seconds",
        retry_after=max(wait, 1),
    )
