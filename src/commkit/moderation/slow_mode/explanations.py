"""Whether slow mode and the rate of posts would refuse a post, without posting it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from commkit.moderation.checks import statements as checks
from commkit.moderation.checks.policy import ANY_TEXT
from commkit.moderation.feature import moderation
from commkit.moderation.records import ModerationSettings
from commkit.moderation.slow_mode import statements as sql
from commkit.moderation.slow_mode.gates import check_slow_mode
from commkit.moderation.slow_mode.policy import WHOLE_COMMUNITY
from commkit.posts import Post
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.sessions.context import Context


@moderation.explains("posts.create_thread", "posts.create_reply", gate=check_slow_mode)
def explain_slow_mode(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """Explain slow mode in the community and in the thread, and how many posts the rate allows."""
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
        pause = context.one(sql.PAUSE, thread=thread)
        if pause is not None and pause[0]:
            if context.can("moderation.skip_checks", question.object):
                yield TraceStep(
                    "slow mode of the thread", RuleOutcome.FACT, "they moderate its space: exempt"
                )
            else:
                yield _pause(context, me, thread, timedelta(seconds=pause[0]))
    if settings.rate == "refuse":
        row = context.one(checks.READ_COUNT, member=me, digest=ANY_TEXT)
        count = row[0] if row is not None and row[1] > context.now - settings.rate_window else 0
        because = f"{count} of {settings.max_posts} within {settings.rate_window}"
        yield TraceStep("rate of posts", count < settings.max_posts, because)


def _pause(context: Context, me: MemberId, thread: UUID, pause: timedelta) -> TraceStep:
    row = context.one(sql.LAST_POST, member=me, thread=thread)
    last: datetime | None = row[0] if row is not None else None
    rule = "slow mode" if thread == WHOLE_COMMUNITY else "slow mode of the thread"
    if last is None or last <= context.now - pause:
        return TraceStep(rule, True, f"one post every {pause}; they may write now")
    return TraceStep(
        rule, False, f"one post every {pause}; they may write again at {last + pause:%H:%M:%S} UTC"
    )
