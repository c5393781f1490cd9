"""What a question must be like for inviting somebody to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_qa import is_open_question
from commkit_support.experts.feature import expert_feature
from commkit_support.experts.messages import InviteExpert


@expert_feature.offers(InviteExpert, about=Post)
def can_be_answered(context: Context, post: Post) -> bool:
    """Questions that are not settled."""
    return is_open_question(context.community_type, post)
