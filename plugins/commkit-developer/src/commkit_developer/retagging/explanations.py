"""Why somebody may or may not change the tags of a question."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit.members import is_own
from commkit.posts import Post
from commkit_developer.retagging.feature import RETAG_OTHERS, retag_feature
from commkit_qa import question_kind
from commkit_reputation import explain_earned


@retag_feature.explains("developer.retag")
def explain_retagging(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler, in their order; which tags it is to have is asked when they are changed."""
    post = request.object
    if not isinstance(post, Post):
        return
    owns = post.author is not None and is_own(context, post.author)
    if not owns and not context.can(RETAG_OTHERS):
        yield from explain_earned(context, request.member, RETAG_OTHERS)
    asks = post.opens and question_kind(context.community_type, post.kind) is not None
    yield TraceStep("it is a question", asks, f"it is a {post.kind}")
    yield TraceStep("the post is there", post.removed_at is None, "it was removed" if post.removed_at else "")
