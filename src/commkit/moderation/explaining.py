"""What slow mode and the rate of posts would say, ahead of time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from commkit.moderation import check_statements as sql
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.moderation.slow_mode import WHOLE_COMMUNITY, check_slow_mode
from commkit.posts import Post
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.sessions.context import Context


@moderation.explains("posts.create_thread", "posts.create_reply", gate=check_slow_mode)
def explain_slow_mode(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """Slow mode here, and in the thread; how many posts are left of the rate."""
    settings = context.settings(ModerationSettings)
    me = context.member_or_none
    if me is None:
        return
    if context.can("moderation.skip_checks"):
        yield TraceStep("checks", RuleOutcome.FACT, "they are exempt from slow mode and the checks of texts")
        return
    if settings.slow_mode:
        yield _pause(context, me, WHOLE_COMMUNITY, settings.slow_mode)
    if (
        settings.thread_slow_mode
        and isinstance(question.object, Post)
        and "posts.create_reply" in question.names
    ):
        thread = question.object.thread
        pause = context.one(sql.INTERVAL, where=thread)
        if pause is not None and pause[0]:
            yield _pause(context, me, thread, timedelta(seconds=pause[0]))
    if settings.rate == "refuse":
        row = context.one(sql.TEXT_COUNT, whose=me, what="")
        count = row[0] if row is not None and row[1] > context.now - settings.rate_window else 0
        told = f"{count} of {settings.max_posts} within {settings.rate_window}"
        yield TraceStep("rate of posts", count < settings.max_posts, told)


def _pause(context: Context, me: MemberId, where: UUID, pause: timedelta) -> TraceStep:
    row = context.one(sql.LAST_TURN, whose=me, where=where)
    last: datetime | None = row[0] if row is not None else None
    rule = "slow mode" if where == WHOLE_COMMUNITY else "slow mode of the thread"
    if last is None or last <= context.now - pause:
        return TraceStep(rule, True, f"one post every {pause}; they may write now")
    return TraceStep(
        rule, False, f"one post every {pause}; they may write again at {last + pause:%H:%M:%S} UTC"
    )
