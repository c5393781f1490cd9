"""Explain steps of editing wikis."""

from collections.abc import Iterator

from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.posts.wikis.statements import WIKI_TRUST
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.sessions.context import Context


@posts.explains("posts.edit")
def explain_wiki(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """Explain whether the actor may edit a post because it is a wiki."""
    post, mine = request.object, context.membership
    if not isinstance(post, Post) or mine is None or "posts.edit_post" not in request.names:
        return
    wiki = context.one(WIKI_TRUST, post=post.id)
    if wiki is None:
        yield TraceStep("wiki", RuleOutcome.FACT, "it is not a wiki")
    elif mine.trust_level >= wiki[0] and context.can("posts.edit_wiki"):
        yield TraceStep("wiki", RuleOutcome.GRANTS, f"it is open to members from trust level {wiki[0]}")
    else:
        yield TraceStep("wiki", RuleOutcome.FACT, f"it is open to members from trust level {wiki[0]} only")
