"""Explain steps of attaching and deleting files."""

from collections.abc import Iterator

from commkit.posts.attachments.records import Attachment
from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.sessions.context import Context


@posts.explains("posts.attach_file", "posts.delete_attachment", "posts.retry_upload")
def explain_attachment(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """Explain that members send and attach their own files, to posts that they may edit, and delete them."""
    target = request.object
    if "posts.attach_file" in request.names:
        if isinstance(target, Post):
            yield TraceStep(
                "a post they may edit", context.can("posts.edit", target), "it needs 'posts.edit' on the post"
            )
        else:
            yield TraceStep("a post they may edit", RuleOutcome.LATER, "it needs 'posts.edit' on the post")
    if isinstance(target, Attachment):
        is_theirs = target.uploader is not None and target.uploader == context.member_or_none
        if "posts.delete_attachment" in request.names and context.can("posts.delete_any_attachment"):
            yield TraceStep(
                "their own file",
                RuleOutcome.FACT,
                "they may delete anybody's, by 'posts.delete_any_attachment'",
            )
        else:
            yield TraceStep(
                "their own file", is_theirs, "they uploaded it" if is_theirs else "somebody else uploaded it"
            )
