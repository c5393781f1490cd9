"""What the worker does for handoffs: it offers the bundle to the help desk, and publishes the answer."""

from commkit import Delivery
from commkit.posts import Post
from commkit_support.handoff.facts import HandoffAnswered, HandoffOffered
from commkit_support.handoff.feature import handoff
from commkit_support.handoff.jobs import ReturnHandoffAnswer
from commkit_support.handoff.messages import (
    ReadHandoffBundle,
    RecordHandoffAccepted,
    RecordHandoffFailed,
    RecordHandoffLinked,
)
from commkit_support.handoff.ports import HelpDesk, HelpDeskRefused
from commkit_support.handoff.records import Handoff, HandoffState


@handoff.subscribes_to(HandoffOffered)
def send_offer_to_help_desk(delivery: Delivery, fact: HandoffOffered) -> None:
    """Offer the bundle outside any transaction, at least once, always with one delivery id; record the response."""
    with delivery.context(read_only=True) as context:
        offered = context.get(Handoff, fact.handoff)
        if offered.state is not HandoffState.OFFERED:
            return
        removed = context.get(Post, offered.question).removed_at is not None
        bundle = context.ask(ReadHandoffBundle(offered.id))
    desk = delivery.port(HelpDesk)
    try:
        if removed:
            raise HelpDeskRefused("support.removed", "the question was removed before the help desk saw it")
        receipt = desk.offer(bundle, delivery_id=str(fact.id))
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
    """Publish the answer; the state of the handoff makes sure that it happens once."""
    with delivery.context() as context:
        context.do(ReturnHandoffAnswer(fact.handoff))
