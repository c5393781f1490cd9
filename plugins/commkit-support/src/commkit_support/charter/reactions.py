"""What follows from a question that is out of scope."""

from commkit import Context
from commkit.posts import PostCreated, PostEdited
from commkit_qa import question_kind
from commkit_support.charter import statements as sql
from commkit_support.charter.facts import SafetyRaised
from commkit_support.charter.feature import charter_feature
from commkit_support.charter.handlers import current_charter, found_topics
from commkit_support.charter.policy import tells_of_danger
from commkit_support.charter.records import OfferState


@charter_feature.reacts_to(PostCreated, PostEdited)
def follow_question(context: Context, fact: PostCreated | PostEdited) -> None:
    """Say which question a decided offer became, and let a human hear of danger at once."""
    if isinstance(fact, PostCreated) and fact.parent is not None:
        return
    # Held for moderation, it is hidden from its author, too; danger is heard of all the same.
    written = context.one(sql.WRITTEN, post=fact.post)
    if written is None or question_kind(context.community_type, written[0]) is None:
        return
    _, title, body = written
    if fact.actor is not None:
        values = {"member": fact.actor, "state": OfferState.PUBLISHED, "since": context.now}
        for offer in context.rows(sql.UNFILLED_OF, **values):
            context.run(sql.FILL, offer=offer.id, new_question=fact.post)
    topics = found_topics(context, current_charter(context), title, body)
    if tells_of_danger(topics):
        context.emit(SafetyRaised(question=fact.post))
