"""What an asker may not undo alone."""

from commkit import Context, Deny, NotFound
from commkit.posts import Post, PostId, UpdatePostState
from commkit_developer.closing import statements as sql
from commkit_developer.closing.feature import closing_feature
from commkit_developer.closing.records import Closure
from commkit_qa import CLOSED, ReopenQuestion


@closing_feature.gates(ReopenQuestion)
def check_reopen(context: Context, command: ReopenQuestion) -> Deny | None:
    """Refuse to let an asker open again what others closed, except by votes."""
    if context.can("qa.reopen"):
        return None
    return _refuse_if_closed_by_others(context, command.question)


@closing_feature.gates(UpdatePostState)
def check_state(context: Context, command: UpdatePostState) -> Deny | None:
    """The same for the plain command of states."""
    if command.state == CLOSED or context.can("posts.update_post_state"):
        return None
    return _refuse_if_closed_by_others(context, command.post)


def _refuse_if_closed_by_others(context: Context, id: PostId) -> Deny | None:
    try:
        question = context.get(Post, id)
    except NotFound:
        return None  # the handler raises it
    if question.state != CLOSED:
        return None
    closure: Closure | None = context.one(sql.CLOSURE, question=question.id)
    if closure is None:  # it was closed by its asker's own word, or before there were votes
        return None
    return Deny(
        "developer.closed_by_community",
        "others closed this; change what they ask for, then vote to open it again",
    )
