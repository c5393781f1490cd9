"""Explain steps of editing wikis."""

from collections.abc import Iterator

from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.posts.wikis.statements import WIKI_TRUST
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.sessions.context import Context


@posts.explains("posts.edit")
def explain_wiki(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """A wiki is edited by those who are trusted so far, too."""
    post, mine = question.object, context.membership
    if not isinstance(post, Post) or mine is None or "posts.edit_post" not in question.names:
        return
    asked = context.one(WIKI_TRUST, post=post.id)
    if asked is None:
        yield TraceStep("wiki", RuleOutcome.FACT, "it is no wiki")
    elif mine.trust_level >= asked[0] and context.can("posts.edit_wiki"):
        yield TraceStep("wiki", RuleOutcome.GRANTS, f"it is open to members trusted to level {asked[0]}")
    else:
        yield TraceStep(
            "wiki", RuleOutcome.FACT, f"it is open to members trusted to level {asked[0]}, and they are not"
        )
