"""The rules of conversions; no database."""

from commkit import CommunityType, Conflict, Invalid
from commkit.posts import Post
from commkit_developer.conversions.records import Conversion


def answer_kind(type: CommunityType, question: Post) -> str:
    """The kind of post that answers a question.

    Raises:
        Invalid: The thread is no question.
    """
    asked = type.kind(question.kind)
    if asked is None or asked.awaits is None:
        raise Invalid.field("post", "no_question", "name a post below a question")
    return asked.awaits


def comment_kind_of(type: CommunityType, above: Post, answer: str) -> str:
    """The kind of post that comments on another one and is no answer.

    Args:
        type: The community's type.
        above: What is commented on.
        answer: The kind of answers.

    Raises:
        Invalid: Nothing but answers may reply there.
    """
    allowed = type.kind(above.kind)
    found = next((name for name in (allowed.replies if allowed else ()) if name != answer), None)
    if found is None:
        raise Invalid.field("below", "no_comments", "nobody can comment on this; name another post")
    return found


def check_kind(post: Post, *, answer: str, is_answer: bool) -> None:
    """Check that a post is what is to be converted.

    Args:
        post: The post.
        answer: The kind of answers.
        is_answer: Whether it must be one; else it must be a reply that is none.

    Raises:
        Invalid: It is not.
    """
    if post.opens or (post.kind == answer) is not is_answer:
        wanted = f"an {answer}" if is_answer else f"a reply that is no {answer}"
        raise Invalid.field("post", "wrong_kind", f"name {wanted}; this is a {post.kind}")


def check_standing(conversion: Conversion) -> None:
    """Check that a conversion stands.

    Raises:
        Conflict: It was undone, or the post was converted again.
    """
    if conversion.ended_at is not None:
        raise Conflict(
            "developer.conversion_ended",
            "it was undone, or the post was converted again; list the conversions again",
        )
