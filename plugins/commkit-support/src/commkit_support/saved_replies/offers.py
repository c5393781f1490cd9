"""What a question must be like for a saved reply to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_qa import is_question
from commkit_support.saved_replies.feature import saved_reply_feature
from commkit_support.saved_replies.messages import UseSavedReply


@saved_reply_feature.offers(UseSavedReply, about=Post)
def takes_replies(context: Context, post: Post) -> bool:
    """Questions that are neither removed nor locked."""
    return is_question(context.community_type, post) and post.locked_at is None
