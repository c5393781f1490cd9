"""Why a post takes no reply, who else may edit it, and whose files are whose."""

from collections.abc import Iterator

from commkit.posts import statements as sql
from commkit.posts.attachments.records import Attachment
from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.posts.status.statements import WIKI_TRUST
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.sessions.context import Context


@posts.explains("posts.create_reply")
def explain_reply(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """A thread that is locked or down takes no replies."""
    post = question.object
    if not isinstance(post, Post):
        return
    shut = context.one(sql.THREAD_CLOSURE, thread=post.thread)
    is_down = post.removed_at is not None or (shut is not None and shut[0] is not None)
    yield TraceStep("it stands", not is_down, "it was taken down" if is_down else "it was not taken down")
    is_locked = shut is not None and shut[1] is not None
    reason = f": {shut[2]}" if shut is not None and is_locked and shut[2] else ""
    yield TraceStep(
        "the thread is open", not is_locked, f"it is locked{reason}" if is_locked else "it is not locked"
    )


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
