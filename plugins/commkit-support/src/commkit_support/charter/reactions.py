"""What follows from a post that is out of scope, that was masked, or that tells of danger."""

from commkit import Conflict, Context
from commkit.posts import PostCreated, PostEdited
from commkit_support.charter import statements as sql
from commkit_support.charter.facts import PrivateDataMasked, SafetyRaised
from commkit_support.charter.feature import PRIVATE_QUESTION, charter_feature
from commkit_support.charter.judging.queries import (
    current_charter,
    found_topics,
    has_safety_word,
    judged_post,
)
from commkit_support.charter.judging.records import Judged, Published
from commkit_support.charter.policy import tells_of_danger


@charter_feature.reacts_to(PostCreated, PostEdited)
def fill_offers(context: Context, fact: PostCreated | PostEdited) -> None:
    """Say which question a decided offer became."""
    published = context.noted(Published)
    if published is not None:
        context.run(sql.FILL, offer=published.offer, new_question=fact.post)


@charter_feature.reacts_to(PostCreated, PostEdited)
def check_charter(context: Context, fact: PostCreated | PostEdited) -> None:
    """Check that the charter by which a text was judged still holds, which it does until the commit."""
    written, judged = judged_post(context, fact), context.noted(Judged)
    if written is None:
        return
    is_public_question = written.thread == fact.post and written.kind != PRIVATE_QUESTION.name
    if is_public_question or (judged is not None and judged.masked is not None):
        _check_version(context)


def _check_version(context: Context) -> None:
    """Compare the version that was read in this command with the one that holds now.

    Raises:
        Conflict: It was changed since the text was judged.
    """
    ((version,),) = context.rows(sql.LATEST)
    if (version or 0) != current_charter(context).version:
        raise Conflict(
            "support.scope_changed", "what is answered here was changed in this moment; send it again"
        )


@charter_feature.reacts_to(PostCreated, PostEdited)
def tell_masked(context: Context, fact: PostCreated | PostEdited) -> None:
    """Tell its writer what was masked."""
    judged = context.noted(Judged)
    if judged is not None and judged.masked:
        context.emit(PrivateDataMasked(post=fact.post))


@charter_feature.reacts_to(PostCreated, PostEdited)
def hear_danger(context: Context, fact: PostCreated | PostEdited) -> None:
    """Let a human hear of danger in what was stored."""
    written = judged_post(context, fact)
    if written is None or not has_safety_word(context, f"{written.title}\n{written.body}"):
        return
    if tells_of_danger(found_topics(context, current_charter(context), written.title, written.body)):
        is_question = written.thread == fact.post
        context.emit(SafetyRaised(question=written.thread, reply=None if is_question else fact.post))
