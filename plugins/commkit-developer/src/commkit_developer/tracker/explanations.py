"""Why somebody may or may not have an issue opened, link one, or answer whether a release works."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit.posts import Post
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker.feature import LINK_ISSUES, OPEN_ISSUES, tracker_feature
from commkit_developer.tracker.policy import is_asked
from commkit_developer.tracker.ports import IssueTracker
from commkit_qa import is_question


@tracker_feature.explains(OPEN_ISSUES, LINK_ISSUES)
def explain_issues(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handlers of `OpenIssue` and `LinkIssue`, in their order."""
    post = request.object
    if isinstance(post, Post):
        yield TraceStep("it is a question", is_question(context.community_type, post), f"it is a {post.kind}")
    has_tracker = context.port(IssueTracker) is not None
    yield TraceStep("an issue tracker", has_tracker, "" if has_tracker else "this community has none")
    if isinstance(post, Post):
        free = context.one(sql.LINK, question=post.id) is None
        yield TraceStep("one at a time", free, "" if free else "the question is about an issue already")


@tracker_feature.explains("developer.confirm_fix")
def explain_confirming(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The check of the handler of `ConfirmFix`."""
    post = request.object
    if not isinstance(post, Post):
        return
    link = context.one(sql.LINK, question=post.id)
    asks = link is not None and is_asked(link)
    yield TraceStep("it is asked", asks, "" if asks else "no release is to be confirmed here")
