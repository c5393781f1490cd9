"""What follows from a question that is out of scope."""

from commkit import Context
from commkit.posts import Post, PostCreated, PostEdited
from commkit_qa import is_question
from commkit_support.charter import statements as sql
from commkit_support.charter.facts import SafetyRaised
from commkit_support.charter.feature import charter_feature
from commkit_support.charter.handlers import current_charter, found_topics
from commkit_support.charter.records import OfferState, TopicFinder


@charter_feature.reacts_to(PostCreated, PostEdited)
def follow_question(context: Context, fact: PostCreated | PostEdited) -> None:
    """Say which question a decided offer became, and let a human hear of danger at once."""
    if isinstance(fact, PostCreated) and fact.parent is not None:
        return
    post = context.get(Post, fact.post)
    if not is_question(context.community_type, post):
        return
    if fact.actor is not None:
        values = {"member": fact.actor, "state": OfferState.PUBLISHED, "since": context.now}
        for offer in context.rows(sql.UNFILLED_OF, **values):
            context.run(sql.FILL, offer=offer.id, new_question=post.id)
    topics = found_topics(context, current_charter(context), post.title, post.body)
    if any(topic.finder is TopicFinder.SAFETY for topic in topics):
        context.emit(SafetyRaised(question=post.id))
