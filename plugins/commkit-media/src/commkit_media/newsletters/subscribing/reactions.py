"""What follows for subscriptions when a member leaves the community or is banned."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_media.newsletters.feature import newsletter_feature
from commkit_media.newsletters.subscribing import statements as sql
from commkit_media.newsletters.subscribing.handlers import finish
from commkit_media.newsletters.subscribing.policy import who_of_member
from commkit_media.newsletters.subscribing.records import SubscriptionEnd


@newsletter_feature.reacts_to(MemberLeft, MembershipStatusChanged)
def end_subscriptions(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """End those of the member, so that nobody who comes back gets mails that they did not ask for again."""
    if isinstance(fact, MemberLeft) or fact.status is MembershipStatus.BANNED:
        finish(
            context, context.rows(sql.END_EVERYWHERE, who=who_of_member(fact.member)), SubscriptionEnd.LEFT
        )
