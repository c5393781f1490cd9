"""What a question must be like for votes about it to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_developer.closing.feature import closing_feature
from commkit_developer.closing.messages import RetractClosingVote, VoteToClose, VoteToReopen
from commkit_qa import CLOSED, is_open_question, is_question


@closing_feature.offers(VoteToClose, about=Post)
def can_be_closed(context: Context, post: Post) -> bool:
    """Questions that are not settled, in threads that are not locked."""
    return is_open_question(context.community_type, post) and post.locked_at is None


@closing_feature.offers(VoteToReopen, about=Post)
def can_be_reopened(context: Context, post: Post) -> bool:
    """Questions that are closed."""
    return is_question(context.community_type, post) and post.state == CLOSED


@closing_feature.offers(RetractClosingVote, about=Post)
def may_have_votes(context: Context, post: Post) -> bool:
    """Questions; without a vote nothing changes."""
    return is_question(context.community_type, post)
