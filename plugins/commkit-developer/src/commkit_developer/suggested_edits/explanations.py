"""Why somebody may or may not suggest an edit, or decide about one."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit.posts import Post
from commkit_developer.suggested_edits.decisions.handlers import decides_alone, is_own_suggestion
from commkit_developer.suggested_edits.feature import REVIEW_EDITS, SuggestedEditSettings, edit_feature
from commkit_developer.suggested_edits.records import EditState, SuggestedEdit
from commkit_reputation import explain_earned


@edit_feature.explains("developer.suggest_edit")
def explain_suggesting(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `SuggestEdit`, in its order."""
    post = request.object
    if not isinstance(post, Post):
        return
    asks = not context.can("posts.edit", post)
    yield TraceStep("others decide", asks, "" if asks else "they may edit it without asking")
    yield TraceStep("the post is there", post.removed_at is None, "it was removed" if post.removed_at else "")


@edit_feature.explains("developer.decide_edits")
def explain_deciding(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handlers, in their order; which version the reviewer saw is asked when they decide."""
    edit = request.object
    if not isinstance(edit, SuggestedEdit):
        return
    own = is_own_suggestion(context, edit.suggester)
    yield TraceStep("of somebody else", not own, "they suggested it" if own else "")
    yield TraceStep("pending", edit.state is EditState.PENDING, f"it is {edit.state}")
    post = context.get(Post, edit.post)
    is_current = post.version == edit.base
    yield TraceStep(
        "written for the current version",
        RuleOutcome.YES if is_current else RuleOutcome.LATER,
        "" if is_current else f"it is for version {edit.base} of {post.version}: it can only be rejected",
    )
    needed = context.settings(SuggestedEditSettings).reviews_needed
    alone = decides_alone(context, post)
    if not alone and not context.can(REVIEW_EDITS):
        yield from explain_earned(context, request.member, REVIEW_EDITS)
    yield TraceStep(
        "reviews", RuleOutcome.FACT, "they decide alone" if alone else f"{needed} reviewers must agree"
    )
