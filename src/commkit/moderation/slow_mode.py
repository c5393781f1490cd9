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
from commkit.runtime.sessions.session import Session

WHOLE_COMMUNITY = UUID(int=0)
"""In place of a thread, for the pause of the whole community."""
_LONGEST = timedelta(days=7)


@moderation.gates(CreateThread, CreateReply)
def check_slow_mode(session: Session, command: CreateThread | CreateReply) -> None:
    """The pause of the community, and that of the thread.

    Raises:
        RateLimited: The member's last post was just now.
    """
    settings = session.settings(ModerationSettings)
    if not (settings.slow_mode or settings.thread_slow_mode):
        return
    me = session.member_or_none
    if me is None or session.can("moderation.skip_checks"):
        return
    if settings.slow_mode:
        _take_turn(session, me, WHOLE_COMMUNITY, settings.slow_mode)
    if settings.thread_slow_mode and isinstance(command, CreateReply):
        thread = session.get(Post, command.parent).thread
        pause = session.one(sql.INTERVAL, where=thread)
        if pause is not None and pause[0]:
            _take_turn(session, me, thread, timedelta(seconds=pause[0]))


@moderation.handles(SetSlowMode)
def set_slow_mode(session: Session, command: SetSlowMode) -> None:
    """Set the pause, or end it."""
    if not session.settings(ModerationSettings).thread_slow_mode:
        raise Conflict("moderation.slow_mode_disabled", "switch the setting `thread_slow_mode` on first")
    if not timedelta() <= command.pause <= _LONGEST:
        raise Invalid.field("pause", "out_of_range", f"give 0 seconds to {_LONGEST.days} days")
    thread = session.get(Post, command.thread)
    seconds = math.ceil(command.pause.total_seconds())
    session.run(sql.SET_INTERVAL, thread=thread.thread, seconds=seconds)
    session.emit(SlowModeChanged(thread=thread.thread, seconds=seconds))


@moderation.handles(PurgeModeration)
def purge_moderation(session: Session, command: PurgeModeration) -> int:
    """What lies behind every window."""
    settings = session.settings(ModerationSettings)
    window = max(settings.repeat_window, settings.rate_window)
    pause = max(settings.slow_mode, _LONGEST)
    return session.run(sql.PURGE_FINGERPRINTS, before=session.now - window) + session.run(
        sql.PURGE_SLOW_MODE, before=session.now - pause
    )


def _take_turn(session: Session, me: MemberId, where: UUID, pause: timedelta) -> None:
    before = session.now - pause
    if session.rows(sql.TAKE_TURN, member=me, thread=where, last_at=session.now, before=before):
        return
    last = session.one(sql.LAST_TURN, whose=me, where=where)
    wait = math.ceil((last[0] - before).total_seconds()) if last else math.ceil(pause.total_seconds())
    raise RateLimited(
        "moderation.slow_mode",
        f"slow mode: write again in {wait} seconds",
        retry_after=max(wait, 1),
    )
