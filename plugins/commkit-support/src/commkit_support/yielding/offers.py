"""When holding an answer is offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_qa import is_open_question
from commkit_support.saved_replies.messages import UseSavedReply
from commkit_support.yielding.feature import YieldSettings, yield_feature
from commkit_support.yielding.gates import is_yielding_staff
from commkit_support.yielding.messages import HoldAnswer
from commkit_support.yielding.policy import is_about_safety


@yield_feature.offers(UseSavedReply, about=Post)
def need_not_wait(context: Context, post: Post) -> bool:
    """A saved reply is an answer as long as nothing else is said; those of staff wait."""
    return not (is_yielding_staff(context) and can_be_held(context, post))


@yield_feature.offers(HoldAnswer, about=Post)
def can_be_held(context: Context, post: Post) -> bool:
    """Open questions of members, while the window lasts as far as the question itself tells; promises may end it."""
    settings = context.settings(YieldSettings)
    if settings.window is None or post.by_staff or not is_open_question(context.community_type, post):
        return False
    in_time = context.now < post.created_at + settings.window
    return in_time and not is_about_safety(f"{post.title}\n{post.body}", settings.safety_words)
