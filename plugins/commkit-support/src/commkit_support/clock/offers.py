"""What a question must be like for another priority to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_qa import is_open_question
from commkit_support.clock.feature import ClockSettings, clock_feature
from commkit_support.clock.messages import SetPriority


@clock_feature.offers(SetPriority, about=Post)
def has_promises(context: Context, post: Post) -> bool:
    """Questions that are not settled, where there are further priorities."""
    has_choice = bool(context.settings(ClockSettings).priorities)
    return has_choice and is_open_question(context.community_type, post)
