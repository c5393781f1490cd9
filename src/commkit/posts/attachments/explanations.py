"""Explain steps of attaching and deleting files."""

from collections.abc import Iterator

from commkit.posts.attachments.records import Attachment
from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.sessions.context import Context


@posts.explains("posts.attach_file", "posts.delete_attachment")
def explain_attachment(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """One hangs what one uploaded on what one may edit, and takes away what is one's own."""
    thing = question.object
    if "posts.attach_file" in question.names:
        if isinstance(thing, Post):
            yield TraceStep(
                "a post they may edit", context.can("posts.edit", thing), "it needs 'posts.edit' on the post"
            )
        else:
            yield TraceStep("a post they may edit", RuleOutcome.LATER, "it needs 'posts.edit' on the post")
    if isinstance(thing, Attachment):
        is_theirs = thing.uploader is not None and thing.uploader == context.member_or_none
        if "posts.delete_attachment" in question.names and context.can("posts.delete_any_attachment"):
            yield TraceStep(
                "their own file",
                RuleOutcome.FACT,
                "they may take away anybody's, by 'posts.delete_any_attachment'",
            )
        else:
            yield TraceStep(
                "their own file", is_theirs, "they uploaded it" if is_theirs else "somebody else uploaded it"
            )
