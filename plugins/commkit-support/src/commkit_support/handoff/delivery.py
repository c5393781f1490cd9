"""What the worker does for handoffs: it shows the desk the bundle, and brings the answer back into the thread."""

from datetime import timedelta

from commkit import Context, Delivery
from commkit.posts import Post, ReadThread
from commkit_support import statements as clock_sql
from commkit_support.calendar import BusinessCalendar
from commkit_support.feature import SlaSettings
from commkit_support.handoff.feature import handoff
from commkit_support.handoff.messages import (
    HandoffAnswered,
    HandoffOffered,
    ReadHandoffBundle,
    RecordHandoffAccepted,
    RecordHandoffFailed,
    RecordHandoffLinked,
    ReturnHandoffAnswer,
)
from commkit_support.handoff.records import (
    Handoff,
    HandoffBundle,
    HandoffBundleReply,
    HandoffState,
    HelpDesk,
    HelpDeskRefused,
)
from commkit_support.handoff.redaction import redact
from commkit_support.records import FirstReplyClock

_PAGE = 100
"""Posts of a thread that a bundle is made of, the question among them."""


@handoff.subscribes_to(HandoffOffered)
def send_offer_to_help_desk(delivery: Delivery, fact: HandoffOffered) -> None:
    """Outside any transaction, at least once, under one id; what the desk says at once is noted once."""
    with delivery.context(read_only=True) as context:
        offered = context.get(Handoff, fact.handoff)
        desk = context.port(HelpDesk)
        if offered.state is not HandoffState.OFFERED or desk is None:
            return
        stands = context.get(Post, offered.question).removed_at is None
        bundle = context.ask(ReadHandoffBundle(offered.id))
    try:
        if not stands:
            raise HelpDeskRefused(
                "support.removed", "the question was taken down before the help desk saw it"
            )
        receipt = desk.offer(bundle, delivery=str(fact.id))
    except HelpDeskRefused as refusal:
        with delivery.context() as context:
            context.do(RecordHandoffFailed(offered.id, refusal.message[:2_000]))
        return
    with delivery.context() as context:
        context.do(
            RecordHandoffLinked(offered.id, receipt.ticket)
            if receipt.ticket
            else RecordHandoffAccepted(offered.id)
        )


@handoff.subscribes_to(HandoffAnswered)
def return_answer_to_thread(delivery: Delivery, fact: HandoffAnswered) -> None:
    """In the name of the community; the handoff's state lets it happen once."""
    with delivery.context() as context:
        context.do(ReturnHandoffAnswer(fact.handoff))


@handoff.handles(ReadHandoffBundle)
def read_handoff_bundle(context: Context, query: ReadHandoffBundle) -> HandoffBundle:
    """Only what stands is shown, even though who hands over may see what was taken down."""
    found = context.get(Handoff, query.handoff)
    opening, *replies = context.ask(ReadThread(found.question, limit=_PAGE)).items
    clock = context.one(clock_sql.CLOCK, question=found.question)
    return HandoffBundle(
        handoff=found.id,
        community=context.community_id,
        slug=context.community.slug,
        community_title=context.community.title,
        question=found.question,
        title=redact(opening.title),
        body=redact(opening.body),
        tags=opening.tags,
        asked_at=opening.created_at,
        reason=redact(found.reason),
        replies=tuple(_bundled(reply, opening) for reply in replies if reply.removed_at is None),
        due_at=clock.due_at if clock else None,
        remaining=_remaining(context, clock) if clock else None,
    )


def _bundled(reply: Post, opening: Post) -> HandoffBundleReply:
    is_asker = reply.author is not None and reply.author == opening.author
    by = "asker" if is_asker else "staff" if reply.by_staff or reply.author is None else "member"
    return HandoffBundleReply(by=by, kind=reply.kind, body=redact(reply.body), at=reply.created_at)


def _remaining(context: Context, clock: FirstReplyClock) -> timedelta | None:
    if clock.due_at is None or clock.replied_at is not None:
        return None
    calendar: BusinessCalendar = context.settings(SlaSettings).calendar
    return calendar.between(clock.paused_since or context.now, clock.due_at)
