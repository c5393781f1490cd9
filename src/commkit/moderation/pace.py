"""Slow mode: each member writes only so often, here or in one thread; the row of their last post decides."""

import math
from datetime import timedelta
from uuid import UUID

from commkit.moderation import phase_statements as sql
from commkit.moderation.facts import ThreadSlowed
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.moderation.messages import SlowThread, TidyModeration
from commkit.posts import Post, Publish, Reply
from commkit.runtime.model.errors import Conflict, Invalid, RateLimited
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

ANYWHERE = UUID(int=0)
"""In place of a thread, for the pause of the whole community."""
_LONGEST = timedelta(days=7)


@moderation.gates(Publish, Reply)
def keep_pace(session: Session, command: Publish | Reply) -> None:
    """The pause of the community, and that of the thread.

    Raises:
        RateLimited: The member's last post was just now.
    """
    settings = session.settings(ModerationSettings)
    if not (settings.slow_mode or settings.slow_threads):
        return
    me = session.member_or_none
    if me is None or session.can("moderation.skip_checks"):
        return
    if settings.slow_mode:
        _step(session, me, ANYWHERE, settings.slow_mode)
    if settings.slow_threads and isinstance(command, Reply):
        thread = session.get(Post, command.to).thread
        pause = session.one(sql.PAUSE, where=thread)
        if pause is not None and pause[0]:
            _step(session, me, thread, timedelta(seconds=pause[0]))


@moderation.handles(SlowThread)
def slow_thread(session: Session, command: SlowThread) -> None:
    """Set the pause, or end it."""
    if not session.settings(ModerationSettings).slow_threads:
        raise Conflict("moderation.off", "switch the setting `slow_threads` on first")
    if not timedelta() <= command.pause <= _LONGEST:
        raise Invalid.field("pause", "out_of_range", f"give 0 seconds to {_LONGEST.days} days")
    thread = session.get(Post, command.thread)
    seconds = math.ceil(command.pause.total_seconds())
    session.run(sql.SLOW, thread=thread.thread, seconds=seconds)
    session.emit(ThreadSlowed(thread=thread.thread, seconds=seconds))


@moderation.handles(TidyModeration)
def tidy(session: Session, command: TidyModeration) -> int:
    """What lies behind every window."""
    settings = session.settings(ModerationSettings)
    window = max(settings.repeat_within, settings.rate_within)
    pause = max(settings.slow_mode, _LONGEST)
    return session.run(sql.FORGET_SAID, before=session.now - window) + session.run(
        sql.FORGET_PACE, before=session.now - pause
    )


def _step(session: Session, me: MemberId, where: UUID, pause: timedelta) -> None:
    before = session.now - pause
    if session.rows(sql.STEP, member=me, thread=where, last_at=session.now, before=before):
        return
    last = session.one(sql.LAST_STEP, whose=me, where=where)
    wait = math.ceil((last[0] - before).total_seconds()) if last else math.ceil(pause.total_seconds())
    raise RateLimited(
        "moderation.slow_mode",
        f"slow mode: write again in {wait} seconds",
        retry_after=max(wait, 1),
    )
