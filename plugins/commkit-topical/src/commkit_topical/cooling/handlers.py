"""How a heated thread is slowed down and let go again, and how its posts are rephrased."""

from datetime import timedelta

from commkit import Conflict, Context, Denied, NotFound
from commkit.moderation import SetSlowMode, thread_pause
from commkit.posts import EditPost, Post, PostId, remove_edit_mark
from commkit_topical.cooling import statements as sql
from commkit_topical.cooling.facts import CoolingEnded, CoolingStarted, PostRephrased
from commkit_topical.cooling.feature import LIFT, CoolingSettings, cooling_feature
from commkit_topical.cooling.messages import LiftCooling, RephrasePost
from commkit_topical.cooling.policy import OBSERVED_FOR, WINDOW
from commkit_topical.cooling.records import Cooling, CoolingEnd, CoolingId, Heat


def start_cooling(context: Context, thread: Post, heat: Heat) -> Cooling | None:
    """Slow a thread down; None where it cools already, which of two workers may find."""
    settings, now = context.settings(CoolingSettings), context.now
    before = thread_pause(context, thread.id)
    pause = max(settings.pause, before)
    first, second = heat.pair or (None, None)
    made = Cooling(
        id=CoolingId(context.new_id()),
        thread=thread.id,
        running=thread.id,
        heat=heat.value,
        speed=heat.speed,
        exchange=heat.exchange,
        reporters=heat.reporters,
        first=first,
        second=second,
        since=now - WINDOW,
        pause_seconds=int(pause.total_seconds()),
        pause_before=int(before.total_seconds()),
        started_at=now,
        review_at=now + settings.review,
        ended_at=None,
        end=None,
        again_at=None,
    )
    if not context.run(sql.START, made):
        return None
    if heat.pair is not None:
        context.run(sql.HEATED_AGAIN, one=first, other=second, since=now - OBSERVED_FOR, at=now)
    if pause != before:
        context.do(SetSlowMode(thread.id, pause))
    context.emit(CoolingStarted(cooling=made.id, thread=thread.id, pause_seconds=made.pause_seconds))
    return made


def end_cooling(context: Context, found: Cooling, end: CoolingEnd) -> bool:
    """Let a thread go; a pause that a moderator set meanwhile stays.

    Returns:
        Whether it was slowed down until now.
    """
    if not context.run(sql.END, id=found.id, at=context.now, why=end):
        return False
    ours, before = (timedelta(seconds=each) for each in (found.pause_seconds, found.pause_before))
    if end is not CoolingEnd.GONE and ours != before and thread_pause(context, found.thread) == ours:
        context.do(SetSlowMode(found.thread, before))
    context.emit(CoolingEnded(cooling=found.id, thread=found.thread, end=end))
    return True


@cooling_feature.handles(LiftCooling)
def lift_cooling(context: Context, command: LiftCooling) -> bool:
    """Load the thread, then end its cooling as the host does, who holds the permission for slow mode."""
    thread = context.get(Post, command.thread, need=LIFT).thread
    found = context.one(sql.RUNNING, thread=thread)
    return found is not None and end_cooling(context, found, CoolingEnd.LIFTED)


@cooling_feature.handles(RephrasePost)
def rephrase_post(context: Context, command: RephrasePost) -> Post:
    """Edit the post by the core's command, which all gates of edits see, and take its mark away."""
    before = context.get(Post, command.post, need="topical.rephrase")
    if before.author is None or before.author != context.member_or_none:
        raise Denied("topical.not_own_post", "rephrase a post of your own")
    found = context.one(sql.RUNNING, thread=before.thread)
    if found is None or before.created_at < found.since:
        raise Conflict(
            "topical.not_cooling", "its thread does not cool, or it is older than that; edit it instead"
        )
    edited = context.do(EditPost(post=before.id, version=command.version, body=command.body))
    remove_edit_mark(context, before)
    context.emit(PostRephrased(post=before.id))
    return context.get(Post, edited.id)


def open_thread_of(context: Context, thread: PostId) -> Post | None:
    """A thread that takes replies; None where it does not, or is not there for the actor."""
    try:
        found = context.get(Post, thread)
    except NotFound:
        return None
    return found if found.opens and found.locked_at is None and found.removed_at is None else None
