"""Commands that change the state of a post, and the accepted answer."""

from attrs import evolve

from commkit.posts.feature import posts
from commkit.posts.records import Post, PostId
from commkit.posts.states import statements as sql
from commkit.posts.states.facts import PostStateChanged
from commkit.posts.states.messages import UpdatePostState
from commkit.posts.states.policy import state_after
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context


@posts.handles(UpdatePostState)
def update_post_state(context: Context, command: UpdatePostState) -> Post:
    """Load the post and change its state."""
    return perform_state_change(
        context, context.get(Post, command.post, need="posts.update_post_state"), command.state
    )


def perform_state_change(context: Context, before: Post, state: str, *, free: bool = False) -> Post:
    """Change the state, unless it was changed since the post was read; for features whose rules change states.

    Args:
        context: The context of the command; the caller checked the permission.
        before: The post as it was read.
        state: The new state.
        free: Whether any state of its kind may follow: of states that only a feature's own commands reach, a kind
            declares no transitions, so that `UpdatePostState` does not lead there.

    Raises:
        Conflict: Its kind has no transition to that state, or its state was changed since it was read.
    """
    after = state_after(context.community_type, before, state, context.now, free=free)
    if not context.run(
        sql.SET_STATE,
        before,
        seen=before.state,
        new_state=after.state,
        new_closed_at=after.closed_at,
    ):
        raise Conflict("posts.stale", "its state was changed since; read it again")
    context.emit(PostStateChanged(post=before.id, before=before.state, after=after.state))
    return after


def set_accepted_answer(context: Context, question: Post, answer: PostId | None, *, state: str) -> Post:
    """Set or clear the accepted answer of a question; for features in which answers are accepted.

    Args:
        context: The context of the command; the caller checked the permission.
        question: The opening post as it was read.
        answer: The reply; None to clear the accepted answer.
        state: The new state of the question.

    Raises:
        Conflict: Another answer was accepted since the question was read, or this one was moved or removed.
    """
    newly = answer is not None and answer != question.answer
    if newly and not context.rows(sql.LOCK_ANSWER, id=answer, thread=question.id):
        raise Conflict("posts.stale", "the answer was moved or removed in the meantime; read it again")
    after = state_after(context.community_type, question, state, context.now, free=True)
    if not context.run(
        sql.SET_ANSWER,
        id=question.id,
        seen=question.answer,
        new_answer=answer,
        new_state=after.state,
        new_closed_at=after.closed_at,
    ):
        raise Conflict("posts.stale", "another answer was accepted in the meantime; read it again")
    if after.state != question.state:
        context.emit(PostStateChanged(post=question.id, before=question.state, after=after.state))
    return evolve(after, answer=answer)
