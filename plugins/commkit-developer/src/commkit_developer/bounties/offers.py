"""What a question or a bounty must be like for a command about it to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_developer.bounties.feature import BountySettings, bounty_feature
from commkit_developer.bounties.messages import AwardBounty, CancelBounty, OfferBounty
from commkit_developer.bounties.records import Bounty, BountyState
from commkit_qa import is_open_question


@bounty_feature.offers(OfferBounty, about=Post)
def is_old_enough(context: Context, post: Post) -> bool:
    """Questions that are not settled, and waited for a while."""
    if not is_open_question(context.community_type, post):
        return False
    return context.now >= post.created_at + context.settings(BountySettings).min_question_age


@bounty_feature.offers(AwardBounty, CancelBounty, about=Bounty)
def is_open(context: Context, bounty: Bounty) -> bool:
    """What is settled stays so."""
    return bounty.state is BountyState.OPEN
