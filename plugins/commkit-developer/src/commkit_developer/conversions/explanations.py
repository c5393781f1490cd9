"""Why somebody may or may not convert a post."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit.posts import Post
from commkit_developer.conversions.feature import CONVERT_OTHERS, conversion_feature
from commkit_reputation import explain_earned


@conversion_feature.explains("developer.convert")
def explain_converting(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handlers, in their order; what it is to become is asked when they convert it."""
    post = request.object
    if not isinstance(post, Post):
        return
    if post.author != request.member and not context.can(CONVERT_OTHERS):
        yield from explain_earned(context, request.member, CONVERT_OTHERS)
    yield TraceStep("it is a reply", not post.opens, f"it is a {post.kind}")
    yield TraceStep("the post is there", post.removed_at is None, "it was removed" if post.removed_at else "")
