"""How closing as a duplicate uses the commands of `qa.duplicates`, in communities whose type has it."""

from commkit import Conflict, Context
from commkit.posts import Post, PostId
from commkit_qa import ConfirmDuplicate, MarkDuplicate, ReadRedirects, Redirect


def check_no_circle(context: Context, question: Post, original: Post) -> None:
    """Check that the other question is no duplicate of this one.

    Args:
        context: The context of the vote.
        question: The question that is voted about.
        original: The question that it is said to repeat.

    Raises:
        Conflict: It is: then nobody would be led to an answer.
    """
    redirect = redirect_of(context, original.id)
    if redirect is not None and redirect.to == question.id:
        raise Conflict(
            "developer.duplicate_circle",
            "the other question is closed as a duplicate of this one; name another one, or have that one opened again",
        )


def confirm_as_duplicate(context: Context, question: PostId, original: PostId) -> None:
    """Mark a question that was closed as a duplicate, and confirm it; what somebody proposed is confirmed as well.

    Args:
        context: Of whoever may settle the question.
        question: The duplicate.
        original: The question that it repeats.

    Raises:
        Conflict: One of them was removed, or is a duplicate of the other one by now.
    """
    if context.may_send(MarkDuplicate):
        context.do(MarkDuplicate(question, original))
        context.do(ConfirmDuplicate(question, original))


def redirect_of(context: Context, question: PostId) -> Redirect | None:
    """Where the readers of a question are sent; None where it is no duplicate, or the actor may not see both ends."""
    if not context.may_send(ReadRedirects):
        return None
    found: tuple[Redirect, ...] = context.ask(ReadRedirects((question,)))
    return found[0] if found else None
