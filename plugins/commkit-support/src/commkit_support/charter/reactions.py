"""What follows from a post that is out of scope, that was masked, or that tells of danger."""

from typing import Any

from commkit import Conflict, Context
from commkit.posts import PostCreated, PostEdited, PostId
from commkit_qa import question_kind
from commkit_support.charter import statements as sql
from commkit_support.charter.facts import PrivateDataMasked, SafetyRaised
from commkit_support.charter.feature import PRIVATE_QUESTION, charter_feature
from commkit_support.charter.policy import tells_of_danger
from commkit_support.charter.queries import current_charter, found_topics, judged_texts
from commkit_support.charter.records import OfferState
from commkit_support.yielding.feature import YieldSettings
from commkit_support.yielding.policy import is_about_safety


@charter_feature.reacts_to(PostCreated, PostEdited)
def follow_post(context: Context, fact: PostCreated | PostEdited) -> None:
    """Say which question a decided offer became, tell its writer what was masked, and let a human hear of danger."""
    judged = judged_texts(context)
    if isinstance(fact, PostCreated) and fact.parent is not None and not judged:
        return  # a reply in which nothing was found
    # Held for moderation, it is hidden from its author, too; danger is heard of all the same.
    written = context.one(sql.WRITTEN, post=fact.post)
    if written is None:
        return
    title, body, thread, kind = written
    is_question = thread == fact.post
    if is_question and question_kind(context.community_type, kind) is None:
        return
    if is_question:
        _fill_offers(context, fact)
    masked = judged.get(fact.post, judged.get(body))
    if masked is not None or (is_question and kind != PRIVATE_QUESTION.name):
        _check_charter(context)
    if masked:
        context.emit(PrivateDataMasked(post=fact.post))
    if not is_about_safety(f"{title}\n{body}", context.settings(YieldSettings).safety_words):
        return
    if tells_of_danger(found_topics(context, current_charter(context), title, body)):
        context.emit(SafetyRaised(question=thread, reply=None if is_question else fact.post))


def _fill_offers(context: Context, fact: Any) -> None:
    if fact.actor is None:
        return
    values = {"member": fact.actor, "state": OfferState.PUBLISHED, "since": context.now}
    for offer in context.rows(sql.UNFILLED_OF, **values):
        context.run(sql.FILL, offer=offer.id, new_question=PostId(fact.post))


def _check_charter(context: Context) -> None:
    """Check that the charter by which a text was judged still holds, which it does until the commit.

    Raises:
        Conflict: It was changed since the text was judged.
    """
    ((version,),) = context.rows(sql.LATEST)
    if (version or 0) != current_charter(context).version:
        raise Conflict(
            "support.scope_changed", "what is answered here was changed in this moment; send it again"
        )
