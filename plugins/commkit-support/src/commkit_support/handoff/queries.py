"""How the handoffs of a question, and the bundle of a handoff, are read."""

from datetime import timedelta

from commkit import Context, PluginError
from commkit.posts import Post, ReadThread
from commkit.rendering import to_text
from commkit_support.clock import statements as clock_sql
from commkit_support.clock.feature import ClockSettings
from commkit_support.clock.policy import remaining_time
from commkit_support.clock.records import Goal, QuestionClock
from commkit_support.handoff import statements as sql
from commkit_support.handoff.feature import handoff
from commkit_support.handoff.messages import ListHandoffs, ReadHandoffBundle
from commkit_support.handoff.records import Handoff, HandoffBundle, HandoffBundleReply
from commkit_support.redaction.policy import redact

_BUNDLE_SIZE = 100
"""Posts of a thread that a bundle is made of, the question among them."""


@handoff.handles(ListHandoffs)
def list_handoffs(context: Context, query: ListHandoffs) -> tuple[Handoff, ...]:
    """Load the question, then its handoffs that the actor may see."""
    question = context.get(Post, query.question, need="support.read_handoffs")
    return tuple(
        context.rows(
            sql.OF_QUESTION,
            question=question.id,
            me=context.member_or_none,
            sees_all=context.can("support.read_handoffs"),
        )
    )


@handoff.handles(ReadHandoffBundle)
def read_handoff_bundle(context: Context, query: ReadHandoffBundle) -> HandoffBundle:
    """Redact the question and its replies; removed replies are left out even if the actor may see them."""
    loaded = context.get(Handoff, query.handoff)
    question, *replies = context.ask(ReadThread(loaded.question, limit=_BUNDLE_SIZE)).items
    clock = context.one(clock_sql.CLOCK, question=loaded.question)
    left = remaining_times(context, clock)
    return HandoffBundle(
        handoff=loaded.id,
        community=context.community_id,
        slug=context.community.slug,
        community_title=context.community.title,
        question=loaded.question,
        title=redact(question.title),
        body=_shown(question),
        tags=question.tags,
        asked_at=question.created_at,
        reason=redact(loaded.reason),
        replies=tuple(_bundle_reply(reply, question) for reply in replies if reply.removed_at is None),
        due_at=clock.first_reply.due_at if clock else None,
        remaining=left[Goal.FIRST_REPLY],
        priority=clock.priority if clock else None,
        resolution_due_at=clock.resolution.due_at if clock else None,
        resolution_remaining=left[Goal.RESOLUTION],
    )


def remaining_times(context: Context, clock: QuestionClock | None) -> dict[Goal, timedelta | None]:
    """The business time left of each promise; None where there is no promise, or it was kept."""
    if clock is None:
        return dict.fromkeys(Goal)
    calendar = context.settings(ClockSettings).calendar
    return {goal: remaining_time(clock, goal, calendar, context.now) for goal in Goal}


def _bundle_reply(reply: Post, question: Post) -> HandoffBundleReply:
    is_asker = reply.author is not None and reply.author == question.author
    is_staff = reply.by_staff or reply.author is None
    by = "asker" if is_asker else "program" if reply.by_agent else "staff" if is_staff else "member"
    return HandoffBundleReply(by=by, kind=reply.kind, body=_shown(reply), at=reply.created_at)


def _shown(post: Post) -> str:
    """The text of a post as people see it, redacted: its source may write a secret so that no rule finds it."""
    try:
        text = to_text(post.body, markup=post.markup)
    except PluginError:  # without the packages of the extra `rendering` a text shows what it says
        text = post.body
    return redact(text)
