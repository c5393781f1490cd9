"""What a question must be like for a handoff of it to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_qa import is_open_question
from commkit_support.handoff.feature import handoff
from commkit_support.handoff.messages import OfferHandoff
from commkit_support.handoff.ports import HelpDesk


@handoff.offers(OfferHandoff, about=Post)
def can_be_handed_over(context: Context, post: Post) -> bool:
    """Questions that are not settled, where there is a help desk."""
    return context.port(HelpDesk) is not None and is_open_question(context.community_type, post)
